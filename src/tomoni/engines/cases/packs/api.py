"""What a service that brings packs may use."""

from ..actions import NotComplete, accept
from ..catalogue import Told, all_told, offered_keys, shorter, titles, told_of
from ..paper_form import print_form
from ..questions import spoken
from ..telling import told
from .format import Pack, Said
from .library import Library, read_library, read_packs
from .making import example_answers, offer, wrong_answers

__all__ = [
    "Library", "NotComplete", "Pack", "Said", "Told", "accept", "all_told", "example_answers", "offer", "offered_keys",
    "print_form", "read_library", "read_packs", "shorter", "spoken", "titles", "told", "told_of", "wrong_answers",
]  # fmt: skip

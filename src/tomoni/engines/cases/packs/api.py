"""What a service that brings packs may use."""

from ..actions import NotComplete, accept
from ..catalogue import all_told, told_of
from ..paper_form import print_form
from ..telling import told
from .format import Pack
from .library import Library, read_library, read_packs
from .making import example_answers, offer, wrong_answers

__all__ = [
    "Library", "NotComplete", "Pack", "accept", "all_told", "example_answers", "offer", "print_form", "read_library",
    "read_packs", "told", "told_of", "wrong_answers",
]  # fmt: skip

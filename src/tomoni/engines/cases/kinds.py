"""The kinds of questions, all in one place. `asking/kind.py` says what a kind is; each module there adds its own."""

from .asking import money, people, places, rows, simple
from .asking.kind import QuestionKind, fields_of, fitting, keys_of, kinds, parts_of, plain, said
from .asking.places import PostcodeField
from .asking.rows import parts_of_row
from .asking.simple import FilesField

__all__ = [
    "FilesField",
    "PostcodeField",
    "QuestionKind",
    "fields_of",
    "fitting",
    "keys_of",
    "kinds",
    "money",
    "parts_of",
    "parts_of_row",
    "people",
    "places",
    "plain",
    "rows",
    "said",
    "simple",
]

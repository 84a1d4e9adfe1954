"""What opens a draft or a case: a link that nobody guesses, a code that a person can write down."""

from django.utils.crypto import get_random_string

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is easily taken for another


def _token() -> str:
    """131 bits, enough that knowing it is the right to see what it opens."""
    return get_random_string(22)


def _code() -> str:
    """Eight letters that a person can write down; tries are counted (`knocks.py`)."""
    return get_random_string(8, CODE_LETTERS)

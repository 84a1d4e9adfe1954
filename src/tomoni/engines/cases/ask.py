"""The words a service asks with: `ask.text("name", _("団体の名前"))`. Every one makes a Question.

All take `hint`, `required` (True), `only_if` ({"key": answer or answers}) by name. `flagged=True` on a way to reach
somebody asks beside it whether it may be published, and answers under `<key>_public`.
"""

from collections.abc import Iterable
from typing import Any

from .questions import Question, Text

Options = Iterable[tuple[str, Text]]


def text(key: str, label: Text, *, most: int = 200, **more: Any) -> Question:
    """A line of text."""
    return Question(key=key, kind="text", label=label, most=most, **more)


def long_text(key: str, label: Text, *, most: int = 2000, **more: Any) -> Question:
    """Several lines."""
    return Question(key=key, kind="long_text", label=label, most=most, **more)


def name_and_kana(key: str, label: Text, **more: Any) -> Question:
    """A name, every character accepted, and how it is read. Answers under `key` and `<key>_kana`."""
    return Question(key=key, kind="name_and_kana", label=label, **more)


def choice(key: str, label: Text, options: Options, **more: Any) -> Question:
    """One of several."""
    return Question(key=key, kind="choice", label=label, options=tuple(options), **more)


def choices(key: str, label: Text, options: Options, **more: Any) -> Question:
    """Any of several; the answer is a list."""
    return Question(key=key, kind="choices", label=label, options=tuple(options), **more)


def number(key: str, label: Text, *, unit: Text = "", least: int | None = 0, **more: Any) -> Question:
    """A whole number with its unit; full-width digits and commas are understood."""
    return Question(key=key, kind="number", label=label, unit=unit, least=least, **more)


def day(key: str, label: Text, *, past: bool = False, future: bool = False, **more: Any) -> Question:
    """A date in 和暦 or 西暦. `past`: not after today. `future`: not before today."""
    return Question(key=key, kind="past_day" if past else "future_day" if future else "day", label=label, **more)


def yes_no(key: str, label: Text, **more: Any) -> Question:
    return Question(key=key, kind="yes_no", label=label, **more)


def email(key: str, label: Text, **more: Any) -> Question:
    return Question(key=key, kind="email", label=label, **more)


def phone(key: str, label: Text, **more: Any) -> Question:
    return Question(key=key, kind="phone", label=label, **more)


def url(key: str, label: Text, **more: Any) -> Question:
    return Question(key=key, kind="url", label=label, **more)


def address(key: str, label: Text, **more: Any) -> Question:
    """A postal address, found from its postcode. Answers under `<key>_postcode` and `key` (the rest, in one line)."""
    return Question(key=key, kind="address", label=label, **more)


def files(key: str, label: Text, *, most: int = 5, **more: Any) -> Question:
    """Up to `most` files; the answer is a list of the ids of stored files."""
    return Question(key=key, kind="files", label=label, most=most, **more)


def consent(key: str, label: Text, *, agreed: Text, **more: Any) -> Question:
    """A sentence to agree to, under a heading; nobody can go on without."""
    return Question(key=key, kind="consent", label=label, agreed=agreed, **more)

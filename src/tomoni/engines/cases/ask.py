"""The words a service asks with: `ask.text("name", _("団体の名前"))`. Every one makes a Question.

All take `hint`, `required` (True), `only_if` ({"key": answer or answers}, or an expression) by name.
`flagged=True` on a way to reach somebody asks beside it whether it may be published, and answers under `<key>_public`.
"""

from collections.abc import Iterable
from typing import Any

from .questions import Question, Rule, Text

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


def person_name(key: str, label: Text, *, own: bool = True, **more: Any) -> Question:
    """A person's name in two parts with readings; people of one name leave the second part empty.

    Answers under `<key>_family`, `_given`, `_family_kana`, `_given_kana`; `key` and `<key>_kana` hold the whole name.
    `own=False` for somebody else than the person who applies.
    """
    return Question(key=key, kind="person_name", label=label, own=own, **more)


def organisation(key: str, label: Text, **more: Any) -> Question:
    """Answers under `key`, `<key>_kana`, `<key>_person` (who represents it) and `<key>_number` (法人番号, if any)."""
    return Question(key=key, kind="organisation", label=label, **more)


def choice(key: str, label: Text, options: Options, **more: Any) -> Question:
    """One of several."""
    return Question(key=key, kind="choice", label=label, options=tuple(options), **more)


def choices(key: str, label: Text, options: Options, **more: Any) -> Question:
    """Any of several; the answer is a list."""
    return Question(key=key, kind="choices", label=label, options=tuple(options), **more)


def number(key: str, label: Text, *, unit: Text = "", least: int | None = 0, **more: Any) -> Question:
    """A whole number with its unit; full-width digits and commas are understood."""
    return Question(key=key, kind="number", label=label, unit=unit, least=least, **more)


def amount(key: str, label: Text, *, least: int | None = 0, most: int | None = None, **more: Any) -> Question:
    """Whole yen: 12,000, 1万2千円."""
    return Question(key=key, kind="amount", label=label, least=least, most=most, **more)


def born_on(key: str, label: Text, **more: Any) -> Question:
    """A day of birth."""
    return Question(key=key, kind="born_on", label=label, **more)


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


def home_address(key: str, label: Text, **more: Any) -> Question:
    """As `address`, with `<key>_building` and `<key>_ward` (「豊科/本村」), which may be empty."""
    return Question(key=key, kind="home_address", label=label, **more)


def town(key: str, label: Text, **more: Any) -> Question:
    """One of the city's towns (大字)."""
    return Question(key=key, kind="town", label=label, **more)


def map_point(key: str, label: Text, **more: Any) -> Question:
    """A place in words, and where it lies if somebody knows: `<key>_point`, 「36.30400,137.90570」, in the city."""
    return Question(key=key, kind="map_point", label=label, **more)


def bank_account(key: str, label: Text, *, same_as: str = "", **more: Any) -> Question:
    """An account, also one of ゆうちょ銀行. `same_as` names the question whose person must be its holder.

    Answers under `<key>_where` (bank, yucho), `key` (the bank), `_branch`, `_type`, `_number`, `_sign`, `_yucho` and
    `_holder`.
    """
    return Question(key=key, kind="bank_account", label=label, same_as=same_as, **more)


def members(
    key: str, label: Text, *rows: Question, least: int | None = None, most: int | None = None, **more: Any
) -> Question:
    """Rows that repeat, each asking `rows`. The answer is a list of dictionaries."""
    return Question(key=key, kind="members", label=label, rows=rows, least=least, most=most, **more)


def files(key: str, label: Text, *, most: int = 5, **more: Any) -> Question:
    """Up to `most` files; the answer is a list of the ids of stored files."""
    return Question(key=key, kind="files", label=label, most=most, **more)


def consent(key: str, label: Text, *, agreed: Text, **more: Any) -> Question:
    """A sentence to agree to, under a heading; nobody can go on without."""
    return Question(key=key, kind="consent", label=label, agreed=agreed, **more)


def statement(key: str, label: Text, **more: Any) -> Question:
    """A text to read between questions; nothing is answered."""
    return Question(key=key, kind="statement", label=label, required=False, **more)


def rule(at: str, must: str, says: Text) -> Rule:
    """`rules=(ask.rule("until", "until >= since", _("…")),)`: what must be true, else `says` at the answer `at`."""
    return Rule(at, must, says)

"""The value of an expression for some answers. `static/cases/answers.js` does the same, word for word."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from tomoni.base.clock import today

from .parsing import LARGEST, NotReadable, Tree, parse

DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
Answers = Mapping[str, Any]


def holds(line: str, answers: Answers, *, on: date | None = None) -> bool:
    """Whether an expression is true of the answers. One that cannot be read is not true of any."""
    try:
        return value_of(parse(line), answers, on=on) is True
    except NotReadable:
        return False


def value_of(tree: Tree, answers: Answers, *, on: date | None = None) -> Any:
    """A number, a text, a day, True or False, a list, or None for nothing. `on` is today, where it is another day."""
    return _value(tree, answers, on)


def _value(tree: Tree, answers: Answers, on: date | None) -> Any:
    what = tree[0]
    if what in ("number", "text", "yes"):
        return tree[1]
    if what == "name":
        return _answer(answers.get(tree[1]))
    return WAYS[what](tree, answers, on)


def _answer(value: Any) -> Any:
    """An answer as it is compared: what is empty is nothing."""
    return None if value in ("", None) or value == [] else value


def _both(tree: Tree, answers: Answers, on: date | None) -> bool:
    return all(_value(part, answers, on) is True for part in tree[1:])


def _either(tree: Tree, answers: Answers, on: date | None) -> bool:
    return any(_value(part, answers, on) is True for part in tree[1:])


def _not(tree: Tree, answers: Answers, on: date | None) -> bool:
    return _value(tree[1], answers, on) is not True


def _equal(tree: Tree, answers: Answers, on: date | None) -> bool:
    left, right = _value(tree[1], answers, on), _value(tree[2], answers, on)
    if left is None or right is None:
        return "nothing" in (tree[1][0], tree[2][0]) and left is None and right is None
    return _same(left, right)


def _same(left: Any, right: Any) -> bool:
    left, right = _as_day(left, right), _as_day(right, left)
    return type(left) is type(right) and not isinstance(left, (list, dict)) and bool(left == right)


def _as_day(value: Any, other: Any) -> Any:
    """A kept day is a text; beside a day it is a day."""
    return _day(value) if isinstance(value, str) and isinstance(other, date) else value


def _ordered(tree: Tree, answers: Answers, on: date | None) -> bool:
    left, right = _value(tree[1], answers, on), _value(tree[2], answers, on)
    if isinstance(left, (str, date)) and isinstance(right, (str, date)):
        left, right = _day(left), _day(right)
    elif not (_is_number(left) and _is_number(right)):
        return False
    if left is None or right is None:
        return False
    return bool({"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[tree[0]])


def _among(tree: Tree, answers: Answers, on: date | None) -> bool:
    """One of several; of an answer that is a list, one part is enough."""
    left, right = _value(tree[1], answers, on), _value(tree[2], answers, on)
    if left is None or not isinstance(right, list):
        return False
    parts = left if isinstance(left, list) else [left]
    return any(_same(part, wanted) for part in parts for wanted in right if wanted is not None)


def _list(tree: Tree, answers: Answers, on: date | None) -> list[Any]:
    return [_value(part, answers, on) for part in tree[1:]]


def _counted(tree: Tree, answers: Answers, on: date | None) -> int | None:
    left, right = _value(tree[1], answers, on), _value(tree[2], answers, on)
    if not (_is_number(left) and _is_number(right)):
        return None
    result: int = {"+": left + right, "-": left - right, "*": left * right}[tree[0]]
    return result if abs(result) <= LARGEST else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and DAY.fullmatch(value) else None
    except ValueError:
        return None


def _today(tree: Tree, answers: Answers, on: date | None) -> date:
    return on or today()


def _age(tree: Tree, answers: Answers, on: date | None) -> int | None:
    """Whole years on a day; somebody born on 29 February is a year older on 1 March."""
    born = _day(_value(tree[1], answers, on))
    at = _day(_value(tree[2], answers, on)) if len(tree) > 2 else _today(tree, answers, on)
    if born is None or at is None or at < born:
        return None
    return at.year - born.year - ((at.month, at.day) < (born.month, born.day))


def _days(tree: Tree, answers: Answers, on: date | None) -> int | None:
    """From the first day to the second."""
    first, last = _day(_value(tree[1], answers, on)), _day(_value(tree[2], answers, on))
    return None if first is None or last is None else (last - first).days


def _rows(tree: Tree, answers: Answers) -> list[Any]:
    rows = answers.get(tree[1])
    return rows if isinstance(rows, list) else []


def _count(tree: Tree, answers: Answers, on: date | None) -> int:
    """Rows, or chosen answers; with a second part, the rows for which it is true."""
    rows = _rows(tree[1], answers)
    if len(tree) == 2:
        return len(rows)
    return sum(_value(tree[2], row, on) is True for row in rows if isinstance(row, dict))


def _sum(tree: Tree, answers: Answers, on: date | None) -> int | None:
    """Over the rows; a row without a number adds nothing."""
    values = [_value(tree[2], row, on) for row in _rows(tree[1], answers) if isinstance(row, dict)]
    total = sum(value for value in values if _is_number(value))
    return total if abs(total) <= LARGEST else None


def _given(tree: Tree, answers: Answers, on: date | None) -> bool:
    return _value(tree[1], answers, on) is not None


WAYS = {
    "and": _both, "or": _either, "not": _not,
    "==": _equal, "!=": lambda tree, answers, on: not _equal(tree, answers, on),
    "<": _ordered, "<=": _ordered, ">": _ordered, ">=": _ordered, "in": _among,
    "list": _list, "+": _counted, "-": _counted, "*": _counted,
    "day": lambda tree, answers, on: date.fromisoformat(tree[1]),
    "today": _today, "nothing": lambda tree, answers, on: None,
    "age": _age, "days": _days, "count": _count, "sum": _sum, "given": _given,
}  # fmt: skip

"""A spreadsheet's arithmetic in a hundred lines: enough to compute the formulas of the book without an office suite."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from operator import add, mul, sub, truediv
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.datetime import from_excel, to_excel

TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+\.?\d*)|"(?P<text>[^"]*)"|(?P<cells>(?:'[^']+'!)?\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)"""
    r"""|(?P<name>[A-Z]+)(?=\()|(?P<sign><=|>=|<>|[-+*/(),<>=]))"""
)
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b or {a, b} == {None, ""},
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}


class Computed:
    """A workbook whose cells can be asked for their values."""

    def __init__(self, book: Workbook) -> None:
        self.book = book

    def value(self, sheet: str, cell: str) -> Any:
        found = self.book[sheet][cell.replace("$", "")].value
        if isinstance(found, (date, datetime)):
            return to_excel(found)
        return Formula(self, sheet, found[1:]).result() if isinstance(found, str) and found[:1] == "=" else found

    def values(self, sheet: str, cells: str) -> list[Any]:
        rows = self.book[sheet][cells.replace("$", "")]
        return [self.value(sheet, cell.coordinate) for row in rows for cell in row]


class Formula:
    """One formula, read from left to right. Every branch of IF is read, only the right one is computed."""

    def __init__(self, computed: Computed, sheet: str, text: str) -> None:
        self.computed, self.sheet = computed, sheet
        self.tokens = list(_tokens(text))
        self.at = 0

    def result(self) -> Any:
        tree = self._comparison()
        assert self.at == len(self.tokens), "something is left over"
        return tree()

    def _comparison(self) -> Callable[[], Any]:
        left = self._sum()
        while self._next() in COMPARE:
            compare = COMPARE[self._take()]
            left = _joined(compare, left, self._sum())
        return left

    def _sum(self) -> Callable[[], Any]:
        left = self._product()
        while self._next() in ("+", "-"):
            how = add if self._take() == "+" else sub
            left = _joined(how, left, self._product())
        return left

    def _product(self) -> Callable[[], Any]:
        left = self._one()
        while self._next() in ("*", "/"):
            how = mul if self._take() == "*" else truediv
            left = _joined(how, left, self._one())
        return left

    def _one(self) -> Callable[[], Any]:
        kind, token = self.tokens[self.at]
        self.at += 1
        if token == "(" and kind == "sign":
            inner = self._comparison()
            assert self._take() == ")"
            return inner
        if token == "-" and kind == "sign":
            inner = self._one()
            return lambda: -inner()
        if kind == "name":
            return self._call(token)
        if kind == "number":
            return lambda: float(token)
        if kind == "text":
            return lambda: token
        sheet, _, cells = token.rpartition("!")
        where = sheet.strip("'") or self.sheet
        if ":" in cells:
            return lambda: self.computed.values(where, cells)
        return lambda: self.computed.value(where, cells)

    def _call(self, name: str) -> Callable[[], Any]:
        assert self._take() == "("
        given = [self._comparison()]
        while self._take() == ",":
            given.append(self._comparison())
        match name:
            case "IF":
                return lambda: given[1]() if given[0]() else given[2]()
            case "OR":
                return lambda: any(bool(one()) for one in given)
            case "AND":
                return lambda: all(one() for one in given)
            case "MIN" | "MAX":
                return lambda: (min if name == "MIN" else max)(one() for one in given)
            case "ROUND":
                return lambda: round(given[0](), int(given[1]()))
            case "YEAR" | "MONTH" | "DAY":
                return lambda: getattr(from_excel(given[0]()), name.lower())
            case "COUNTIF":
                return lambda: given[0]().count(given[1]())
        raise NotImplementedError(name)

    def _next(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) and self.tokens[self.at][0] == "sign" else ""

    def _take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]


def _joined(how: Callable[[Any, Any], Any], left: Callable[[], Any], right: Callable[[], Any]) -> Callable[[], Any]:
    return lambda: how(left(), right())


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        found = TOKEN.match(text, at)
        assert found and found.lastgroup, text[at:]
        yield found.lastgroup, found[found.lastgroup]
        at = found.end()

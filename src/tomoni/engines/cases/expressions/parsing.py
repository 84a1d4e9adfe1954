"""From a line of text to a tree of plain lists, which JSON carries to the browser as it is."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

LONGEST = 1000
DEEPEST = 40
LARGEST = 2**53 - 1  # beyond it a browser counts otherwise than we do

Tree = list[Any]  # [what, parts…]
COMPARED = ("==", "!=", "<=", ">=", "<", ">")
FUNCTIONS = {"age": (1, 2), "days": (2, 2), "count": (1, 2), "sum": (2, 2), "given": (1, 1)}
WORDS = ("and", "or", "not", "in", "yes", "no", "nothing", "today")
_TOKEN = re.compile(
    r"\s*(?:(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})|(?P<number>[0-9]+)|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign>==|!=|<=|>=|[<>()\[\],+*\-]))"
)


@dataclass(eq=False)
class NotReadable(Exception):
    """Where the line stops making sense, counted from 0, and why: character, end, depth, long, word, function…"""

    why: str
    at: int
    found: str = ""


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    at: int


@lru_cache(maxsize=4096)
def parse(line: str) -> Tree:
    """The tree of an expression. NotReadable where it is none."""
    if len(line) > LONGEST:
        raise NotReadable("long", LONGEST)
    reader = _Reader(_tokens(line), len(line))
    tree = reader.either()
    reader.end()
    return tree


@lru_cache(maxsize=4096)
def names_in(line: str) -> frozenset[str]:
    """The keys of the answers that an expression reads; names inside a row are not among them."""
    return frozenset(_names(parse(line)))


def _names(tree: Tree) -> set[str]:
    if tree[0] == "name":
        return {tree[1]}
    if tree[0] in ("count", "sum"):
        return _names(tree[1])
    return {name for part in tree[1:] if isinstance(part, list) for name in _names(part)}


def _tokens(line: str) -> list[Token]:
    tokens, place, end = [], 0, len(line.rstrip())
    while place < end:
        found = _TOKEN.match(line, place)
        if found is None:
            raise NotReadable("character", place, line[place:].strip()[:1])
        kind = str(found.lastgroup)
        tokens.append(Token(kind, found[kind], found.start(kind)))
        place = found.end()
    return tokens


class _Reader:
    """One function for each height: either, both, opposite, compared, sum, product, single."""

    def __init__(self, tokens: list[Token], length: int) -> None:
        self.tokens, self.length, self.place, self.depth = tokens, length, 0, 0

    def either(self) -> Tree:
        return self._joined("or", self.both)

    def both(self) -> Tree:
        return self._joined("and", self.opposite)

    def _joined(self, word: str, part: Any) -> Tree:
        parts = [part()]
        while self._take("name", word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else [word, *parts]

    def opposite(self) -> Tree:
        if self._take("name", "not"):
            self._down()
            tree = ["not", self.opposite()]
            self.depth -= 1
            return tree
        return self.compared()

    def compared(self) -> Tree:
        left = self.sum()
        for sign in COMPARED:
            if self._take("sign", sign):
                return [sign, left, self.sum()]
        if self._take("name", "in"):
            return ["in", left, self.sum()]
        if self._next("name", "not") and self._next("name", "in", 1):
            self.place += 2
            return ["not", ["in", left, self.sum()]]
        return left

    def sum(self) -> Tree:
        return self._row_of(("+", "-"), self.product)

    def product(self) -> Tree:
        return self._row_of(("*",), self.single)

    def _row_of(self, signs: tuple[str, ...], part: Any) -> Tree:
        tree: Tree = part()
        steps = 0
        while sign := next((sign for sign in signs if self._take("sign", sign)), None):
            tree = [sign, tree, part()]
            steps += 1
            if steps > DEEPEST:
                raise NotReadable("depth", self._at())
        return tree

    def single(self) -> Tree:
        self._down()
        tree = self._single()
        self.depth -= 1
        return tree

    def _single(self) -> Tree:
        if self.place >= len(self.tokens):
            raise NotReadable("end", self.length)
        token = self.tokens[self.place]
        self.place += 1
        if token.kind in ("number", "text", "day"):
            return self._literal(token)
        if token.text == "-":
            return ["-", ["number", 0], self.single()]
        if token.text == "(":
            tree = self.either()
            self._must(")")
            return tree
        if token.text == "[":
            return ["list", *self._parts("]")]
        if token.kind == "name":
            return self._named(token)
        raise NotReadable("word", token.at, token.text)

    def _literal(self, token: Token) -> Tree:
        if token.kind == "text":
            return ["text", token.text[1:-1]]
        return [token.kind, self._number(token) if token.kind == "number" else self._day(token)]

    def _named(self, token: Token) -> Tree:
        if self._take("sign", "("):
            return self._call(token)
        if token.text in ("yes", "no"):
            return ["yes", token.text == "yes"]
        if token.text in ("today", "nothing"):
            return [token.text]
        if token.text in WORDS:
            raise NotReadable("word", token.at, token.text)
        return ["name", token.text]

    def _call(self, token: Token) -> Tree:
        if token.text not in FUNCTIONS:
            raise NotReadable("function", token.at, token.text)
        parts = self._parts(")")
        least, most = FUNCTIONS[token.text]
        if not least <= len(parts) <= most:
            raise NotReadable("parts", token.at, token.text)
        if token.text in ("count", "sum", "given") and parts[0][0] != "name":
            raise NotReadable("parts", token.at, token.text)
        return [token.text, *parts]

    def _parts(self, closing: str) -> list[Tree]:
        parts: list[Tree] = []
        if self._take("sign", closing):
            return parts
        while True:
            parts.append(self.either())
            if self._take("sign", closing):
                return parts
            self._must(",")

    def _number(self, token: Token) -> int:
        if len(token.text) > 16 or int(token.text) > LARGEST:
            raise NotReadable("large", token.at, token.text)
        return int(token.text)

    def _day(self, token: Token) -> str:
        try:
            return date.fromisoformat(token.text).isoformat()
        except ValueError:
            raise NotReadable("day", token.at, token.text) from None

    def end(self) -> None:
        if self.place < len(self.tokens):
            token = self.tokens[self.place]
            raise NotReadable("word", token.at, token.text)

    def _down(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotReadable("depth", self._at())

    def _at(self) -> int:
        return self.tokens[self.place].at if self.place < len(self.tokens) else self.length

    def _next(self, kind: str, text: str, ahead: int = 0) -> bool:
        place = self.place + ahead
        return place < len(self.tokens) and (self.tokens[place].kind, self.tokens[place].text) == (kind, text)

    def _take(self, kind: str, text: str) -> bool:
        if not self._next(kind, text):
            return False
        self.place += 1
        return True

    def _must(self, sign: str) -> None:
        if not self._take("sign", sign):
            found = self.tokens[self.place].text if self.place < len(self.tokens) else ""
            raise NotReadable("word" if found else "end", self._at(), found)

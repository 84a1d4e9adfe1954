"""Whether an expression means something for a form: its names exist, and like is compared with like."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .parsing import NotReadable, Tree, parse

ORDERED = ("<", "<=", ">", ">=")
ANY = "nothing"


@dataclass(frozen=True)
class Types:
    """What lies under each key (number, text, day, yes, texts, rows, files, point), and in the rows of one."""

    answers: Mapping[str, str]
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    options: Mapping[str, frozenset[str]] = field(default_factory=dict)  # what a choice can answer


@dataclass(eq=False)
class Mistake(Exception):
    """Why an expression cannot be published: unknown, compare, wanted, option or readable; with the words concerned."""

    why: str
    found: str = ""
    wanted: str = ""
    at: int = 0


def check(line: str, types: Types, *, wanted: str = "yes") -> None:
    """Mistake when the expression cannot be read, or is not of the wanted sort."""
    try:
        tree = parse(line)
    except NotReadable as error:
        raise Mistake(f"readable.{error.why}", error.found, at=error.at) from None
    _must(tree, wanted, types)


def _must(tree: Tree, wanted: str, types: Types) -> None:
    found = _type(tree, types)
    if found not in (wanted, ANY):
        raise Mistake("wanted", found, wanted)


def _type(tree: Tree, types: Types) -> str:
    what = tree[0]
    if what in ("number", "text", "day", "yes"):
        return str(what)
    if what == "name":
        return _named(tree[1], types)
    if what in ("and", "or", "not"):
        for part in tree[1:]:
            _must(part, "yes", types)
        return "yes"
    if what in ("==", "!=", "in", *ORDERED):
        return _compared(tree, types)
    if what in ("+", "-", "*"):
        for part in tree[1:]:
            _must(part, "number", types)
        return "number"
    return _of_function(tree, types)


def _named(name: str, types: Types) -> str:
    if name not in types.answers:
        raise Mistake("unknown", name)
    return types.answers[name]


def _compared(tree: Tree, types: Types) -> str:
    sign, left, right = tree
    if sign == "in":
        return _among(left, right, types)
    one, other = _type(left, types), _type(right, types)
    if ANY not in (one, other) and one != other:
        raise Mistake("compare", one, other)
    if sign in ORDERED and one not in ("number", "day"):
        raise Mistake("order", one)
    _possible(left, right, types)
    _possible(right, left, types)
    return "yes"


def _among(left: Tree, right: Tree, types: Types) -> str:
    one = _type(left, types)
    if right[0] != "list":
        if _type(right, types) != "texts" or one != "text":
            raise Mistake("compare", one, _type(right, types))
        _possible(right, left, types)
        return "yes"
    for part in right[1:]:
        other = _type(part, types)
        if other not in (one, ANY) and not (one == "texts" and other == "text"):
            raise Mistake("compare", one, other)
        _possible(left, part, types)
    return "yes"


def _possible(name: Tree, value: Tree, types: Types) -> None:
    """A text that is compared with a choice is one of its answers."""
    compares = name[0] == "name" and value[0] == "text" and name[1] in types.options
    if compares and value[1] not in types.options[name[1]]:
        raise Mistake("option", value[1], name[1])


def _of_function(tree: Tree, types: Types) -> str:
    what, parts = tree[0], tree[1:]
    if what in ("age", "days"):
        for part in parts:
            _must(part, "day", types)
        return "number"
    if what == "given":
        _type(parts[0], types)
        return "yes"
    if what == "count":
        if _type(parts[0], types) not in ("rows", "texts", "files"):
            raise Mistake("wanted", _type(parts[0], types), "rows")
        if len(parts) > 1:
            _must(parts[1], "yes", _in_row(parts[0], types))
        return "number"
    if what == "sum":
        _must(parts[0], "rows", types)
        _must(parts[1], "number", _in_row(parts[0], types))
        return "number"
    if what == "list":
        raise Mistake("list")
    return "day" if what == "today" else ANY


def _in_row(tree: Tree, types: Types) -> Types:
    if tree[1] not in types.rows:
        raise Mistake("wanted", types.answers[tree[1]], "rows")
    return Types(types.rows[tree[1]])

"""On which line of a TOML file a value stands.

The standard parser keeps no line numbers. This scan knows headers and keys, skips what lies inside strings and
brackets, and never fails: the parser has already accepted the file, or complained itself.
"""

import re
from pathlib import Path

Place = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_QUIET = re.compile(r"""\"\"\"|'''|"(?:\\.|[^"\\])*"|'[^']*'|#.*|[\[\]{}]""")


def lines_of(text: str) -> dict[Place, int]:
    """The line of every header and key, such as `("indicators", 2, "unit")`; counted from one."""
    found: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    depth, inside = 0, ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not depth and not inside:
            if header := _HEADER.match(line):
                table = _resolve(_parts(header[2]), counts, another=header[1] == "[[")
                found.setdefault(table, number)
                continue
            if key := _KEY.match(line):
                found.setdefault(table + _parts(key[1]), number)
        depth, inside = _after(line, depth, inside)
    return found


def line_at(found: dict[Place, int], place: Place) -> int | None:
    """The line of a place, or of the nearest thing around it."""
    for end in range(len(place), 0, -1):
        if place[:end] in found:
            return found[place[:end]]
    return None


def line_of_syntax_error(error: ValueError, text: str) -> int | None:
    """Where the standard parser gave up; before Python 3.14 it says so only in words."""
    named = re.search(r"at line (\d+)", str(error))
    return int(named[1]) if named else (text.count("\n") + 1 if "end of document" in str(error) else None)


def read_text(file: Path) -> str:
    """The text of a UTF-8 file, with or without the mark that some programs put at the beginning."""
    return file.read_text(encoding="utf-8-sig")


def _parts(dotted: str) -> Place:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _resolve(names: Place, counts: dict[Place, int], *, another: bool) -> Place:
    """The place of a header: names that are lists of tables get the number of their newest table."""
    place: Place = ()
    for at, name in enumerate(names, start=1):
        place = (*place, name)
        if another and at == len(names):
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place = (*place, counts[place])
    return place


def _after(line: str, depth: int, inside: str) -> tuple[int, str]:
    """How deep in brackets, and in which long string, the next line begins."""
    for mark in _QUIET.findall(line):
        if inside:
            inside = "" if mark == inside else inside
        elif mark in ('"""', "'''"):
            inside = mark
        elif mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
    return max(depth, 0), inside

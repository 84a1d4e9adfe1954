"""Plain text as lines: UTF-8, or Shift_JIS as Windows writes it."""

import codecs
import re

from .sources import LONGEST_LINE, MOST_LINES, MOST_SIGNS, Line, Trouble, Unreadable

LEFTOVERS = re.compile(r"\[bookmark: [^\]]*\]|[\ufeff\u200b\u200e\u200f]")  # what a conversion from Word leaves behind
GAP = re.compile(r"[ 　]{2,}")
RULE = re.compile("[|｜│]")


def text_of(data: bytes) -> str:
    """The text, whichever of the two it is written in."""
    for encoding in (
        ("utf-16",) if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ("utf-8-sig", "cp932")
    ):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(Trouble.CHARACTERS)


def lines_of_text(data: bytes) -> list[Line]:
    text = text_of(data)
    if len(text) > MOST_SIGNS:
        raise Unreadable(Trouble.TOO_LONG)
    pages = text.split("\f")
    lines: list[Line] = []
    for page, part in enumerate(pages, start=1):
        for raw in part.splitlines():
            cleaned = clean(raw)
            lines.append(Line(len(lines) + 1, cleaned, page if len(pages) > 1 else None, cells_of(cleaned)))
            if len(lines) > MOST_LINES:
                raise Unreadable(Trouble.TOO_LONG)
    return lines


def clean(raw: str) -> str:
    return LEFTOVERS.sub("", raw).rstrip(" 　\r\n")[:LONGEST_LINE]


def cells_of(text: str) -> tuple[str, ...]:
    """The cells of a line that is set like a row of a table: parted by tabs, rules or wide gaps."""
    if "\t" in text:
        pieces = text.split("\t")
    elif RULE.search(text):
        pieces = RULE.split(text.strip().strip("|｜│"))
    else:
        pieces = GAP.split(text.strip())
    cells = tuple(piece.strip() for piece in pieces)
    return cells if len(cells) >= 3 else ()

"""PDF documents as lines: the words of each page by where they stand, columns undone, broken lines marked as such."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from time import monotonic
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from .pages import Pages, Piece, Printed
from .sources import MOST_LINES, MOST_PAGES, MOST_SIGNS, Line, Progress, Trouble, Unreadable
from .text_files import clean

MOST_SECONDS = 900
FEWEST_SIGNS = 20
BROKEN = (
    PyPdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    OSError,
    zlib.error,
)
STRANGE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]|\\(cid:")
SO_MANY_PAGES = 3  # a line that stands on so many pages, and on half of them, is a running head


def lines_of_pdf(data: bytes, progress: Progress) -> list[Line]:
    reader = _opened(data)
    pages = _counted(reader)
    printed: list[list[Printed]] = []
    edges: Counter[str] = Counter()
    setting = Pages()
    began, signs = monotonic(), 0
    for number in range(pages):
        page, at_edges = setting.lines_of(_pieces(reader, number))
        edges.update(at_edges)
        signs += sum(len(line.text) for line in page)
        if signs > MOST_SIGNS or monotonic() - began > MOST_SECONDS:
            raise Unreadable(Trouble.TOO_LONG)
        printed.append(page)
        progress(number + 1, pages)
    if signs < FEWEST_SIGNS or _is_garbled(printed):
        raise Unreadable(Trouble.PICTURES_ONLY)
    running = {text for text, times in edges.items() if times >= SO_MANY_PAGES and times * 2 >= pages}
    lines = list(_numbered(printed, running))
    if len(lines) > MOST_LINES:
        raise Unreadable(Trouble.TOO_LONG)
    return lines


def _opened(data: bytes) -> PdfReader:
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(Trouble.ENCRYPTED)
    except DependencyError:
        raise Unreadable(Trouble.ENCRYPTED) from None
    except BROKEN:
        raise Unreadable(Trouble.BROKEN) from None
    return reader


def _counted(reader: PdfReader) -> int:
    try:
        pages = len(reader.pages)
    except BROKEN:
        raise Unreadable(Trouble.BROKEN) from None
    if pages > MOST_PAGES:
        raise Unreadable(Trouble.TOO_LONG)
    if not pages:
        raise Unreadable(Trouble.EMPTY)
    return pages


def _pieces(reader: PdfReader, number: int) -> list[Piece]:
    pieces: list[Piece] = []

    def seen(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if text.strip(" \n"):
            across = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            up = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            scale = abs(tm[3] * cm[3]) or abs(tm[0] * cm[0]) or 1.0
            name = str(font.get("/BaseFont", "")) if font else ""
            pieces.append(Piece(across, up, size * scale, name, text.strip("\n")))

    try:
        page = reader.pages[number]
        page.extract_text(visitor_text=seen)
    except BROKEN:
        raise Unreadable(Trouble.BROKEN) from None
    return pieces


def _is_garbled(pages: list[list[Printed]]) -> bool:
    """Fonts without a table of their characters give signs that nobody can read."""
    text = "".join(line.text for page in pages for line in page)
    return len(STRANGE.findall(text)) * 5 > len(text)


def _numbered(pages: list[list[Printed]], running: set[str]) -> Iterator[Line]:
    """The lines with their numbers, without the heads and feet that run through."""
    number = 0
    for page_number, page in enumerate(pages, start=1):
        for line in page:
            if line.text not in running:
                number += 1
                yield Line(number, clean(line.text), page_number, line.cells, line.joins)

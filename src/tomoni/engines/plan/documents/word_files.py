"""Word documents (docx) as lines: paragraphs, text boxes and the rows of tables, in the order of the text."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError

from .sources import MOST_LINES, MOST_SIGNS, Line, Progress, Trouble, Unreadable
from .text_files import cells_of, clean

MOST_UNPACKED = 200 * 1024 * 1024
MOST_OF_TEXT = 60 * 1024 * 1024
MOST_PARTS = 5_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
EVERY = 500


def lines_of_word(data: bytes, progress: Progress) -> list[Line]:
    body = _body(data)
    lines: list[Line] = []
    signs = 0
    top = list(body)
    for place, element in enumerate(top, start=1):
        for text, cells in _told(element):
            lines.append(Line(len(lines) + 1, text, cells=cells))
            signs += len(text)
        if len(lines) > MOST_LINES or signs > MOST_SIGNS:
            raise Unreadable(Trouble.TOO_LONG)
        if place % EVERY == 0:
            progress(place, len(top))
    progress(len(top), len(top))
    return lines


def _body(data: bytes) -> Any:
    """The body of the document, once it is known not to swell when it is opened."""
    try:
        with ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
    except BadZipFile:
        raise Unreadable(Trouble.BROKEN) from None
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable(Trouble.SWELLS)
    if any(part.file_size > MOST_OF_TEXT for part in parts if part.filename.endswith(".xml")):
        raise Unreadable(Trouble.SWELLS)
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(Trouble.ENCRYPTED)
    if "word/document.xml" not in names:
        raise Unreadable(Trouble.OTHER_TYPE)
    try:
        return docx.Document(BytesIO(data)).element.body
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError, EOFError):
        raise Unreadable(Trouble.BROKEN) from None


def _told(element: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    if element.tag == f"{W}p":
        yield from _paragraph(element)
    elif element.tag == f"{W}tbl":
        yield from _table(element)
    elif element.tag == f"{W}sdt":
        for inner in element.iterfind(f"{W}sdtContent/*"):
            yield from _told(inner)


def _paragraph(paragraph: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    mark = "・" if paragraph.find(f"{W}pPr/{W}numPr") is not None or _is_bullet(paragraph) else ""
    for number, text in enumerate(_text(paragraph).split("\n")):
        said = clean(text)
        yield (f"{mark}{said}" if mark and not number and said.strip() else said), cells_of(said)
    for box in paragraph.iter(f"{W}txbxContent"):
        if not any(above.tag == FALLBACK for above in box.iterancestors()):
            for inner in box:
                yield from _told(inner)


def _is_bullet(paragraph: Any) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and str(style.get(f"{W}val", "")).startswith("ListBullet")


def _text(paragraph: Any) -> str:
    """The text of a paragraph's own runs; text boxes that hang on it stand apart."""
    pieces: list[str] = []
    for piece in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr"):
        if any(above.tag == f"{W}txbxContent" for above in _between(piece, paragraph)):
            continue
        if piece.tag == f"{W}t":
            pieces.append(piece.text or "")
        elif piece.tag == f"{W}tab":
            pieces.append("\t" if piece.getparent().tag == f"{W}r" else "")
        else:
            pieces.append("\n")
    return "".join(pieces)


def _between(piece: Any, top: Any) -> Iterator[Any]:
    for above in piece.iterancestors():
        if above is top:
            return
        yield above


def _table(table: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A row is a line with its cells; a table that only lays out the page is the paragraphs in it."""
    for row in table.iterchildren(f"{W}tr"):
        cells = list(row.iterchildren(f"{W}tc"))
        if len(cells) < 3:
            for cell in cells:
                for inner in cell:
                    yield from _told(inner)
            continue
        texts: list[str] = []
        for cell in cells:
            texts += [_cell(cell), *([""] * (_span(cell) - 1))]
        yield " | ".join(texts), tuple(texts)


def _cell(cell: Any) -> str:
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    if merged is not None and merged.get(f"{W}val") != "restart":
        return ""
    return clean("".join(_text(paragraph) for paragraph in cell.iter(f"{W}p"))).strip().replace("\n", "")


def _span(cell: Any) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return min(int(span.get(f"{W}val", "1")), 60) if span is not None else 1

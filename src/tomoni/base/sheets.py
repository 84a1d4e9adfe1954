"""Tables that come and go as CSV or Excel.

Out: CSV in UTF-8 with a byte-order mark, so that Excel shows Japanese; xlsx with every text as text. In: whatever
offices send: UTF-8 with or without mark, UTF-16, cp932, xlsx. A cell that a spreadsheet would take for a formula is
disarmed.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote
from xml.etree.ElementTree import ParseError

from django.http import HttpResponse
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException

MOST_BYTES = 10_000_000
MOST_ROWS = 50_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Cell = str | int | float | bool | date | datetime | None


class NotASheet(Exception):
    """The file cannot be read as a table; says why in one word: empty, large, long, characters, broken, columns."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Sheet:
    """A table as it came: its heads, and its lines with the number that a spreadsheet shows beside them."""

    heads: tuple[str, ...]
    lines: tuple[tuple[int, dict[str, str]], ...]


def csv_of(heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, name: str) -> HttpResponse:
    """A CSV file for download, `name` without ending."""
    return _file(csv_bytes(heads, rows), "text/csv; charset=utf-8", f"{name}.csv")


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The bytes of a CSV file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_disarmed(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def xlsx_of(heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, name: str) -> HttpResponse:
    """An Excel file for download, `name` without ending."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_typed(sheet, head, bold=True) for head in heads])
    for row in rows:
        sheet.append([_typed(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return _file(out.getvalue(), XLSX, f"{name}.xlsx")


def read_sheet(data: bytes) -> Sheet:
    """The first table of a CSV or Excel file. NotASheet when there is none."""
    if not data:
        raise NotASheet("empty")
    if len(data) > MOST_BYTES:
        raise NotASheet("large")
    rows = _rows_of_xlsx(data) if data.startswith(b"PK") else _rows_of_csv(data)
    numbered = [(number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    if not numbered:
        raise NotASheet("empty")
    if len(numbered) > MOST_ROWS + 1:
        raise NotASheet("long")
    heads = tuple(head.strip() for head in numbered[0][1])
    named = [head for head in heads if head]
    if len(set(named)) < len(named):
        raise NotASheet("columns")
    return Sheet(heads, tuple((number, _line(heads, row)) for number, row in numbered[1:]))


def _line(heads: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    return {head: _rearmed(row[at].strip()) if at < len(row) else "" for at, head in enumerate(heads) if head}


def _rows_of_csv(data: bytes) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(_decoded(data), newline="")))
    except csv.Error as error:
        raise NotASheet("broken") from error


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp932")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotASheet("characters")


def _rows_of_xlsx(data: bytes) -> list[list[str]]:
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows: list[list[str]] = []
        for row in sheet.iter_rows(values_only=True):
            if len(rows) > MOST_ROWS + 1:
                raise NotASheet("long")
            rows.append([_said(value) for value in row])
    except (InvalidFileException, zipfile.BadZipFile, KeyError, IndexError, ValueError, ParseError) as error:
        raise NotASheet("broken") from error
    return rows


def _said(value: object) -> str:
    """A cell of Excel as its reader would type it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ", "minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _disarmed(cell: Cell) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(FORMULA) else text


def _rearmed(text: str) -> str:
    """What `_disarmed` put before a cell goes again when the file comes back."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text


def _typed(sheet: object, cell: Cell, *, bold: bool = False) -> WriteOnlyCell:
    if isinstance(cell, datetime):
        cell = cell.replace(tzinfo=None)
    typed = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell)
    if isinstance(cell, str):
        typed.data_type = "s"
    if bold:
        typed.font = Font(bold=True)
    return typed


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response

"""Workbooks that live: several sheets, numbers as numbers, formulas that a spreadsheet computes again.

Every formula brings the value it has, so that previews, which compute nothing, show it too; Excel and LibreOffice
compute all of them when they open the file. Sheets print on A4 across, with their heads on every page.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell import Cell as XlsxCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .sheets import Cell

FACE = "BIZ UDPGothic"  # comes with Windows and with Tomoni; other machines take their own Japanese face
LEAF, LEAF_50, RULE = "FF115A36", "FFE6F5EC", "FFCCCCCC"
NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
LONGEST_TITLE = 31
DAY_FORM = "yyyy-mm-dd"
LINE, AIR = 13.0, 5.0  # points
KANJI = 1.65
WHOLE_PAGE = {"left": 0.5, "right": 0.5, "top": 0.7, "bottom": 0.6, "header": 0.3, "footer": 0.3}


@dataclass(frozen=True)
class Formula:
    """A formula of the spreadsheet, with `=` in front, and the value it has."""

    text: str
    value: str | int | float | None


@dataclass(frozen=True)
class Shown:
    """A value with the form in which it is shown: 0.0%, #,##0.00."""

    value: Cell | Formula
    form: str


Content = Cell | Formula | Shown


@dataclass(frozen=True)
class Block:
    """A table of a sheet with the words over it."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Content, ...], ...]
    title: str = ""


@dataclass(frozen=True)
class Leaf:
    """One sheet: its name, the words on top, its tables one under the other, the widths of its columns."""

    title: str
    widths: tuple[float, ...]
    blocks: tuple[Block, ...]
    words: tuple[str, ...] = ()
    across: int = 1  # printed pages side by side; from the second on, the first two columns are repeated


def workbook_of(leaves: Sequence[Leaf], *, title: str, computed: bool = True) -> bytes:
    """The file. Without `computed` formulas bring no values, and whoever opens it has to compute."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator, book.properties.language = title, "", "ja"
    book.calculation.fullCalcOnLoad = True
    book._named_styles["Normal"].font = Font(name=FACE, size=10)  # the width of columns is measured in its digits
    known: dict[str, dict[str, Formula]] = {}
    for number, leaf in enumerate(leaves, start=1):
        sheet = book.create_sheet(sheet_name(leaf.title))
        known[f"xl/worksheets/sheet{number}.xml"] = _write(sheet, leaf)
    out = io.BytesIO()
    book.save(out)
    return _with_values(out.getvalue(), known) if computed else out.getvalue()


def sheet_name(title: str) -> str:
    """A title as the name of a sheet may be."""
    return NOT_IN_TITLES.sub("・", title)[:LONGEST_TITLE]


def first_row(leaf: Leaf, block: int = 0) -> int:
    """The number of the first row under the heads of a block, as formulas name it."""
    row = 3 + len(leaf.words)
    for at, one in enumerate(leaf.blocks):
        row += 1 if one.title else 0
        if at == block:
            return row + 1
        row += len(one.rows) + 2
    raise IndexError(block)


def _write(sheet: Worksheet, leaf: Leaf) -> dict[str, Formula]:
    formulas: dict[str, Formula] = {}
    for column, width in enumerate(leaf.widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    _put(sheet.cell(1, 1), leaf.title).font = Font(name=FACE, size=16, bold=True, color=LEAF)
    for row, words in enumerate(leaf.words, start=2):
        _put(sheet.cell(row, 1), words).font = Font(name=FACE, size=10)
    for at, block in enumerate(leaf.blocks):
        row = first_row(leaf, at)
        if block.title:
            _put(sheet.cell(row - 2, 1), block.title).font = Font(name=FACE, size=12, bold=True)
        _heads(sheet, row - 1, block.heads)
        for below, contents in enumerate(block.rows):
            formulas |= _row(sheet, row + below, contents)
            sheet.row_dimensions[row + below].height = AIR + LINE * max(_lines(contents, leaf.widths))
    _prints(sheet, leaf)
    return formulas


def _heads(sheet: Worksheet, row: int, heads: Iterable[str]) -> None:
    for column, head in enumerate(heads, start=1):
        cell = _put(sheet.cell(row, column), head)
        cell.font = Font(name=FACE, size=10, bold=True)
        cell.fill = PatternFill("solid", fgColor=LEAF_50)
        cell.border = Border(bottom=Side("medium", color=LEAF))
        cell.alignment = Alignment(wrap_text=True, vertical="bottom", indent=1)


def _row(sheet: Worksheet, row: int, contents: Iterable[Content]) -> dict[str, Formula]:
    formulas: dict[str, Formula] = {}
    for column, content in enumerate(contents, start=1):
        bare = content.value if isinstance(content, Shown) else content
        cell = _put(sheet.cell(row, column), bare)
        cell.font = Font(name=FACE, size=10)
        cell.border = Border(bottom=Side("thin", color=RULE))
        words = isinstance(bare.value if isinstance(bare, Formula) else bare, str)
        cell.alignment = Alignment(wrap_text=words, vertical="center", indent=int(words))
        if isinstance(content, Shown):
            cell.number_format = content.form
        elif isinstance(bare, date):
            cell.number_format = DAY_FORM
        if isinstance(bare, Formula):
            formulas[cell.coordinate] = bare
    return formulas


def _lines(contents: Iterable[Content], widths: Sequence[float]) -> Iterator[int]:
    """How many lines each text takes in its column: spreadsheets do not measure what they have not shown yet."""
    for content, width in zip(contents, widths, strict=False):
        bare = content.value if isinstance(content, Shown) else content
        text = bare.value if isinstance(bare, Formula) else bare
        if isinstance(text, str):
            yield sum(max(1, ceil(_wide(line) / (width - 1))) for line in text.split("\n"))
    yield 1


def _wide(text: str) -> float:
    """How wide a text is, in digits: a kanji takes about one and two thirds of one in this face."""
    return sum(KANJI if unicodedata.east_asian_width(one) in "WFA" else 1 for one in text)


def _put(cell: XlsxCell, content: Cell | Formula) -> XlsxCell:
    """A text stays a text, whatever it begins with; only a Formula is a formula."""
    if isinstance(content, Formula):
        cell.value = content.text
    elif isinstance(content, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", content)
        cell.data_type = "s"
    elif isinstance(content, bool):
        cell.value = "はい" if content else ""
    else:
        cell.value = content
    return cell


def _prints(sheet: Worksheet, leaf: Leaf) -> None:
    heads = first_row(leaf) - 1
    sheet.freeze_panes = sheet.cell(heads + 1, 1)
    sheet.print_title_rows = f"{heads}:{heads}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    if leaf.across > 1:
        sheet.print_title_cols = "A:B"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = leaf.across, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for side, inches in WHOLE_PAGE.items():
        setattr(sheet.page_margins, side, inches)
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P / &N"
    sheet.sheet_view.showGridLines = False


def _with_values(data: bytes, known: dict[str, dict[str, Formula]]) -> bytes:
    """The file with the value of every formula beside it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, _valued(text.decode(), known[name]).encode() if known.get(name) else text)
    return out.getvalue()


_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)><f>(.*?)</f><v\s*/?>(?:</v>)?</c>', re.DOTALL)


def _valued(sheet: str, formulas: dict[str, Formula]) -> str:
    def whole(found: re.Match[str]) -> str:
        value = formulas[found[1]].value
        said = escape("" if value is None else str(value))
        kind = ' t="str"' if value is None or isinstance(value, str) else ""
        return f'<c r="{found[1]}"{found[2]}{kind}><f>{found[3]}</f><v>{said}</v></c>'

    return _FORMULA.sub(whole, sheet)

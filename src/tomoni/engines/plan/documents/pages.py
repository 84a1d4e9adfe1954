"""One printed page: pieces of text with their places become lines in reading order, one column after the other.

A line is said to go on with the one above (`joins`) when that one reaches the edge of its column, both are set in the
same font, and nothing shows that a new one begins. Where only short lines stand, a page does not tell: then it is None.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from unicodedata import east_asian_width

SAME_LINE = 0.4  # of the size of the letters
CELL_GAP = 1.5
GUTTER = 0.9
CROSSING = 0.06  # so many of a page's lines may run across the gutter
FILLED = 0.8
FULL_LINES = 3
NARROWEST = 14  # letters of the narrowest column
BESIDE = 6.0
SHORT_OF_EDGE = 2.6
INDENT = 0.5
MOST_HANGING = 3.0
PAGE_NUMBER = re.compile(r"[-–—－\s]*(?:P\.?\s*)?[0-9０-９ivxⅰ-ⅻ]{1,4}[-–—－\s]*(?:ページ)?")
MARKED = re.compile(r"\s*(?:[・･•▪○◯〇●■□◆◇◎▼▶►①-⑳※【]|[（(]\d|備考|第\s*\d)")
BEGINS = re.compile(r"\s*(?:[・･•▪○◯〇●■□◆◇◎▼▶►①-⑳※　]|[（(]\d{1,2}[)）]|備考)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, where it begins, and how it is set."""

    x: float
    y: float
    size: float
    font: str
    text: str

    @property
    def end(self) -> float:
        return self.x + self.size * sum(map(_width, self.text.rstrip()))


@dataclass(frozen=True, slots=True)
class Printed:
    """A line as it is printed."""

    text: str
    cells: tuple[str, ...] = ()
    joins: bool | None = False


@dataclass(frozen=True, slots=True)
class _Row:
    """The pieces on one height, from left to right."""

    pieces: tuple[Piece, ...]

    @property
    def y(self) -> float:
        return self.pieces[0].y

    @property
    def size(self) -> float:
        return max(piece.size for piece in self.pieces)

    @property
    def left(self) -> float:
        return self.pieces[0].x

    @property
    def right(self) -> float:
        return max(piece.end for piece in self.pieces)

    @property
    def inked(self) -> float:
        return sum(piece.end - piece.x for piece in self.pieces)


@dataclass
class Pages:
    """The pages of one document, one after the other: a line may go on in the next column or on the next page."""

    above: _Row | None = None
    edge: float = 0.0
    hanging: bool = False
    edges: dict[int, float] = field(default_factory=dict)  # where lines end, by where their column begins

    def lines_of(self, pieces: Sequence[Piece]) -> tuple[list[Printed], set[str]]:
        """The lines of a page in reading order, and the texts that stand at its head and foot."""
        rows = _rows(pieces)
        while rows and PAGE_NUMBER.fullmatch(_line(rows[-1]).text):
            rows.pop()
        while rows and PAGE_NUMBER.fullmatch(_line(rows[0]).text):
            rows.pop(0)
        edges = {_line(row).text for row in (*rows[:2], *rows[-2:])}
        columns = _columns(rows, _gutter(rows)) if rows else []
        return [line for column in columns for line in self._column(column)], edges

    def _column(self, rows: Sequence[_Row]) -> Iterator[Printed]:
        begin, leading = min(row.left for row in rows), _leading(rows)
        edge = self._edge(rows, begin)
        for place, row in enumerate(rows):
            line = _line(row)
            indent = (row.left - begin) / row.size
            joins = (
                self.above is not None
                and edge is not None
                and not BEGINS.match(line.text)
                and _goes_on(self.above, row, self.edge, leading if place else 0.0)
                and (indent <= INDENT or (self.hanging and indent <= MOST_HANGING))
            )
            self.hanging = self.hanging if joins else MARKED.match(line.text) is not None
            self.above, self.edge = row, edge or float("inf")
            yield replace(line, joins=None if edge is None else joins)

    def _edge(self, rows: Sequence[_Row], begin: float) -> float | None:
        """Where full lines end: by some lines that do, here or on a page before. None where only short lines stand."""
        edge = max([self.edges.get(round(begin / BESIDE), 0.0), *(row.right for row in rows)])
        full = sum(row.right >= edge - SHORT_OF_EDGE * row.size for row in rows)
        if full >= FULL_LINES and edge - begin >= NARROWEST * rows[0].size:
            self.edges[round(begin / BESIDE)] = edge
        return self.edges.get(round(begin / BESIDE))


def _rows(pieces: Sequence[Piece]) -> list[_Row]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        if rows and abs(rows[-1][0].y - piece.y) <= SAME_LINE * min(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_Row(tuple(sorted(row, key=lambda piece: piece.x))) for row in rows]


def _gutter(rows: Sequence[_Row]) -> float | None:
    """Where the white strip between two columns of running text lies, if the page is set in two."""
    if len(rows) < 2 * FULL_LINES:
        return None
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    size = Counter(round(row.size, 1) for row in rows).most_common(1)[0][0]
    begins = sorted({round(piece.x) for row in rows for piece in row.pieces})
    middle = [x for x in begins if left + 0.3 * (right - left) < x < left + 0.7 * (right - left)]
    for edge in sorted(middle, key=lambda x: -sum(abs(piece.x - x) < 1.5 for row in rows for piece in row.pieces)):
        strip = (edge - 1 - GUTTER * size, edge - 1)
        crossing = sum(any(piece.x < strip[1] and piece.end > strip[0] for piece in row.pieces) for row in rows)
        if crossing <= CROSSING * len(rows) and _is_text(rows, edge - 1, left, right):
            return edge - 1
    return None


def _is_text(rows: Sequence[_Row], edge: float, left: float, right: float) -> bool:
    """Whether both sides are running text and not the columns of a table: some lines fill their side."""
    full = [0, 0]
    for row in rows:
        for side, (begin, end) in enumerate(((left, edge), (edge, right))):
            inked = sum(piece.end - piece.x for piece in row.pieces if begin - 1 <= piece.x < end)
            full[side] += inked >= FILLED * (end - begin)
    return min(full) >= FULL_LINES


def _columns(rows: Sequence[_Row], gutter: float | None) -> list[list[_Row]]:
    """The rows in reading order; a row across the gutter ends what stands above it on both sides."""
    if gutter is None:
        return [list(rows)]
    columns: list[list[_Row]] = []
    left: list[_Row] = []
    right: list[_Row] = []
    for row in rows:
        mine = tuple(piece for piece in row.pieces if piece.x < gutter)
        theirs = tuple(piece for piece in row.pieces if piece.x >= gutter)
        if mine and max(piece.end for piece in mine) > gutter + row.size:
            columns += [left, right, [row]]
            left, right = [], []
            continue
        if mine:
            left.append(_Row(mine))
        if theirs:
            right.append(_Row(theirs))
    return [column for column in (*columns, left, right) if column]


def _goes_on(above: _Row, row: _Row, edge: float, leading: float) -> bool:
    same = above.pieces[-1].font == row.pieces[0].font and abs(above.size - row.size) < 0.6
    near = not leading or above.y - row.y <= 1.3 * leading
    return same and near and above.right >= edge - SHORT_OF_EDGE * above.size


def _leading(rows: Sequence[_Row]) -> float:
    """The distance at which most lines follow each other."""
    steps = Counter(round(above.y - row.y) for above, row in pairwise(rows))
    return float(steps.most_common(1)[0][0]) if steps else 0.0


def _line(row: _Row) -> Printed:
    """The text of a row; where wide gaps part it in three or more, its cells."""
    cells: list[str] = []
    end = None
    for piece in row.pieces:
        text = piece.text
        if end is None or piece.x - end > CELL_GAP * piece.size:
            cells.append("")
        elif piece.x - end < 0.2 * piece.size and text.startswith(" ") and cells[-1]:
            text = text.removeprefix(" ")
        cells[-1] += text
        end = piece.end
    cells = [cell for cell in (cell.strip(" ") for cell in cells) if cell]
    return Printed("　".join(cells), tuple(cells) if len(cells) >= 3 else ())


def _width(sign: str) -> float:
    """A little less than the truth, so that no white strip is filled by reckoning."""
    if "ぁ" <= sign <= "ヿ":
        return 0.84
    if "A" <= sign <= "Z":
        return 0.62
    return 0.97 if east_asian_width(sign) in "WFA" else 0.5

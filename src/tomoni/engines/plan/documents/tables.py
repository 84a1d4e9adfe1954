"""Indicators that stand in a table: the heads say what a column is, in whatever order they come."""

import re
from dataclasses import dataclass, field, replace

from .draft import Draft, IndicatorDraft
from .figuring import bare_number, enter_figure, indicator_said
from .marks import COUNTED, Block, ValuePart
from .numbers import Unsure, plain, plain_unit, read_year, years_in
from .questions import ask

HEADS = {
    "name": re.compile(r"(?:成果|目標|評価)?指標名?|項目|指標の?名称"),
    "unit": re.compile(r"単位"),
    "note": re.compile(r"備考|出典|説明|算出.*|算定.*|考え方|指標の(?:説明|定義)"),
    "number": re.compile(r"番号|No\.?|№|#"),
    "middle": re.compile(r".*中間.*"),
    "target": re.compile(r".*目標.*"),
    "baseline": re.compile(r".*(?:現状|基準|実績|現況).*"),
}
UNIT_OF_ALL = re.compile(r"単位\s*[:：]\s*(.{1,6})")


@dataclass
class Tables:
    """The table that is open, if one is: its columns by what they hold, and a row that was begun and not ended."""

    columns: dict[str, int] = field(default_factory=dict)
    years: dict[str, str] = field(default_factory=dict)
    width: int = 0
    odd: bool = False
    begun: tuple[IndicatorDraft, str] | None = None
    page: int | None = None

    def close(self) -> None:
        self.columns, self.years, self.width, self.begun = {}, {}, 0, None

    def take(self, draft: Draft, block: Block, *, path: str) -> None:
        cells = block.line.cells
        filled = tuple(cell for cell in cells if cell)
        if len(cells) != self.width == len(filled):
            block = replace(block, line=replace(block.line, cells=filled))  # several tabs for one gap
            cells = filled
        if heads := heads_of(cells):
            self._open(draft, cells, heads, block)
        elif not self.columns:
            if sum(map(bare_number, cells)) >= 2:
                self._ask(draft, "no_indicator", block)
        elif len(cells) != self.width:
            self._ask(draft, "row_odd", block)
        else:
            self._row(draft, block, path=path)

    def _open(self, draft: Draft, cells: tuple[str, ...], heads: dict[str, list[int]], block: Block) -> None:
        """Several targets: the last year's is the one. Several baselines cannot be told apart."""
        self.columns = {name: places[-1] for name, places in heads.items()}
        if len(heads.get("target", [])) > 1:
            years = {place: read_year("".join(years_in(cells[place]))) for place in heads["target"]}
            certain = {place: year for place, year in years.items() if not isinstance(year, Unsure)}
            if len(certain) == len(years):
                self.columns["target"] = max(certain, key=lambda place: certain[place])
                self._ask(draft, "middle_target", block)
            else:
                del self.columns["target"]
                self._ask(draft, "row_odd", block)
        if len(heads.get("baseline", [])) > 1:
            del self.columns["baseline"]
        self.years = {name: "".join(years_in(cells[place])) for name, place in self.columns.items()}
        self.width, self.begun, self.page = len(cells), None, block.line.page

    def _row(self, draft: Draft, block: Block, *, path: str) -> None:
        cells, policy = block.line.cells, draft.policies[-1]
        name, figures = self._cell(cells, "name"), self._figures(cells)
        if not name:
            self._rest(draft, block, figures)
            return
        if bare_number(name):
            self._ask(draft, "row_odd", block)
            return
        mark = name[0] if name[0] in COUNTED else ""
        number = COUNTED.index(mark) + 1 if mark else len(policy.indicators) + 1
        said = indicator_said(name.removeprefix(mark).strip())
        indicator = IndicatorDraft(
            number=number,
            title=said.title,
            unit=plain_unit(self._cell(cells, "unit")) or said.unit,
            strategic=said.strategic,
            note=self._cell(cells, "note"),
            line=block.line.number,
        )
        policy.indicators.append(indicator)
        where = f"{path}.indicators.{len(policy.indicators) - 1}"
        self.begun = (indicator, where) if not any(figures.values()) else None
        if self.begun is None:
            self._enter(draft, indicator, where, block, figures)

    def _enter(
        self, draft: Draft, indicator: IndicatorDraft, where: str, block: Block, figures: dict[str, str]
    ) -> None:
        for kind, label in (("baseline", "現状値"), ("target", "目標値")):
            if kind in self.columns:
                year, figure = _year_and_figure(self.years.get(kind, ""), figures[kind])
                enter_figure(draft, indicator, ValuePart(label, year, figure), path=where, line=block.line)

    def _rest(self, draft: Draft, block: Block, figures: dict[str, str]) -> None:
        """A row without a name: the end of one that was cut, perhaps by the end of the page."""
        if self.begun is None or not any(figures.values()):
            self._ask(draft, "row_odd", block)
            return
        indicator, where = self.begun
        self.begun = None
        for kind in ("baseline", "target"):
            if kind in self.columns:
                getattr(indicator, kind).line = block.line.number
                year = read_year(self.years.get(kind, ""))
                if not isinstance(year, Unsure):
                    getattr(indicator, kind).year = year
                found = [figures[kind].replace(",", "")] if figures[kind] else []
                self._ask(draft, "table_cut", block, path=f"{where}.{kind}.value", options=found)

    def _cell(self, cells: tuple[str, ...], name: str) -> str:
        return cells[self.columns[name]].strip() if name in self.columns else ""

    def _figures(self, cells: tuple[str, ...]) -> dict[str, str]:
        return {kind: self._cell(cells, kind) for kind in ("baseline", "target")}

    def _ask(self, draft: Draft, kind: str, block: Block, **facts: object) -> None:
        read = " | ".join(block.line.cells)
        ask(draft, kind, line=block.line.number, page=block.line.page, read=read, **facts)


def heads_of(cells: tuple[str, ...]) -> dict[str, list[int]]:
    """The columns by what they hold; empty when these cells are no heads."""
    found: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        said = "".join(plain(cell).split())
        bare = said
        for year in years_in(said):
            bare = bare.replace(year, "")
        kind = next((kind for kind, shape in HEADS.items() if shape.fullmatch(bare.strip("（）()"))), None)
        if kind:
            found.setdefault(kind, []).append(place)
    has_figures = "target" in found or "baseline" in found
    return found if "name" in found and has_figures and not any(map(_is_figure, cells)) else {}


def _is_figure(cell: str) -> bool:
    return bare_number(cell) and not years_in(cell)


def _year_and_figure(of_column: str, cell: str) -> tuple[str, str]:
    """A cell may say its own year: 28,635（R4）."""
    said = plain(cell)
    own = years_in(said)
    if not own or bare_number(said):
        return of_column, cell
    rest = said
    for year in own:
        rest = rest.replace(year, "")
    return "".join(own), re.sub(r"[（(]\s*[)）]", "", rest).strip(" ()（）:：")

"""Published figures come in as a sheet: first rehearsed line by line, then, once confirmed, taken in all at once.

A line names an indicator (6-1-i2 or 6-1②), a moment (R7, 令和7年度, 2025-09 or a day), a value and its source. A line
that says what stands already changes nothing, so the same sheet twice is the same plan; a line that says otherwise
than what stands is wrong, because a published figure is corrected with a reason and never by a sheet.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.clock import FiscalYear, WrongDay, parse_day
from tomoni.base.journal.api import write
from tomoni.base.kana import normal_width
from tomoni.base.sheets import Sheet, read_sheet

from .actions import Facts, observe
from .models import FigureImport, Indicator, Nature, Observation
from .moments import Moment
from .queries import measured_indicators

MOST = Decimal(10) ** 12
COLUMNS = {
    "indicator": gettext_lazy("指標"),
    "when": gettext_lazy("時点"),
    "value": gettext_lazy("値"),
    "source": gettext_lazy("もと"),
    "n": gettext_lazy("答えた人数"),
    "note": gettext_lazy("注"),
}
NEEDED = ("indicator", "when", "value", "source")
JAPANESE = {"指標": "indicator", "時点": "when", "値": "value", "もと": "source", "答えた人数": "n", "注": "note"}


class LineVerdict(StrEnum):
    """What a line would do."""

    ENTERS = "enters"
    SAME = "same"
    WRONG = "wrong"


class AlreadyCarriedOut(Exception):
    """This import is done; a second confirmation does nothing."""


class NoLongerFits(Exception):
    """The figures have changed since the rehearsal; nothing was taken in. `number` is the line that no longer fits."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True)
class Line:
    """One line of the sheet: its number there, what it would do, and what is wrong with it, in words."""

    number: int
    cells: dict[str, str]
    verdict: LineVerdict
    errors: list[str] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Line":
        return cls(**{**data, "verdict": LineVerdict(data["verdict"])})


@dataclass(frozen=True)
class _Meant:
    """A line understood."""

    indicator: Indicator
    moment: Moment
    value: Decimal
    facts: Facts


@transaction.atomic
def rehearse(data: bytes, *, name: str, at: datetime, who: models.Model) -> FigureImport:
    """Read a sheet and say line by line what it would do. Changes no figure; NotASheet when it is none."""
    sheet = read_sheet(data)
    made = FigureImport.objects.create(
        file_name=name[:200], lines=[line.as_data() for line in _judged(sheet)], made_at=at
    )
    write("plan.rehearse_figures", who=who, about=made, after={"lines": len(made.lines)})
    return made


@transaction.atomic
def carry_out(made: FigureImport, *, at: datetime, who: models.Model) -> Counter[LineVerdict]:
    """Take in every line that was found right. NoLongerFits, and nothing done, when one of them is right no more."""
    made = FigureImport.objects.select_for_update().get(pk=made.pk)
    if made.carried_out_at:
        raise AlreadyCarriedOut(made)
    known, done = _indicators(), Counter[LineVerdict]()
    for line in map(Line.from_data, made.lines):
        if line.verdict is not LineVerdict.ENTERS:
            continue
        again, meant = _judge(line.number, line.cells, known)
        if again.verdict is LineVerdict.WRONG or meant is None:
            raise NoLongerFits(line.number)
        if again.verdict is LineVerdict.ENTERS:
            observe(meant.indicator, meant.value, moment=meant.moment, facts=meant.facts, who=who, why=made.file_name)
        done[again.verdict] += 1
    made.carried_out_at = at
    made.save(update_fields=["carried_out_at"])
    write("plan.import_figures", who=who, about=made, after={"entered": done[LineVerdict.ENTERS]})
    return done


def counted(made: FigureImport) -> Counter[LineVerdict]:
    return Counter(LineVerdict(line["verdict"]) for line in made.lines)


def _indicators() -> dict[str, Indicator]:
    known: dict[str, Indicator] = {}
    for indicator in measured_indicators():
        known |= {indicator.key: indicator, indicator.label: indicator}
    return known


def _judged(sheet: Sheet) -> Iterator[Line]:
    heads = {head: key for head in sheet.heads if (key := JAPANESE.get(head, head)) in COLUMNS}
    missing = [str(COLUMNS[key]) for key in NEEDED if key not in heads.values()]
    known, seen = _indicators(), dict[tuple[int, str], int]()
    for number, told in sheet.lines:
        cells = {key: told[head] for head, key in heads.items()}
        if missing:
            yield Line(
                number, cells, LineVerdict.WRONG, [_("列がありません: %(columns)s") % {"columns": "、".join(missing)}]
            )
            continue
        line, meant = _judge(number, cells, known)
        if meant is not None:
            mark = (meant.indicator.pk, str(meant.moment.day))
            if mark in seen and line.verdict is LineVerdict.ENTERS:
                line = Line(number, cells, LineVerdict.WRONG, [_again(seen[mark])])
            seen.setdefault(mark, number)
        yield line


def _again(line: int) -> str:
    return _("%(line)d行目と同じ指標の、同じ時点です") % {"line": line}


def _judge(number: int, cells: Mapping[str, str], known: Mapping[str, Indicator]) -> tuple[Line, _Meant | None]:
    errors: list[str] = []
    indicator = known.get(normal_width(cells.get("indicator", "")).strip()) or known.get(cells.get("indicator", ""))
    if indicator is None:
        errors.append(_("「%(name)s」という指標はありません") % {"name": cells.get("indicator", "")})
    moment = _moment(cells.get("when", ""), errors)
    value = _number(cells.get("value", ""), errors)
    n = _people(cells.get("n", ""), indicator, errors)
    source = cells.get("source", "").strip()
    if not source:
        errors.append(_("「もと」に、どこで公表されたかを書いてください"))
    if errors or indicator is None or moment is None or value is None:
        return Line(number, dict(cells), LineVerdict.WRONG, errors), None
    meant = _Meant(indicator, moment, value, Facts(source=source, note=cells.get("note", ""), n=n))
    verdict, refused = _beside(meant)
    return Line(number, dict(cells), verdict, refused), meant


def _beside(meant: _Meant) -> tuple[LineVerdict, list[str]]:
    """What the line is beside the figure that stands."""
    standing = [
        one for one in meant.indicator.observations.all() if one.day == meant.moment.day and one.kind == "observed"
    ]
    if not standing:
        return LineVerdict.ENTERS, []
    there: Observation = standing[0]
    if there.value == meant.value:
        return LineVerdict.SAME, []
    said = {"value": f"{there.value.normalize():f}", "source": there.source}
    return LineVerdict.WRONG, [
        _("この時点の値は%(value)sと公表されています（%(source)s）。直すときは「訂正」で理由を書いてください") % said
    ]


def _moment(text: str, errors: list[str]) -> Moment | None:
    plain = normal_width(text).strip()
    try:
        return Moment.of(plain)
    except ValueError:
        pass
    try:
        return Moment(FiscalYear.parse(plain).last, "year")
    except WrongDay:
        pass
    try:
        return Moment(parse_day(plain), "day")
    except WrongDay:
        errors.append(_("時点「%(text)s」が読めません。R7、2025-09、2026-11-20のように書いてください") % {"text": text})
        return None


def _number(text: str, errors: list[str]) -> Decimal | None:
    plain = normal_width(text).replace(",", "").strip().removesuffix("%").strip()
    try:
        number = Decimal(plain)
    except InvalidOperation:
        errors.append(_("値「%(text)s」が数ではありません。「約」や範囲は、注に書いてください") % {"text": text})
        return None
    if not number.is_finite() or abs(number) >= MOST:
        errors.append(_("値「%(text)s」が大きすぎます") % {"text": text})
        return None
    return number


def _people(text: str, indicator: Indicator | None, errors: list[str]) -> int | None:
    plain = normal_width(text).replace(",", "").strip()
    if not plain:
        return None
    if not plain.isdecimal() or not int(plain):
        errors.append(_("答えた人数「%(text)s」が、1以上の整数ではありません") % {"text": text})
        return None
    if indicator is not None and indicator.nature != Nature.SURVEY:
        errors.append(_("この指標は調査の割合ではないので、答えた人数は書けません"))
        return None
    return int(plain)

"""An indicator's line and its figures: name, unit, mark, and what stands behind 現状値 and 目標値."""

import re
from dataclasses import dataclass

from .draft import Draft, FigureDraft, IndicatorDraft
from .marks import ValuePart
from .numbers import UNITS, Number, Unsure, Why, plain, plain_unit, read_number, read_year
from .questions import ask
from .sources import Line

STRATEGIC = re.compile(r"[【\[［〔]\s*(?:総合)?戦略\s*[】\]］〕]\s*|[★☆]\s*")
UNIT_BEHIND = re.compile(r"[（(［\[]\s*(?:単位\s*[:：]\s*)?([^（）()［］\[\]]{1,8})\s*[)）］\]]\s*$")


@dataclass(frozen=True)
class IndicatorSaidBy:
    """What the line of an indicator says of it."""

    title: str
    unit: str
    strategic: bool


def indicator_said(text: str) -> IndicatorSaidBy:
    """【戦略】区への加入世帯数（世帯）"""
    strategic = STRATEGIC.search(text) is not None
    bare = STRATEGIC.sub("", text).strip()
    found = UNIT_BEHIND.search(bare)
    if not found:
        return IndicatorSaidBy(bare, "", strategic)
    unit = plain_unit(found[1])
    looks_like = unit in UNITS or (
        len(unit) <= 4 and not re.search(r"[0-9]|年度|割合|率$|累計|累積|延べ|単年|年間|合計|平均|再掲|新規", unit)
    )
    return (
        IndicatorSaidBy(bare[: found.start()].strip(), unit, strategic)
        if looks_like
        else IndicatorSaidBy(bare, "", strategic)
    )


def enter_figure(draft: Draft, indicator: IndicatorDraft, part: ValuePart, *, path: str, line: Line) -> None:
    """Write a printed figure into the draft where it is certain, and a question where it is not."""
    name = "target" if part.is_target else "baseline"
    facts = {"line": line.number, "page": line.page}
    if part.label.startswith("中間"):
        ask(draft, "middle_target", path=f"{path}.target", read=f"{part.year} {part.figure}".strip(), **facts)
        return
    figure: FigureDraft = getattr(indicator, name)
    number, year = read_number(part.figure), read_year(part.year)
    read = f"{part.label} {part.year} {part.figure}".strip()
    if figure.line:
        _second(draft, figure, number, path=f"{path}.{name}.value", read=read, facts=facts)
        return
    figure.line = line.number
    if isinstance(year, Unsure):
        ask(draft, "year", path=f"{path}.{name}.year", read=read, why=year.why, options=list(year.options), **facts)
    else:
        figure.year = year
    where = f"{path}.{name}.value"
    if isinstance(number, Unsure):
        ask(draft, "figure", path=where, read=read, why=number.why, options=list(number.options), **facts)
    elif number.unit and indicator.unit and number.unit != indicator.unit:
        ask(draft, "units_differ", path=where, read=f"{read} / {indicator.unit}", options=[str(number.value)], **facts)
    else:
        figure.value, figure.places = number.value, number.places
        indicator.unit = indicator.unit or number.unit


def _second(
    draft: Draft, figure: FigureDraft, number: Number | Unsure, *, path: str, read: str, facts: dict[str, int | None]
) -> None:
    """A second figure of the same sort: the same again is nothing; another one makes both uncertain."""
    if isinstance(number, Number) and number.value == figure.value:
        return
    options = [str(figure.value)] if figure.value is not None else []
    options += [str(number.value)] if isinstance(number, Number) else list(number.options)
    figure.value = None
    ask(draft, "two_figures", path=path, read=read, options=options, **facts)


def bare_number(text: str) -> bool:
    """Whether a cell is a figure, or stands for one."""
    said = plain(text)
    reading = read_number(said)
    return isinstance(reading, Number) or (bool(re.search(r"\d", said)) and reading.why is not Why.NOT_A_NUMBER)

"""How the evaluation says what its sheets keep: years, changes, volumes, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tomoni.base.clock import FiscalYear
from tomoni.base.design.parts.words import verdict_word
from tomoni.base.design.shapes import Happening

from .models import EvaluationSheet, SheetMove, in_language

Facts = dict[str, Any]


def year_name(year: int) -> str:
    """令和7年度; in English fiscal year 2025."""
    return f"fiscal year {year}" if get_language() == "en" else str(FiscalYear(year))


@dataclass(frozen=True)
class Line:
    """An indicator as a sheet keeps it."""

    key: str
    label: str
    title: str
    baseline: str
    value: str
    when: str
    target: str
    pace: str
    verdict: str
    why: str
    definition: str
    version: str
    invented: bool


def lines_of(sheet: EvaluationSheet) -> list[Line]:
    return [_line(figure) for figure in sheet.facts["figures"]]


def _line(figure: Facts) -> Line:
    said = {name: in_language(words) for name, words in figure["said"].items()}
    definition = figure["definition"]
    return Line(
        figure["id"], figure["label"], said["title"], said["baseline"], said["value"], said["when"], said["target"],
        pace=pace_word(figure["pace"]), verdict=figure["verdict"], why=said["why"],
        definition=said["definition"], version=str(definition["version"]) if definition else "",
        invented=figure["invented"],
    )  # fmt: skip


def pace_word(pace: float | None) -> str:
    """How far ahead of the time (＋) or behind it (－), in points of the way."""
    if pace is None:
        return "―"
    sign = "＋" if pace > 0 else "－" if pace < 0 else "±"
    return _("%(sign)s%(points)sポイント") % {"sign": sign, "points": f"{abs(pace) * 100:.1f}"}


def changes_of(sheet: EvaluationSheet) -> list[str]:
    """What has changed since the sheet of the year before, a sentence each."""
    return [_change(change) for change in sheet.facts["changes"]]


def _change(change: Facts) -> str:
    what, facts = change["what"], {name: _said(change[name]) for name in ("about", "before", "now")}
    if what == "verdict":
        facts |= {name: verdict_word(change[name]) for name in ("before", "now")}
    return CHANGES[what]() % facts


CHANGES = {
    "value": lambda: _("%(about)s：%(before)s → %(now)s"),
    "target": lambda: _("%(about)s：目標が %(before)s から %(now)s になった"),
    "baseline": lambda: _("%(about)s：基準が %(before)s から %(now)s に訂正された"),
    "verdict": lambda: _("%(about)s：判定が「%(before)s」から「%(now)s」になった"),
    "definition": lambda: _("%(about)s：数え方が 第%(before)s版から 第%(now)s版になった"),
    "measure_new": lambda: _("新しい取組：%(about)s"),
    "measure_gone": lambda: _("なくなった取組：%(about)s"),
    "service_live": lambda: _("動き始めたサービス：%(about)s"),
}


def _said(words: Any) -> str:
    return in_language(words) if isinstance(words, dict) else str(words)


def volumes_of(sheet: EvaluationSheet) -> list[Facts]:
    """How much the services had to do, their titles in the language of the page."""
    return [one | {"name": in_language(one["title"])} for one in sheet.facts["volumes"]]


def registers_of(sheet: EvaluationSheet) -> list[Facts]:
    return [one | {"name": in_language(one["title"])} for one in sheet.facts["registers"]]


def measures_of(sheet: EvaluationSheet) -> list[tuple[str, str]]:
    return [(one["code"], in_language(one["words"])) for one in sheet.facts["measures"]]


def services_of(sheet: EvaluationSheet) -> list[tuple[str, bool]]:
    return [(in_language(one["title"]), one["state"] == "live") for one in sheet.facts["services"]]


def day_in(sheet: EvaluationSheet, name: str) -> date:
    return date.fromisoformat(sheet.facts[name])


def way_of(moves: Iterable[SheetMove]) -> list[Happening]:
    """What happened to a sheet, the newest first."""
    return [
        Happening(f"{move.at:%Y-%m-%d %H:%M}", f"{move.get_verb_display()}　{move.clerk or ''}".strip(), move.words)
        for move in sorted(moves, key=lambda move: (move.at, move.pk), reverse=True)
    ]

"""The page of one indicator: its value, its way, what was counted, how it is defined, what was corrected."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tomoni.base.clock import now, today
from tomoni.base.design.parts.days import day as said_day
from tomoni.base.doors import PUBLIC, open_to
from tomoni.common.people.api import Section

from ..acts import acts_for
from ..figures import Figure
from ..models.words import spoken
from ..rules import Rounding, chance_of_noticing, smallest_change
from ..showing import chart_of, corrections_of, definitions_of, facts_of, rows_of, targets_of
from ..values import Change, change_since_yesterday
from ..wording import (
    meaning,
    moment,
    moment_of,
    origin,
    said_number,
    unit_of,
    when,
    why,
    with_unit,
    year_long,
)
from .asked import figure_or_404

SIZES_OF_SURVEYS = (500, 1000, 2000, 3000, 5000)
HUNDRED = Decimal(100)


@require_safe
@open_to(PUBLIC)
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    figure = figure_or_404(request, key)
    past = figure.asked != today()
    context = _head(figure) | _chart_and_table(figure) | _counting(figure) | _realism(figure) | _histories(figure)
    if not past:
        context |= _yesterday(change_since_yesterday(figure))
    query = f"?on={figure.asked.isoformat()}" if past else ""
    context |= _what_anybody_can_do(figure)
    return render(request, "plan/indicator.html", context | {"past": past, "asked": figure.asked, "query": query})


def _what_anybody_can_do(figure: Figure) -> dict[str, Any]:
    """The act of the service behind the figure, and whom to ask about it."""
    section = Section.objects.filter(name=figure.indicator.section).first() if figure.indicator.section else None
    about = quote(_("%(label)s %(title)sについて") % {"label": figure.indicator.label, "title": figure.indicator.title})
    return {
        "acts": acts_for(figure.definition.reading) if figure.definition else [],
        "keeper": section,
        "keeper_name": spoken(figure.indicator, "section"),
        "question": f"mailto:{section.email}?subject={about}" if section and section.email else "",
        "several_targets": len(figure.indicator.targets.all()) > 1,
    }


def _head(figure: Figure) -> dict[str, Any]:
    places = figure.indicator.places
    return {
        "figure": figure,
        "indicator": figure.indicator,
        "short": spoken(figure.indicator, "short"),
        "number": said_number(figure.value, places),
        "unit": unit_of(figure.indicator),
        "verdict": figure.judgement.verdict.value,
        "verdict_as_published": figure.as_published.verdict.value if figure.as_published else "",
        "meaning": meaning(figure),
        "reason": why(figure),
        "when": when(figure),
        "tone": _tone(figure),
        "first_number": said_number(figure.baseline.first.value, places) if figure.baseline else "",
        "baseline_number": said_number(figure.baseline_value, places),
        "target_number": said_number(figure.target_value, places),
        "target_with_unit": with_unit(figure.indicator, figure.target_value),
        "corrected": _corrected(figure),
        **_source_of_correction(figure),
        "target_in_noise": _target_in_noise(figure),
    }


def _tone(figure: Figure) -> str:
    """How the head of the page looks: known, unsure, or restated."""
    if figure.baseline and figure.baseline.correction:
        return "restated"
    return "unsure" if figure.judgement.verdict in ("cannot_tell", "no_figure") else ""


def _corrected(figure: Figure) -> str:
    if figure.baseline is None or figure.baseline.correction is None:
        return ""
    indicator, correction = figure.indicator, figure.baseline.correction
    facts = {
        "day": said_day(correction.on),
        "first": with_unit(indicator, figure.baseline.first.value),
        "now": with_unit(indicator, figure.baseline_value),
        "reason": spoken(correction, "reason"),
        "target": with_unit(indicator, figure.target_value),
    }
    said = _("%(day)s、%(first)s → %(now)s に訂正されました。理由：%(reason)s") % facts
    if figure.contradicted:
        better = _("訂正後の出発点%(now)sは、目標%(target)sよりすでによい値です。") % facts
        return pgettext("文のつなぎ", "%(one)s%(two)s") % {"one": said, "two": better}
    return said


def _source_of_correction(figure: Figure) -> dict[str, str]:
    correction = figure.baseline.correction if figure.baseline else None
    if correction is None:
        return {}
    return {
        "correction_source": spoken(correction, "source"),
        "correction_url": correction.url,
        "doubt": spoken(correction, "doubt"),
    }


def _target_in_noise(figure: Figure) -> str:
    """Why nobody can say whether the target was reached, when it lies in the interval of a survey's value."""
    if figure.interval is None or figure.target is None or figure.baseline is None or not figure.n:
        return ""
    if figure.target.value not in figure.interval:
        return ""
    before = figure.baseline.observation.value
    change, smallest = abs(figure.target.value - before), smallest_change(before / HUNDRED, figure.n) * HUNDRED
    facts = {
        "before": with_unit(figure.indicator, figure.baseline_value),
        "target": with_unit(figure.indicator, figure.target_value),
        "change": said_number(change, 1),
        "n": f"{figure.n:,}",
        "smallest": said_number(Rounding.HALF_UP.to(1, smallest), 1),
    }
    said = _("%(before)sから%(target)sへの変化は%(change)sポイント。") % facts
    if change > smallest:
        said += _("%(n)s人の調査で見分けられるのは、%(smallest)sポイントより大きな変化です。") % facts
    else:
        said += _("%(n)s人の調査で見分けられるのは、%(smallest)sポイントより大きな変化だけです。") % facts
    return said + _("いまの値が目標に届いたとも、届いていないとも言えません。")


def _chart_and_table(figure: Figure) -> dict[str, Any]:
    indicator, target = figure.indicator, figure.target
    assumed = figure.is_survey and figure.baseline and not figure.baseline.observation.n and indicator.assumed_n
    target_when = _("目標 %(when)s") % {"when": moment(target.day, "year", indicator.nature)} if target else ""
    return {
        "chart": chart_of(figure),
        "rows": rows_of(figure),
        "table_open": not figure.is_survey and figure.as_published is None,
        "parts": [_part_title(part) for part in indicator.parts],
        "target_when": target_when,
        "assumed": bool(assumed),
        "notes": indicator.notes.all(),
        "projection": _projection(figure),
    }


def _part_title(part: dict[str, Any]) -> str:
    return str(part["title_in"].get(get_language() or "ja") or part["title"])


def _projection(figure: Figure) -> str:
    ahead = figure.projection
    if ahead is None:
        return ""
    places = figure.indicator.places
    low, value, high = (
        Rounding.HALF_UP.to(places, number) for number in (ahead.band.low, ahead.value, ahead.band.high)
    )
    facts = {
        "year": year_long(ahead.on),
        "value": with_unit(figure.indicator, value),
        "low": said_number(low, places),
        "high": said_number(high, places),
        "target": with_unit(figure.indicator, figure.target_value),
    }
    said = _("%(year)sの終わりには%(value)s（%(low)sから%(high)sの間）になる計算です。目標は%(target)sです。") % facts
    if not figure.required_per_year:
        return said
    need = Rounding.HALF_UP.to(max(places, 1), figure.required_per_year)
    sign = pgettext("1年に要る変化", "目標に届くには、1年に%(need)sの変化が要ります。")
    return said + sign % {"need": with_unit(figure.indicator, need)}


def _counting(figure: Figure) -> dict[str, Any]:
    definition, current = figure.definition, figure.current.observation if figure.current else None
    workings = list(current.workings.all()) if current and figure.evidence is None else []
    return {
        "formula": spoken(definition, "formula") if definition else "",
        "counting": list(_facts_of_counting(figure)),
        "workings": [
            {"label": spoken(line, "label"), "value": _worked(line.value, line.unit), "result": line.result}
            for line in workings
        ],
        "workings_caption": moment_of(current) if current else "",
        "note": spoken(current, "note") if current and figure.evidence is None else "",
    }


def _worked(value: Decimal, unit: str) -> str:
    return f"{said_number(value)} {unit}".strip()


def _facts_of_counting(figure: Figure) -> Iterable[tuple[str, str]]:
    if figure.definition is not None:
        for fact in figure.definition.facts:
            yield _of_fact(fact, "title"), _of_fact(fact, "words")
    if figure.n:
        yield _("答えた人"), _("%(n)s人") % {"n": f"{figure.n:,}"}
    if figure.evidence is not None:
        yield _("数えた"), _counted_words(figure)
        left_out = figure.evidence.not_counted.items()
        yield _("数えない"), pgettext("並べる", "、").join(f"{name} {number}" for name, number in left_out)
        yield _("数えた時刻"), f"{said_day(today())} {now():%H:%M}"
    elif figure.value is not None:
        yield _("もと"), origin(figure)
    if figure.value is not None:
        yield _("確かさ"), _sureness(figure)


def _of_fact(fact: dict[str, Any], name: str) -> str:
    return str(fact[f"{name}_in"].get(get_language() or "ja") or fact[name])


def _counted_words(figure: Figure) -> str:
    assert figure.evidence is not None
    parts = [
        f"{_part_title(part)} {figure.breakdown[part['key']]}"
        for part in figure.indicator.parts
        if part["key"] in figure.breakdown
    ]
    number = _("%(count)s件の記録") % {"count": f"{figure.evidence.count:,}"}
    if not parts:
        return number
    return pgettext("数とその内訳", "%(number)s（%(parts)s）") % {
        "number": number,
        "parts": pgettext("並べる", "、").join(parts),
    }


def _sureness(figure: Figure) -> str:
    if figure.interval is not None:
        return _("一部の人に聞いた値なので、ぶれの幅があります")
    if figure.evidence is not None:
        return _("全件を数えた値なので、ぶれの幅はありません")
    return _("公表された値で、ぶれの幅は示されていません") if not figure.invented else _("見本の値です")


def _realism(figure: Figure) -> dict[str, Any]:
    realism = figure.realism
    if realism is None or figure.baseline is None or figure.target is None:
        return {"realism": "", "chances": []}
    facts = {
        "n": f"{realism.n:,}",
        "before": with_unit(figure.indicator, figure.baseline_value),
        "target": with_unit(figure.indicator, figure.target_value),
        "chance": round(realism.chance * 100),
        "needed": f"{realism.needed:,}" if realism.needed else "―",
    }
    said = _(
        "毎回%(n)s人が答える調査なら、%(before)sから%(target)sへの変化に気づける見込みは%(chance)s%%です。"
        "8割の見込みで気づくには、毎回およそ%(needed)s人の答えが要ります。"
    )
    before, after = figure.baseline.observation.value / HUNDRED, figure.target.value / HUNDRED
    deff = figure.indicator.planned_deff
    chances = [
        (f"{n:,}", f"{round(chance_of_noticing(before, after, n, deff=deff) * HUNDRED)}%") for n in SIZES_OF_SURVEYS
    ]
    return {"realism": said % facts, "chances": chances}


def _histories(figure: Figure) -> dict[str, Any]:
    return {
        "definitions": definitions_of(figure),
        "corrections": corrections_of(figure),
        "targets": targets_of(figure),
        "facts": facts_of(figure),
    }


def _yesterday(change: Change | None) -> dict[str, Any]:
    if change is None:
        return {}
    sign = "＋" if change.difference > 0 else "−" if change.difference < 0 else "±"
    difference = f"{sign}{said_number(abs(change.difference))}"
    return {"change": change, "change_heading": _("きのうからの変化（%(difference)s）") % {"difference": difference}}

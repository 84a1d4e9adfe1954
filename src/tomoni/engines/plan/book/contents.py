"""What stands in the book by a day, as plain values: one content, from which every form of the book is made.

Said things (`…_said`, words, sentences) are Japanese, as the book is. Numbers stand beside them as numbers.
"""

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import override

from tomoni.base.city.api import the_city
from tomoni.base.design.parts.days import day as said_day
from tomoni.base.design.parts.days import day_short
from tomoni.base.design.parts.words import VERDICTS

from ..figures import Figure
from ..models import Kind, ValueProject
from ..models.words import spoken
from ..published import Published
from ..queries import PlanNow, PolicyNow, the_plan
from ..rules import Rounding
from ..showing import chart_of, facts_of, line_of, rows_of, tally_of
from ..telling import plain_number, told_figure
from ..wording import meaning, moment, moment_of, origin, share_word, spoken_source, with_unit, year_word
from ..wording import why as why_said
from .chapters import ToldChapter, chapters_on
from .drawing import drawn, drawn_track

Plain = dict[str, Any]
FORM = 1  # of what is told; a reader of the JSON can rely on it


def contents(on: date) -> Plain:
    """The whole book by a day. Everything in it is as it was known on that day."""
    with override("ja"):
        now = the_plan(on)
        prefetch_related_objects([figure.indicator for figure in now.figures], "notes")
        prefetch_related_objects([state.policy for state in now.policies], "topics")
        return _whole(now) | {
            "policies": [_policy(state) for state in now.policies],
            "projects": _projects(now),
            "chapters": [_chapter(told) for told in chapters_on(on)],
        }


def digest_of(told: Plain) -> str:
    """The fingerprint of a book's content: same content, same fingerprint, whatever day it was printed."""
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def indicators_of(told: Plain) -> list[Plain]:
    """All indicators of a book in their order."""
    return [one for policy in told["policies"] for one in policy["indicators"]]


def _whole(now: PlanNow) -> Plain:
    city = the_city()
    elapsed = next((figure.path.expected(now.on) for figure in now.figures if figure.path), None)
    return {
        "form": FORM,
        "city": city.name,
        "plan": now.plan.title,
        "plan_source": now.plan.source,
        "first_year": now.plan.first_year,
        "last_year": now.plan.last_year,
        "goals": [{"code": goal.code, "title": goal.title} for goal in now.goals],
        "on": now.on.isoformat(),
        "on_said": said_day(now.on),
        "share": plain_number(city.verdict_share),
        "share_said": share_word(city.verdict_share),
        "share_why": city.verdict_reason,
        "elapsed": plain_number(elapsed, places=4),
        "invented": now.invented,
        "tally": [{"verdict": one.sign, "word": str(one.word), "number": one.number} for one in tally_of(now)],
        "verdicts": {key: str(word) for key, word in VERDICTS.items()},
    }


def _policy(state: PolicyNow) -> Plain:
    policy = state.policy
    return {
        "code": policy.code,
        "title": policy.title,
        "words": policy.words,
        "projects": [{"mark": project.mark, "title": project.title} for project in state.projects],
        "topics": [
            {"title": topic.title, "words": topic.words, "source": topic.source} for topic in policy.topics.all()
        ],
        "groups": [
            {
                "code": one.group.code,
                "title": one.group.title,
                "words": one.group.words,
                "measures": [{"code": measure.code, "words": measure.words} for measure in one.group.measures.all()],
                "services": [
                    {"key": service.service.key, "title": service.service.title, "live": service.live}
                    for service in one.services
                ],
            }
            for one in state.groups
        ],
        "indicators": [_indicator(figure) for figure in state.figures],
    }


def _indicator(figure: Figure) -> Plain:
    indicator, line = figure.indicator, line_of(figure)
    chart = chart_of(figure)
    return told_figure(figure) | {
        "short": indicator.short,
        "nature": indicator.nature,
        "places": indicator.places,
        "section": indicator.section,
        "better": "多いほどよい" if indicator.direction == "higher" else "低いほどよい",
        "value_said": with_unit(indicator, figure.value) if figure.value is not None else "―",
        "baseline_said": with_unit(indicator, figure.baseline_value),
        "baseline_year": year_word(figure.baseline.observation.day) if figure.baseline else "",
        "target_said": with_unit(indicator, figure.target_value),
        "target_year": year_word(figure.target.day) if figure.target else "",
        "when": line.when,
        "kind_said": str(Kind(figure.kind).label) if figure.kind else "―",
        "sure": _sure(figure),
        "origin": origin(figure),
        "verdict_word": str(VERDICTS[figure.judgement.verdict.value]),
        "why": why_said(figure),
        "as_published_word": str(VERDICTS[figure.as_published.verdict.value]) if figure.as_published else None,
        "meaning": meaning(figure),
        "required": plain_number(figure.required_per_year, places=6),
        "required_said": _required(figure),
        "projection_said": _projection(figure),
        "track": drawn_track(line.track),
        "chart": drawn(chart, axis=_("各年度末")) if chart else None,
        "facts": [[term, _words(fact)] for term, fact in facts_of(figure) if fact],
        "rows": _rows(figure),
        "values": _values(figure),
        "definitions": _definitions(figure),
        "notes": [f"{one.when}：{one.words}（{one.source}）" for one in indicator.notes.all()],
        "targets": [
            {
                "value": plain_number(one.value),
                "day": one.day.isoformat(),
                "decided_on": one.decided_on.isoformat(),
                "source": one.source,
                "reason": one.reason,
            }
            for one in sorted(indicator.targets.all(), key=lambda one: one.decided_on)
            if one.decided_on <= figure.asked or one == figure.target
        ],
    }


def _sure(figure: Figure) -> str:
    """How sure a value is, in a few words."""
    if figure.interval is None:
        return "概算（年度の途中まで）" if figure.current and figure.current.observation.year_so_far else ""
    low, high = (
        Rounding.HALF_UP.to(figure.indicator.places, end) for end in (figure.interval.low, figure.interval.high)
    )
    return f"ぶれの幅（95％） {with_unit(figure.indicator, low)}～{with_unit(figure.indicator, high)}"


def _required(figure: Figure) -> str:
    need = figure.required_per_year
    if need is None:
        return "―"
    places = figure.indicator.places
    return f"1年に{with_unit(figure.indicator, Rounding.HALF_UP.to(places, need))}"


def _projection(figure: Figure) -> str:
    ahead = figure.projection
    if ahead is None or figure.contradicted:
        return ""
    places = figure.indicator.places
    value, low, high = (Rounding.HALF_UP.to(places, one) for one in (ahead.value, ahead.band.low, ahead.band.high))
    said = [with_unit(figure.indicator, one) for one in (value, low, high)]
    return f"これまでの動きを直線で延ばすと {said[0]}（{said[1]}～{said[2]}）。予測ではありません。"


def _rows(figure: Figure) -> list[Plain]:
    """The lines of the indicator's table, as on screens."""
    return [
        {name: getattr(row, name) for name in ("when", "value", "was", "interval", "n", "source", "note", "invented")}
        for row in rows_of(figure)
    ]


def _values(figure: Figure) -> list[Plain]:
    """All known values with their kinds and sources, oldest first: the corrected ones with what was first published."""
    known = [*([figure.baseline] if figure.baseline else []), *figure.history]
    told = [_value(figure, one) for one in sorted(known, key=lambda one: one.observation.day)]
    if figure.evidence is not None and figure.value is not None and figure.day is not None:
        told.append(_counted(figure, figure.day))
    return told


def _value(figure: Figure, one: Published) -> Plain:
    observation = one.observation
    return {
        "day": observation.day.isoformat(),
        "when": moment_of(observation),
        "value": plain_number(observation.value),
        "kind": observation.kind,
        "kind_said": str(Kind(observation.kind).label),
        "invented": observation.kind == Kind.INVENTED,
        "so_far": observation.year_so_far,
        "n": observation.n,
        "corrected_from": plain_number(one.first.value) if one.correction else None,
        "corrected_on": one.correction.on.isoformat() if one.correction else None,
        "corrected_because": one.correction.reason if one.correction else "",
        "source": spoken_source(observation),
        "url": observation.url,
        "note": spoken(observation, "note"),
    }


def _counted(figure: Figure, day: date) -> Plain:
    return {
        "day": day.isoformat(),
        "when": moment(day, figure.span, figure.indicator.nature),
        "value": plain_number(figure.value),
        "kind": Kind.COMPUTED.value,
        "kind_said": str(Kind.COMPUTED.label),
        "invented": figure.invented,
        "so_far": False,
        "n": figure.n,
        "corrected_from": None,
        "corrected_on": None,
        "corrected_because": "",
        "source": _("記録から数えた値"),
        "url": "",
        "note": "",
    }


def _definitions(figure: Figure) -> list[Plain]:
    return [
        {
            "version": one.version,
            "valid_from": one.valid_from.isoformat(),
            "valid_from_said": day_short(one.valid_from),
            "reading": one.reading,
            "heading": one.heading,
            "words": one.words,
            "formula": one.formula,
            "facts": [[fact["title"], fact.get("words", "")] for fact in one.facts],
            "rounding": str(one.get_rounding_display()),
            "cut_off": one.cut_off,
            "reason": one.reason,
        }
        for one in sorted(figure.indicator.definitions.all(), key=lambda one: one.version)
    ]


def _projects(now: PlanNow) -> list[Plain]:
    return [
        {
            "mark": project.mark,
            "title": project.title,
            "words": project.words,
            "policies": [
                {
                    "code": state.policy.code,
                    "title": state.policy.title,
                    "words": [one.words for one in state.contributions if one.project_id == project.pk],
                    "indicators": [figure.indicator.label for figure in state.figures],
                    "tally": _tally(state),
                }
                for state in now.policies
                if any(one.project_id == project.pk for one in state.contributions)
            ],
        }
        for project in ValueProject.objects.filter(plan=now.plan).order_by("number")
    ]


def _chapter(told: ToldChapter) -> Plain:
    return {
        "key": told.chapter.key,
        "title": told.chapter.title,
        "words": told.chapter.words,
        "heads": list(told.chapter.heads),
        "wide": list(told.chapter.wide),
        "rows": [[_cell(cell) for cell in row] for row in told.rows],
    }


def _tally(state: PolicyNow) -> str:
    """達成1 順調2: the verdicts of a policy's indicators in words."""
    found = [figure.judgement.verdict.value for figure in state.figures]
    return " ".join(f"{word}{found.count(key)}" for key, word in VERDICTS.items() if key in found)


def _words(fact: object) -> str:
    """A fact of a screen without its marks."""

    return strip_tags(str(fact)).strip()


def _cell(cell: object) -> Any:
    if isinstance(cell, Decimal):
        return plain_number(cell)
    return cell if isinstance(cell, (str, int, float, bool)) or cell is None else str(cell)

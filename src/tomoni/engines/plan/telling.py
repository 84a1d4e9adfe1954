"""The plan as one object of plain values: what `plan --json` prints and the API answers."""

from decimal import Decimal
from typing import Any

from tomoni.base.city.api import the_city

from .figures import Figure
from .models import Kind
from .moments import Moment
from .queries import GroupNow, PlanNow
from .rules import Judgement, Rounding

Plain = dict[str, Any]


def told_plan(now: PlanNow) -> Plain:
    """The whole plan on its day."""
    return {
        "city": {"code": the_city().code, "name": the_city().name},
        "plan": now.plan.title,
        "on": now.on.isoformat(),
        "policies": [{"code": state.policy.code, "title": state.policy.title} for state in now.policies],
        "groups": [told_group(group) for group in now.groups],
        "indicators": [told_figure(figure) for figure in now.figures],
    }


def told_group(now: GroupNow) -> Plain:
    services = [{"key": one.service.key, "state": one.state} for one in now.services]
    return {"code": now.group.code, "title": now.group.title, "services": services}


def told_figure(figure: Figure) -> Plain:
    """One indicator. Shares of the way (position, expected, pace) have four decimals; figures have the plan's own."""
    indicator = figure.indicator
    told: Plain = {
        "id": indicator.key,
        "label": indicator.label,
        "title": indicator.title,
        "policy": indicator.policy.code,
        "strategic": indicator.strategic,
        "unit": indicator.unit,
        "direction": indicator.direction,
        "baseline": plain_number(figure.baseline.observation.value if figure.baseline else None),
        "baseline_on": _day(figure.baseline.observation.day if figure.baseline else None),
        "target": plain_number(figure.target.value if figure.target else None),
        "target_on": _day(figure.target.day if figure.target else None),
        "value": plain_number(figure.value),
        "value_on": _day(figure.day),
        "kind": figure.kind,
        "invented": figure.invented,
        "source": figure.current.observation.source if figure.current and not figure.evidence else None,
        "low": plain_number(figure.interval.low if figure.interval else None, places=4),
        "high": plain_number(figure.interval.high if figure.interval else None, places=4),
        "n": figure.n,
        "breakdown": {key: plain_number(Decimal(str(number))) for key, number in figure.breakdown.items()},
        "definition": _definition(figure),
        "evidence": figure.evidence.count if figure.evidence else None,
        **_judged(figure.judgement),
    }
    return told | _corrected(figure) | _published(figure) | _realism(figure) | _shared(figure)


def _shared(figure: Figure) -> Plain:
    """For other cities to compare with: every published figure under a definition that they share."""
    if figure.definition is None or not figure.definition.shared:
        return {}
    known = [*([figure.baseline] if figure.baseline else []), *figure.history]
    return {
        "shared": {
            "key": figure.definition.shared,
            "figures": [
                {
                    "when": str(Moment(one.observation.day, one.observation.span)),
                    "value": plain_number(one.observation.value),
                    "invented": one.observation.kind == Kind.INVENTED,
                    "restated": one.correction is not None,
                    "source": one.observation.source,
                }
                for one in sorted(known, key=lambda one: one.observation.day)
                if not one.observation.year_so_far
            ],
        }
    }


def _judged(judgement: Judgement) -> Plain:
    return {
        "position": plain_number(judgement.position, places=4),
        "expected": plain_number(judgement.expected, places=4),
        "pace": plain_number(judgement.pace, places=4),
        "verdict": judgement.verdict.value,
        "reason": judgement.reason.value,
    }


def _definition(figure: Figure) -> Plain | None:
    definition = figure.definition
    if definition is None:
        return None
    return {
        "version": definition.version,
        "reading": definition.reading,
        "words": definition.words,
        "rounding": definition.rounding,
        "places": figure.indicator.places,
        "valid_from": definition.valid_from.isoformat(),
    }


def _corrected(figure: Figure) -> Plain:
    if figure.as_published is None or figure.baseline is None or figure.baseline.correction is None:
        return {}
    correction = figure.baseline.correction
    return {
        "baseline_as_published": plain_number(figure.baseline.first.value),
        "restated_on": correction.on.isoformat(),
        "restated_because": correction.reason,
        "restated_source": correction.source,
        "restated_doubt": correction.doubt or None,
        "verdict_as_published": figure.as_published.verdict.value,
        "reason_as_published": figure.as_published.reason.value,
    }


def _published(figure: Figure) -> Plain:
    """Where the value is counted live, the latest published figure stands beside it."""
    if figure.evidence is None or figure.current is None:
        return {}
    observation = figure.current.observation
    return {
        "published": {
            "value": plain_number(observation.value),
            "value_on": observation.day.isoformat(),
            "kind": observation.kind,
            "source": observation.source,
        }
    }


def _realism(figure: Figure) -> Plain:
    if figure.realism is None:
        return {}
    return {
        "power": {
            "formula": "two-proportion, pooled variance, 5 %, no finite factor",
            "n": figure.realism.n,
            "deff": plain_number(figure.realism.deff),
            "chance": plain_number(figure.realism.chance, places=4),
            "needed_n": figure.realism.needed,
        }
    }


def plain_number(number: Decimal | None, *, places: int | None = None) -> int | float | None:
    """A JSON number: whole where it is whole."""
    if number is None:
        return None
    cut = number if places is None else Rounding.HALF_UP.to(places, number)
    return int(cut) if cut == cut.to_integral_value() else float(cut)


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()

"""The plan for machines, under /api/v1/plan/. Days are ISO 8601; `on` asks for any day in the past."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from tomoni.base.clock import today
from tomoni.base.machines import offer

from .figures import Figure
from .models import Indicator, IndicatorValue
from .moments import Moment
from .queries import NoPlan, PlanNow, the_figure, the_plan
from .screens.rows import rows_counted
from .telling import plain_number, told_figure, told_plan

router = offer("plan", Router(tags=["plan"]))
MOST_VALUES = 2000
MOST_ROWS = 1000


class ServiceState(Schema):
    key: str
    state: str


class PolicyTold(Schema):
    code: str
    title: str


class GroupTold(Schema):
    code: str
    title: str
    services: list[ServiceState]


class DefinitionTold(Schema):
    version: int
    reading: str
    words: str
    rounding: str
    places: int
    valid_from: date


class PublishedTold(Schema):
    value: float
    value_on: date
    kind: str
    source: str


class PowerTold(Schema):
    formula: str
    n: int
    deff: float
    chance: float
    needed_n: int | None


class SharedFigureTold(Schema):
    when: str
    value: float
    invented: bool
    restated: bool
    source: str


class SharedTold(Schema):
    """The key of a definition that other cities use too, and every published figure under it."""

    key: str
    figures: list[SharedFigureTold]


class IndicatorTold(Schema):
    """One indicator on one day. A share of the way or of the time is between 0 and 1."""

    id: str
    label: str
    title: str
    policy: str
    strategic: bool
    unit: str
    direction: str
    baseline: float | None
    baseline_on: date | None
    target: float | None
    target_on: date | None
    value: float | None
    value_on: date | None
    kind: str | None
    invented: bool
    source: str | None
    low: float | None
    high: float | None
    n: int | None
    breakdown: dict[str, float]
    definition: DefinitionTold | None
    evidence: int | None
    position: float | None
    expected: float | None
    pace: float | None
    verdict: str
    reason: str
    baseline_as_published: float | None = None
    restated_on: date | None = None
    restated_because: str | None = None
    restated_source: str | None = None
    restated_doubt: str | None = None
    verdict_as_published: str | None = None
    reason_as_published: str | None = None
    published: PublishedTold | None = None
    power: PowerTold | None = None
    shared: SharedTold | None = None


class CityTold(Schema):
    code: str
    name: str


class PlanTold(Schema):
    city: CityTold
    plan: str
    on: date
    policies: list[PolicyTold]
    groups: list[GroupTold]
    indicators: list[IndicatorTold]


class FigureTold(Schema):
    """A published figure; `when` is a fiscal year (R5), a month (2025-09) or a day."""

    value: float
    when: str
    day: date
    kind: str
    source: str
    url: str
    n: int | None
    corrected_from: float | None


class ValueTold(Schema):
    """A value that was counted and kept. It never changes; a later count of the same day says why."""

    on: date
    value: float
    low: float | None
    high: float | None
    n: int | None
    rows: int | None
    kind: str
    invented: bool
    definition: int
    inputs_hash: str
    computed_at: str
    restated_because: str


class RowsTold(Schema):
    """Records that were counted, as far as everybody may see them."""

    number: int
    columns: list[str]
    rows: list[list[Any]]


@router.get("/", response=PlanTold, summary="The whole plan on a day", exclude_unset=True)
def plan(request: HttpRequest, on: date | None = None) -> dict[str, Any]:
    return told_plan(_plan(on))


@router.get("/indicators", response=list[IndicatorTold], summary="All indicators on a day", exclude_unset=True)
def indicators(request: HttpRequest, on: date | None = None) -> list[dict[str, Any]]:
    return [told_figure(figure) for figure in _plan(on).figures]


@router.get("/indicators/{key}", response=IndicatorTold, summary="One indicator on a day", exclude_unset=True)
def indicator(request: HttpRequest, key: str, on: date | None = None) -> dict[str, Any]:
    return told_figure(_figure(key, on))


@router.get("/indicators/{key}/figures", response=list[FigureTold], summary="Its published figures, oldest first")
def figures(request: HttpRequest, key: str, on: date | None = None) -> list[dict[str, Any]]:
    figure = _figure(key, on)
    known = [*([figure.baseline] if figure.baseline else []), *figure.history]
    return [
        {
            "value": plain_number(one.observation.value),
            "when": str(Moment(one.observation.day, one.observation.span)),
            "day": one.observation.day,
            "kind": one.observation.kind,
            "source": one.observation.source,
            "url": one.observation.url,
            "n": one.observation.n,
            "corrected_from": plain_number(one.first.value) if one.correction else None,
        }
        for one in sorted(known, key=lambda one: one.observation.day)
    ]


@router.get("/indicators/{key}/values", response=list[ValueTold], summary="Its kept values, newest first")
def values(request: HttpRequest, key: str, since: date | None = None) -> list[dict[str, Any]]:
    kept = IndicatorValue.objects.filter(indicator=_figure(key, None).indicator).select_related("definition")
    if since is not None:
        kept = kept.filter(on__gte=since)
    return [
        {
            "on": value.on,
            "value": plain_number(value.value),
            "low": plain_number(value.low),
            "high": plain_number(value.high),
            "n": value.n,
            "rows": value.rows,
            "kind": value.kind,
            "invented": value.invented,
            "definition": value.definition.version,
            "inputs_hash": value.inputs_hash,
            "computed_at": value.computed_at.isoformat(),
            "restated_because": value.restated_because,
        }
        for value in kept.order_by("-on", "-computed_at")[:MOST_VALUES]
    ]


@router.get("/indicators/{key}/rows", response=RowsTold, summary="The records behind it, a thousand at a time")
def rows(request: HttpRequest, key: str, on: date | None = None, offset: int = 0) -> dict[str, Any]:
    figure = _figure(key, on)
    if figure.evidence is None:
        raise Http404(key)
    counted = rows_counted(figure.evidence)
    start = max(offset, 0)
    lines = counted[start : start + MOST_ROWS] if counted.open else []
    return {"number": counted.number, "columns": list(counted.heads) if counted.open else [], "rows": lines}


def _plan(on: date | None) -> PlanNow:
    try:
        return the_plan(_day(on))
    except NoPlan as error:
        raise Http404(str(error)) from None


def _figure(key: str, on: date | None) -> Figure:
    try:
        return the_figure(key, _day(on))
    except (Indicator.DoesNotExist, NoPlan) as error:
        raise Http404(str(error)) from None


def _day(on: date | None) -> date:
    return min(on or today(), today())

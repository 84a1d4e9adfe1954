"""What is done to the plan's figures: observe, restate, set a target, define anew. All with a reason, all journaled.

Nothing here overwrites: a corrected figure, a new target and a new version stand beside what they follow.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import models, transaction

from tomoni.base.journal.api import facts_of, write

from .citing import tell_of
from .following import tell_followers
from .models import (
    Indicator,
    IndicatorDefinition,
    IndicatorValue,
    Kind,
    Observation,
    Restatement,
    Target,
)
from .moments import Moment
from .queries import the_figure
from .values import value_of_figure

Who = models.Model | None


class WithoutReason(ValueError):
    """The plan's figures are changed with a reason or not at all."""


class AlreadyThere(ValueError):
    """There is a figure, target or version in that place; `there` is what stands."""

    def __init__(self, there: models.Model) -> None:
        super().__init__(str(there))
        self.there = there


class NotAfter(ValueError):
    """A day must lie after another; `day` is the one it must follow."""

    def __init__(self, day: date) -> None:
        super().__init__(str(day))
        self.day = day


class NothingToCount(LookupError):
    """There is no value to count or restate for that day."""


@dataclass(frozen=True)
class Facts:
    """What is known of a published figure besides its value."""

    source: str
    note: str = ""
    n: int | None = None
    deff: Decimal = Decimal(1)
    unweighted: Decimal | None = None
    first_published: date | None = None
    breakdown: Mapping[str, str] = field(default_factory=dict)
    year_so_far: bool = False


@transaction.atomic
def observe(
    indicator: Indicator, value: Decimal, *, moment: Moment, facts: Facts, who: Who, why: str = ""
) -> Observation:
    """Write down a published figure. A figure of that day from that source is not overwritten: restate it."""
    there = indicator.observations.filter(day=moment.day, kind=Kind.OBSERVED).first()
    if there:
        raise AlreadyThere(there)
    observation = Observation.objects.create(
        indicator=indicator,
        kind=Kind.OBSERVED,
        value=value,
        day=moment.day,
        span=moment.span,
        **_columns(facts),
    )
    write("plan.observe", who=who, about=observation, why=why, after=facts_of(observation))
    return observation


@transaction.atomic
def restate(
    was: Observation, value: Decimal, *, on: date, reason: str, source: str, doubt: str = "", who: Who
) -> Restatement:
    """Correct a published figure. Both stay; from `on` the new one is what is known."""
    _needs(reason)
    if later := Restatement.objects.filter(was=was).first():
        raise AlreadyThere(later)
    if on < was.day:
        raise NotAfter(was.day)
    now = Observation.objects.create(
        indicator=was.indicator,
        kind=Kind.RESTATED,
        value=value,
        day=was.day,
        span=was.span,
        source=source,
        n=was.n,
        deff=was.deff,
        first_published=on,
    )
    restatement = Restatement.objects.create(was=was, now=now, on=on, reason=reason, source=source, doubt=doubt)
    write(
        "plan.restate",
        who=who,
        about=restatement,
        why=reason,
        before={"value": str(was.value)},
        after={"value": str(now.value), "source": source},
    )
    tell_of(restatement)
    tell_followers(was.indicator, about=restatement)
    return restatement


@transaction.atomic
def set_target(
    indicator: Indicator,
    value: Decimal,
    *,
    day: date,
    decided_on: date,
    source: str,
    reason: str,
    who: Who,
    valid_from: date | None = None,
    despite: str = "",
) -> Target:
    """Set a target, from `valid_from` or the day of the decision on. The targets before it stay, each with its day."""
    _needs(reason)
    begins = valid_from or decided_on
    for earlier in indicator.targets.all():
        if decided_on <= earlier.decided_on or begins <= earlier.begins:
            raise NotAfter(max(earlier.decided_on, earlier.begins))
    if day <= begins or begins < decided_on:
        raise NotAfter(max(begins, decided_on))
    last = indicator.targets.order_by("decided_on").last()
    target = Target.objects.create(
        indicator=indicator, value=value, day=day, decided_on=decided_on, source=source, reason=reason,
        valid_from=valid_from, despite=despite,
    )  # fmt: skip
    before = {"value": str(last.value), "day": last.day.isoformat()} if last else None
    write("plan.set_target", who=who, about=target, why=reason, before=before, after=facts_of(target))
    return target


@transaction.atomic
def define_anew(
    indicator: Indicator, *, valid_from: date, reason: str, who: Who, **changes: str
) -> IndicatorDefinition:
    """Add a version of the definition: as the last one, but for `changes`. Past values keep theirs."""
    _needs(reason)
    last = indicator.definitions.order_by("version").last()
    if last is None:
        raise NothingToCount(indicator.key)
    if valid_from <= last.valid_from:
        raise NotAfter(last.valid_from)
    before = facts_of(last)
    version = IndicatorDefinition.objects.get(pk=last.pk)
    version.pk, version.version = None, last.version + 1
    version.valid_from, version.reason, version.reason_in = valid_from, reason, {}
    for name, text in changes.items():
        if getattr(version, name) != text:
            setattr(version, name, text)
            if hasattr(version, f"{name}_in"):
                setattr(version, f"{name}_in", {})  # a translation of other words would say something else
    version.save(force_insert=True)
    write("plan.define_anew", who=who, about=version, why=reason, before=before, after=facts_of(version))
    return version


@transaction.atomic
def restate_value(kept: IndicatorValue, *, reason: str, at: datetime, who: Who) -> IndicatorValue:
    """Count a kept value again, by today's records and the definition that holds, and keep both side by side."""
    _needs(reason)
    figure = the_figure(kept.indicator.key, kept.on)
    if figure.value is None or figure.day != kept.on:
        raise NothingToCount(str(kept))
    again = value_of_figure(figure, at=at, because=reason)
    again.save()
    before, after = ({"value": str(one.value), "inputs_hash": one.inputs_hash} for one in (kept, again))
    write("plan.restate_value", who=who, about=again, why=reason, before=before, after=after)
    tell_of(again)
    return again


def _needs(reason: str) -> None:
    if not reason.strip():
        raise WithoutReason


def _columns(facts: Facts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in Facts.__dataclass_fields__} | {"breakdown": dict(facts.breakdown)}

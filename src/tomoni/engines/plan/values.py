"""Values that are kept: every night each indicator's value, with all that is needed to count it again.

A night keeps the values of the day that has ended. A value that was published rather than counted is kept once, under
its own day. What was kept never changes. Counting it again must give the same; when it does not, either records were
changed backwards in time (the fingerprint differs) or the arithmetic was, and a person looks at it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from .figures import Figure
from .models import IndicatorDefinition, IndicatorValue, Observation
from .published import interval_of, known_on
from .queries import the_plan
from .readings import READERS, Evidence
from .rules import Interval, Rounding


@dataclass(frozen=True)
class Counted:
    """What a value is made of, however it was found."""

    value: Decimal
    inputs_hash: str
    interval: Interval | None = None
    n: int | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    rows: int | None = None

    @classmethod
    def from_evidence(cls, evidence: Evidence, *, rounding: str, places: int) -> "Counted":
        return cls(
            Rounding(rounding).to(places, evidence.value),
            evidence.fingerprint(),
            interval=evidence.interval,
            n=evidence.n,
            numerator=evidence.numerator,
            denominator=evidence.denominator,
            rows=evidence.count,
        )

    @classmethod
    def from_observation(cls, observation: Observation, *, survey: bool) -> "Counted":
        interval = interval_of(observation) if survey else None
        return cls(observation.value, fingerprint_of(observation), interval=interval, n=observation.n)

    def same_as(self, kept: IndicatorValue) -> bool:
        """Whether it is the kept value, to the six decimals that are kept."""
        low, high = (self.interval.low, self.interval.high) if self.interval else (None, None)
        pairs = (
            (self.value, kept.value),
            (self.numerator, kept.numerator),
            (self.denominator, kept.denominator),
            (low, kept.low),
            (high, kept.high),
        )
        return (self.n, self.rows) == (kept.n, kept.rows) and all(_cut(ours) == _cut(theirs) for ours, theirs in pairs)


@dataclass(frozen=True)
class Recount:
    """A kept value beside the same value counted again."""

    kept: IndicatorValue
    again: Counted | None

    @property
    def same_inputs(self) -> bool:
        return self.again is not None and self.again.inputs_hash == self.kept.inputs_hash

    @property
    def agrees(self) -> bool:
        return self.again is not None and self.again.same_as(self.kept)


def fingerprint_lines_of(observation: Observation) -> Iterator[str]:
    """What a published figure's fingerprint is taken of."""
    yield f"{observation.indicator.key},{observation.day},{observation.kind}\n"
    yield f"{_cut(observation.value)},{observation.n or ''},{_cut(observation.deff)}\n"
    yield f"{observation.source}\n"


def fingerprint_of(observation: Observation) -> str:
    return hashlib.sha256("".join(fingerprint_lines_of(observation)).encode()).hexdigest()


@transaction.atomic
def keep_values(on: date, *, at: datetime) -> list[IndicatorValue]:
    """Keep the values of a day that has ended. Kept once already: nothing happens."""
    figures = [figure for figure in the_plan(on).figures if figure.value is not None and figure.definition]
    days = [figure.day for figure in figures if figure.day]
    firsts = IndicatorValue.objects.filter(on__in=days, restated_because="").values_list("indicator_id", "on")
    there = set(firsts)
    new = [value_of_figure(figure, at=at) for figure in figures if (figure.indicator.pk, figure.day) not in there]
    return IndicatorValue.objects.bulk_create(new)


def value_of_figure(figure: Figure, *, at: datetime, because: str = "") -> IndicatorValue:
    """A figure as a value to keep; not saved yet."""
    day, kind = figure.day, figure.kind
    if figure.definition is None or day is None or kind is None:
        raise ValueError(f"{figure.indicator.key} has no value to keep.")
    counted = _counted(figure, figure.definition)
    return IndicatorValue(
        indicator=figure.indicator,
        definition=figure.definition,
        on=day,
        kind=kind,
        invented=figure.invented,
        value=counted.value,
        numerator=counted.numerator,
        denominator=counted.denominator,
        n=counted.n,
        low=counted.interval.low if counted.interval else None,
        high=counted.interval.high if counted.interval else None,
        breakdown={key: str(number) for key, number in figure.breakdown.items()},
        rows=counted.rows,
        inputs_hash=counted.inputs_hash,
        computed_at=at,
        restated_because=because,
    )


def _counted(figure: Figure, definition: IndicatorDefinition) -> Counted:
    if figure.evidence is not None:
        return Counted.from_evidence(figure.evidence, rounding=definition.rounding, places=figure.indicator.places)
    assert figure.current is not None
    return Counted.from_observation(figure.current.observation, survey=figure.is_survey)


def recount(kept: IndicatorValue) -> Recount:
    """Count a kept value again, by the definition it was kept by, from what stands in the records today."""
    if kept.kind == "computed" and kept.rows is not None:
        return Recount(kept, _counted_again(kept))
    return Recount(kept, _published_again(kept))


def recounts(indicators: set[int] | None = None, *, since: date | None = None) -> Iterator[Recount]:
    """All kept values, counted again one after the other."""
    kept = IndicatorValue.objects.select_related("indicator", "definition").order_by("on", "pk")
    if since is not None:
        kept = kept.filter(on__gte=since)
    if indicators is not None:
        kept = kept.filter(indicator__in=indicators)
    return (recount(value) for value in kept.iterator(chunk_size=500))


def _counted_again(kept: IndicatorValue) -> Counted | None:
    if kept.definition.reading not in READERS:
        return None
    evidence = READERS[kept.definition.reading](kept.on)
    if evidence is None:
        return None
    return Counted.from_evidence(evidence, rounding=kept.definition.rounding, places=kept.indicator.places)


def _published_again(kept: IndicatorValue) -> Counted | None:
    """As it was known on the day it was kept: a later correction does not make the kept value wrong."""
    observations = kept.indicator.observations.select_related("indicator", "corrects", "corrected_by")
    for one in reversed(known_on(observations, timezone.localdate(kept.computed_at))):
        if one.observation.day == kept.on and one.observation.kind == kept.kind:
            return Counted.from_observation(one.observation, survey=kept.indicator.nature == "survey")
    return None


def _cut(number: Decimal | None) -> Decimal | None:
    return None if number is None else Rounding.HALF_UP.to(6, number)


@dataclass(frozen=True)
class Change:
    """What a day brought: the difference of the value, and a few of the records that came or went."""

    before: Decimal
    now: Decimal
    came: tuple[str, ...]
    went: tuple[str, ...]

    @property
    def difference(self) -> Decimal:
        return self.now - self.before


MOST_NAMED = 10


def change_since_yesterday(figure: Figure) -> Change | None:
    """What changed since the day before, for a figure that is counted live; None where it is not."""
    if figure.evidence is None or figure.definition is None or figure.counted_on is None:
        return None
    before = READERS[figure.definition.reading](figure.counted_on - timedelta(days=1))
    if before is None or figure.value is None:
        return None
    value = Rounding(figure.definition.rounding).to(figure.indicator.places, before.value)
    return Change(
        before=value,
        now=figure.value,
        came=_names(figure.evidence, without=before),
        went=_names(before, without=figure.evidence),
    )


def _names(evidence: Evidence, *, without: Evidence) -> tuple[str, ...]:
    """Rows of one evidence that the other lacks, by name, where rows may be shown at all."""
    if not evidence.columns:
        return ()
    apart = evidence.records.exclude(pk__in=without.records.order_by().values("pk"))
    return tuple(str(row) for row in apart.order_by("-pk")[:MOST_NAMED])

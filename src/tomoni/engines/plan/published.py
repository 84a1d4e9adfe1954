"""What was published of an indicator, as known on a day: figures with their corrections, targets, definitions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from .models import Indicator, IndicatorDefinition, IndicatorValue, Kind, Observation, Restatement, Span, Target
from .rules import Interval, wilson

HUNDRED = Decimal(100)
BEST_FIRST = [Kind.RESTATED, Kind.OBSERVED, Kind.COMPUTED, Kind.INVENTED, Kind.BASELINE]


@dataclass(frozen=True)
class Published:
    """A published figure: as it was first published, as it is known now, and the correction between the two."""

    observation: Observation
    first: Observation
    correction: Restatement | None = None

    @property
    def is_kept(self) -> bool:
        """Whether it was counted here and kept, and not published by anybody."""
        return self.observation.pk is None


def with_kept(known: list[Published], indicator: Indicator, on: date) -> list[Published]:
    """What was published, and between it the values that were counted at the ends of fiscal years and kept."""
    there = {one.observation.day for one in known}
    kept: dict[date, IndicatorValue] = {value.on: value for value in getattr(indicator, "kept_at_year_ends", ())}
    counted = [_as_published(value, indicator) for day, value in kept.items() if day <= on and day not in there]
    return sorted([*known, *counted], key=lambda one: one.observation.day)


def _as_published(value: IndicatorValue, indicator: Indicator) -> Published:
    kind = Kind.INVENTED if value.invented else Kind.COMPUTED
    observation = Observation(
        indicator=indicator,
        kind=kind,
        value=value.value,
        day=value.on,
        span=Span.YEAR,
        n=value.n,
        breakdown=value.breakdown,
        source=_("記録から数えた値"),
    )
    return Published(observation, observation)


def known_on(observations: Iterable[Observation], on: date) -> list[Published]:
    """The published figures of days up to `on`, each in the form that was known then; by day, the best last."""
    every = {observation.pk: observation for observation in observations}
    firsts = [one for one in every.values() if one.day <= on and not hasattr(one, "corrects")]
    known = [_as_known(first, every, on) for first in firsts]
    return sorted(known, key=lambda one: (one.observation.day, -BEST_FIRST.index(Kind(one.observation.kind))))


def _as_known(first: Observation, every: dict[int, Observation], on: date) -> Published:
    standing, correction = first, None
    while (found := getattr(standing, "corrected_by", None)) and found.on <= on:
        standing, correction = every[found.now_id], found
    return Published(standing, first, correction)


def definition_on(definitions: Iterable[IndicatorDefinition], on: date) -> IndicatorDefinition | None:
    """The version that held on a day; before the first, the first."""
    versions = sorted(definitions, key=lambda version: version.valid_from)
    valid = [version for version in versions if version.valid_from <= on]
    return valid[-1] if valid else next(iter(versions), None)


def target_on(targets: Iterable[Target], on: date) -> Target | None:
    """The target that held on a day; before the first was decided, the first."""
    decided = sorted(targets, key=lambda target: (target.begins, target.decided_on))
    holding = [target for target in decided if target.holds(on)]
    return holding[-1] if holding else next(iter(decided), None)


def interval_of(observation: Observation, *, assumed_n: int | None = None) -> Interval | None:
    """The interval of a published survey figure in per cent; with an assumed size where none was published."""
    n = observation.n or assumed_n
    if not n or not 0 <= observation.value <= HUNDRED:
        return None
    return wilson(observation.value / HUNDRED, n, deff=observation.deff).times(HUNDRED)

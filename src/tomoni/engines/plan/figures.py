"""A figure: everything that can be said of one indicator on one day, as it was known on that day.

Where a service is live, the value is counted from its records (`computed`), and what was published stands beside it;
else the latest published figure is the value. Corrections count from the day on which they were made: asked for an
earlier day, the figure is answered as everybody knew it then. A corrected baseline is judged twice, as it is known now
and as it was first published.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from .models import Indicator, IndicatorDefinition, Kind, Nature, Observation, Span, Target
from .moments import end_of, fiscal_year_of
from .published import Published, definition_on, interval_of, known_on, target_on, with_kept
from .readings import READERS, Evidence
from .rules import (
    Direction,
    Interval,
    Judgement,
    Path,
    Point,
    Projection,
    Rounding,
    Z,
    chance_of_noticing,
    judge,
    needed_sample,
    project,
    smallest_change,
    wilson,
)

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Realism:
    """What a survey of the planned size can say about a target."""

    n: int
    deff: Decimal
    chance: Decimal
    needed: int | None
    smallest: Decimal
    change: Decimal
    target_in_interval: bool


@dataclass(frozen=True)
class Figure:
    """One indicator on one day."""

    indicator: Indicator
    asked: date
    share: Decimal
    definition: IndicatorDefinition | None
    baseline: Published | None
    target: Target | None
    history: tuple[Published, ...] = ()
    current: Published | None = None
    evidence: Evidence | None = field(default=None, repr=False)
    counted_on: date | None = None

    # The value

    @cached_property
    def value(self) -> Decimal | None:
        if self.evidence is not None:
            rounding = Rounding(self.definition.rounding) if self.definition else Rounding.HALF_UP
            return rounding.to(self.indicator.places, self.evidence.value)
        return None if self.current is None else self.placed(self.current.observation.value)

    @property
    def kind(self) -> str | None:
        if self.evidence is not None:
            return Kind.COMPUTED.value
        return self.current.observation.kind if self.current else None

    @property
    def invented(self) -> bool:
        """Whether the value is made up, or any of the records it was counted from."""
        return self.evidence.invented if self.evidence is not None else self.kind == Kind.INVENTED

    @property
    def day(self) -> date | None:
        """The day the value is of."""
        if self.evidence is not None:
            return self.counted_on
        return self.current.observation.day if self.current else None

    @property
    def span(self) -> str:
        if self.evidence is None and self.current is not None:
            return self.current.observation.span
        return Span.YEAR.value if self.indicator.nature == Nature.YEARLY else Span.DAY.value

    @cached_property
    def interval(self) -> Interval | None:
        """The 95 % interval of a survey's value."""
        if self.evidence is not None:
            return self.evidence.interval
        return interval_of(self.current.observation) if self.current and self.is_survey else None

    @property
    def n(self) -> int | None:
        if self.evidence is not None:
            return self.evidence.n
        return self.current.observation.n if self.current else None

    @property
    def breakdown(self) -> Mapping[str, Decimal | int | str]:
        if self.evidence is not None:
            return self.evidence.breakdown
        return self.current.observation.breakdown if self.current else {}

    @property
    def is_survey(self) -> bool:
        return self.indicator.nature == Nature.SURVEY

    @property
    def baseline_value(self) -> Decimal | None:
        return self.placed(self.baseline.observation.value) if self.baseline else None

    @property
    def target_value(self) -> Decimal | None:
        return self.placed(self.target.value) if self.target else None

    # The way to the target

    @cached_property
    def path(self) -> Path | None:
        return self._path(self.baseline.observation if self.baseline else None)

    @cached_property
    def judgement(self) -> Judgement:
        return self._judged(self.path)

    @cached_property
    def as_published(self) -> Judgement | None:
        """The verdict against the baseline as first published; None when the baseline was never corrected."""
        if self.baseline is None or self.baseline.correction is None:
            return None
        return self._judged(self._path(self.baseline.first))

    @property
    def left(self) -> Decimal | None:
        """What is missing to the target, never below zero."""
        if self.value is None or self.target is None:
            return None
        missing = abs(self.target.value - self.value)
        return Decimal(0) if self.path and self.path.at_or_past(self.value) else missing

    @cached_property
    def required_per_year(self) -> Decimal | None:
        if self.path is None or self.value is None or self.day is None:
            return None
        return self.path.required_per_year(self.value, self.day)

    @cached_property
    def projection(self) -> Projection | None:
        """Where the value would come to by the target's day if things go on as they did."""
        if self.target is None or self.day is None or self.target.day <= self.day:
            return None
        begins = self.baseline.observation.day if self.baseline else date.min
        return project([point for point in self.points if begins <= point.on <= self.day], on=self.target.day)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """All figures known of days up to the value's, oldest first: no parts of years, today's count the last."""
        known = [*([self.baseline] if self.baseline else []), *self.history]
        points = {
            one.observation.day: _point(one.observation, self.indicator)
            for one in known
            if not one.observation.year_so_far and (self.day is None or one.observation.day <= self.day)
        }
        if self.evidence is not None and self.value is not None and self.day is not None:
            points[self.day] = Point(self.day, self.value, _error_of(self.interval))
        return tuple(points[on] for on in sorted(points))

    @cached_property
    def realism(self) -> Realism | None:
        """For surveys: whether the planned survey would notice that the target was reached."""
        if self.baseline is None or self.target is None or not self.is_survey or not self.indicator.planned_n:
            return None
        return realism_of(self.indicator, self.baseline.observation.value, self.target.value, self.interval)

    @property
    def contradicted(self) -> bool:
        return bool(self.path and self.path.contradicts)

    def placed(self, value: Decimal) -> Decimal:
        """A published number with the indicator's places; published digits beyond them are kept."""
        digits = -int(value.normalize().as_tuple().exponent)
        return value.quantize(Decimal(1).scaleb(-max(self.indicator.places, digits, 0)))

    def _path(self, baseline: Observation | None) -> Path | None:
        if baseline is None or self.target is None:
            return None
        direction = Direction(self.indicator.direction)
        return Path(baseline.value, self.target.value, baseline.day, self.target.day, direction)

    def _judged(self, path: Path | None) -> Judgement:
        on = self.day or self.asked
        return judge(path, self.value, on=on, interval=self.interval, share=self.share)


def realism_of(indicator: Indicator, baseline: Decimal, target: Decimal, interval: Interval | None) -> Realism:
    """What surveys of the indicator's planned size can say about a change from `baseline` to `target` per cent."""
    before, after = baseline / HUNDRED, target / HUNDRED
    n, deff = indicator.planned_n or 1, indicator.planned_deff
    today = interval or wilson(before, n, deff=deff).times(HUNDRED)
    return Realism(
        n=n,
        deff=deff,
        chance=chance_of_noticing(before, after, n, deff=deff),
        needed=needed_sample(before, after, deff=deff),
        smallest=smallest_change(before, n, deff=deff) * HUNDRED,
        change=target - baseline,
        target_in_interval=target in today,
    )


def figure_of(indicator: Indicator, on: date, *, share: Decimal) -> Figure:
    """The figure on a day. Uses what is prefetched; asks the service's reading when it is live."""
    definition = definition_on(indicator.definitions.all(), on)
    known = known_on(indicator.observations.all(), on)
    baseline = next((one for one in known if one.first.kind == Kind.BASELINE), None)
    figures = tuple(with_kept([one for one in known if one.first.kind != Kind.BASELINE], indicator, on))
    target = target_on(indicator.targets.all(), on)
    bare = Figure(indicator, on, share, definition, baseline, target, history=figures)
    evidence, counted_on = _counted(bare)
    current = _latest(bare)
    return Figure(
        indicator,
        on,
        share,
        definition,
        baseline,
        target,
        history=figures,
        current=current,
        evidence=evidence,
        counted_on=counted_on,
    )


def _counted(bare: Figure) -> tuple[Evidence | None, date | None]:
    """The live reading of the asked day. A yearly figure is of the last full year, or of this one once reached."""
    key = bare.definition.reading if bare.definition else ""
    if key not in READERS:
        return None, None
    if bare.indicator.nature != Nature.YEARLY or bare.asked == end_of(fiscal_year_of(bare.asked)):
        return READERS[key](bare.asked), bare.asked
    so_far = READERS[key](bare.asked)
    if so_far is not None and bare.path and not bare.path.contradicts and bare.path.at_or_past(so_far.value):
        return so_far, bare.asked
    full_year = end_of(fiscal_year_of(bare.asked) - 1)
    return READERS[key](full_year), full_year


def _latest(bare: Figure) -> Published | None:
    """The newest published figure after the baseline. Part of a year counts only when it is enough already."""
    begins = bare.baseline.observation.day if bare.baseline else date.min
    for one in reversed(bare.history):
        observation = one.observation
        if observation.day <= begins:
            return None
        if one.is_kept:
            continue
        if not observation.year_so_far or (bare.path and bare.path.at_or_past(observation.value)):
            return one
    return None


def _point(observation: Observation, indicator: Indicator) -> Point:
    interval = interval_of(observation, assumed_n=indicator.assumed_n) if indicator.nature == Nature.SURVEY else None
    return Point(observation.day, observation.value, _error_of(interval))


def _error_of(interval: Interval | None) -> Decimal | None:
    """The standard error behind an interval."""
    return interval.half_width / Z if interval else None

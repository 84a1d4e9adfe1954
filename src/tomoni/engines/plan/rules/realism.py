"""What a target asks for, before it is set: could anybody notice it, was it ever that fast, is it possible at all.

A finding warns and never forbids. For shares in a survey the chance of noticing (power) and the needed number of
answers come from the two-proportion test with pooled variance, 5 %, no finite population factor; the planned design
effect divides the number of answers. From 17.6 to 20.0 % with 1,000 answers each time the chance is 0.28, and 4,159
answers are needed for a chance of 0.8 (unpooled: 4,156).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .paths import Direction, Path
from .projections import Point
from .steps import Step, best_step, within, yearly_steps
from .surveys import Interval, chance_of_noticing, needed_sample, smallest_change, wilson
from .verdicts import Judgement, judge

FORMULA = "two-proportion test, pooled variance, 5 %, no finite population factor"
LIKELY = Decimal("0.8")
LATELY = 3  # years
HUNDRED = Decimal(100)


class Finding(StrEnum):
    """What should make somebody think before a target is set. The screens have the words."""

    CONTRADICTS = "contradicts"  # worse than the baseline
    STANDS_STILL = "stands_still"  # the same as the baseline
    ALREADY_THERE = "already_there"  # today's figure is there, or past it
    EASIER_THAN_BEFORE = "easier_than_before"  # asks for less than the target that stands
    BEYOND_POSSIBLE = "beyond_possible"  # more than there are
    BELOW_NOTHING = "below_nothing"
    HARDLY_NOTICED = "hardly_noticed"  # the planned survey would probably not notice
    WITHIN_NOISE = "within_noise"  # the step is smaller than the error of a change between two surveys
    IN_TODAYS_INTERVAL = "in_todays_interval"
    ONE_LAST_DIGIT = "one_last_digit"  # the step is one unit of the last digit: rounding alone may make it
    FASTER_THAN_EVER = "faster_than_ever"  # each year must bring more than the best year did
    FASTER_THAN_LATELY = "faster_than_lately"


@dataclass(frozen=True)
class Sample:
    """The survey as it is planned: answers each time, and how much the design widens the error."""

    n: int
    deff: Decimal = Decimal(1)


@dataclass(frozen=True)
class Known:
    """What is known of an indicator when a target is set. `points` are its figures from year to year."""

    baseline: Point
    direction: Direction
    points: tuple[Point, ...] = ()
    latest: Point | None = None
    interval: Interval | None = None  # of the latest, in its own unit
    places: int = 0
    floor: Decimal | None = None
    ceiling: Decimal | None = None
    target: Decimal | None = None  # the one that stands
    sample: Sample | None = None  # for shares in per cent

    @property
    def now(self) -> Point:
        return self.latest or self.baseline


@dataclass(frozen=True)
class Noticing:
    """Whether surveys of the planned size would notice the step from the baseline to the target. All in points."""

    sample: Sample
    chance: Decimal
    needed: int | None
    step: Decimal
    half_width: Decimal  # of one survey at the baseline
    smallest: Decimal  # change between two surveys that can be told from none


@dataclass(frozen=True)
class Rates:
    """What each year must bring, what the last years brought, and what the best year did."""

    required: Decimal
    lately: Decimal | None
    lately_years: int
    best: Step | None


@dataclass(frozen=True)
class Examined:
    """Everything a target was held against, and what there is to warn of."""

    path: Path
    judgement: Judgement
    noticing: Noticing | None
    rates: Rates | None
    warnings: tuple[Finding, ...]


def examine(known: Known, *, target: Decimal, day: date, share: Decimal = LIKELY) -> Examined:
    """Hold a target for `day` against what is known. `share` is the city's for "on the way"."""
    path = Path(known.baseline.value, target, known.baseline.on, day, known.direction)
    latest = known.latest
    judgement = judge(
        path,
        latest.value if latest else None,
        on=latest.on if latest else known.baseline.on,
        interval=known.interval,
        share=share,
    )
    noticing, rates = _noticing(known, target), _rates(known, path)
    found = {
        Finding.CONTRADICTS: path.contradicts,
        Finding.STANDS_STILL: not path.distance,
        Finding.ALREADY_THERE: latest is not None and path.at_or_past(latest.value) and not path.contradicts,
        Finding.EASIER_THAN_BEFORE: known.target is not None and target != known.target
        and path.at_or_past(known.target),
        Finding.BEYOND_POSSIBLE: known.ceiling is not None and target > known.ceiling,
        Finding.BELOW_NOTHING: known.floor is not None and target < known.floor,
        **_survey_findings(known, target, noticing),
        Finding.ONE_LAST_DIGIT: known.sample is None and bool(known.places) and bool(path.distance)
        and abs(path.distance) <= Decimal(1).scaleb(-known.places),
        **_rate_findings(path, rates),
    }  # fmt: skip
    return Examined(path, judgement, noticing, rates, tuple(finding for finding, holds in found.items() if holds))


def _noticing(known: Known, target: Decimal) -> Noticing | None:
    sample, baseline = known.sample, known.baseline.value
    if sample is None or not (0 <= target <= HUNDRED and 0 <= baseline <= HUNDRED):
        return None
    before, after = baseline / HUNDRED, target / HUNDRED
    return Noticing(
        sample,
        chance=chance_of_noticing(before, after, sample.n, deff=sample.deff),
        needed=needed_sample(before, after, deff=sample.deff),
        step=abs(target - baseline),
        half_width=wilson(before, sample.n, deff=sample.deff).half_width * HUNDRED,
        smallest=smallest_change(before, sample.n, deff=sample.deff) * HUNDRED,
    )


def _rates(known: Known, path: Path) -> Rates | None:
    required = path.required_per_year(known.now.value, known.now.on)
    if required is None:
        return None
    window = within(known.points, years=LATELY)
    steps = yearly_steps(window)
    lately = Step(steps[0].since, steps[-1].until) if steps else None
    return Rates(
        required,
        lately=lately.per_year if lately else None,
        lately_years=round(lately.years) if lately else 0,
        best=best_step(yearly_steps(known.points), path.direction),
    )


def _survey_findings(known: Known, target: Decimal, noticing: Noticing | None) -> dict[Finding, bool]:
    inside = known.interval is not None and target in known.interval
    if noticing is None:
        return {Finding.IN_TODAYS_INTERVAL: inside}
    return {
        Finding.HARDLY_NOTICED: noticing.chance < LIKELY,
        Finding.WITHIN_NOISE: noticing.step <= noticing.smallest,
        Finding.IN_TODAYS_INTERVAL: inside,
    }


def _rate_findings(path: Path, rates: Rates | None) -> dict[Finding, bool]:
    if rates is None or not rates.required:
        return {}
    sign = 1 if path.direction is Direction.HIGHER else -1
    faster_than_ever = rates.best is not None and sign * rates.required > sign * rates.best.per_year
    faster_than_lately = rates.lately is not None and sign * rates.required > sign * rates.lately
    return {
        Finding.FASTER_THAN_EVER: faster_than_ever,
        Finding.FASTER_THAN_LATELY: faster_than_lately and not faster_than_ever,
    }

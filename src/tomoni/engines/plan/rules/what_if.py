"""If the pace of the last years holds, and what it would take: conditional arithmetic, not a forecast.

The pace of the last k years is the whole change over them per year. Carried on to the target's day it gives a value;
the band runs from the slowest to the fastest of those years carried on, and for surveys at least as wide as sampling
error alone makes it. There is no answer with fewer than three figures, and none where a survey's change over those
years cannot be told from no change at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .paths import Direction, Path, years_between
from .projections import Point
from .steps import Step, best_step, within, yearly_steps
from .surveys import Interval, Z
from .verdicts import Judgement, judge

FEWEST = 3
YEARS = (2, 3, 4, 5)


class Silence(StrEnum):
    """Why there is no answer."""

    NO_TARGET = "no_target"
    NO_FIGURE = "no_figure"
    TIME_IS_UP = "time_is_up"
    TOO_FEW = "too_few"
    WITHIN_NOISE = "within_noise"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True)
class Pace:
    """How a figure moved over some years, and where it would come to."""

    per_year: Decimal
    slowest: Step
    fastest: Step
    value: Decimal
    band: Interval
    judgement: Judgement


@dataclass(frozen=True)
class Needed:
    """What each year must bring from now on. `times` is how many times the best year that is; None without one."""

    per_year: Decimal
    years: Decimal
    best: Step | None
    times: Decimal | None


@dataclass(frozen=True)
class WhatIf:
    """Both questions for one indicator. Where an answer is missing, `silence` says why."""

    years: int
    on: date | None
    pace: Pace | None = None
    needed: Needed | None = None
    silence: Silence | None = None
    points: tuple[Point, ...] = ()


def what_if(path: Path | None, points: Iterable[Point], *, years: int, share: Decimal) -> WhatIf:
    """Carry the pace of the last `years` years on to the end of the path."""
    known = tuple(sorted(points, key=lambda point: point.on))
    if path is None:
        return WhatIf(years, None, silence=Silence.NO_TARGET)
    needed = what_it_takes(path, known)
    silence = _silence(path, known)
    window = within(known, years=years)
    if silence is None and len(window) < FEWEST:
        silence = Silence.TOO_FEW
    if silence is None and swallowed(window):
        silence = Silence.WITHIN_NOISE
    if silence is not None:
        return WhatIf(years, path.ends, needed=needed, silence=silence, points=window)
    return WhatIf(years, path.ends, pace=_pace(path, window, share=share), needed=needed, points=window)


def what_it_takes(path: Path, points: tuple[Point, ...]) -> Needed | None:
    """The yearly change that is needed from the newest figure on, beside the best year there ever was."""
    if not points:
        return None
    now = points[-1]
    required = path.required_per_year(now.value, now.on)
    if required is None:
        return None
    best = best_step(yearly_steps(points), path.direction)
    forward = best is not None and (best.per_year > 0) == (path.direction is Direction.HIGHER) and best.per_year != 0
    times = required / best.per_year if best is not None and forward else None
    return Needed(required, years_between(now.on, path.ends), best, times)


def swallowed(points: tuple[Point, ...]) -> bool:
    """Whether the change of a survey over these years cannot be told from none."""
    first, last = points[0], points[-1]
    if first.error is None and last.error is None:
        return False
    error = ((first.error or Decimal(0)) ** 2 + (last.error or Decimal(0)) ** 2).sqrt()
    return abs(last.value - first.value) <= Z * error


def _silence(path: Path, known: tuple[Point, ...]) -> Silence | None:
    if not known:
        return Silence.NO_FIGURE
    if path.contradicts:
        return Silence.CONTRADICTS
    if known[-1].on >= path.ends:
        return Silence.TIME_IS_UP
    return None


def _pace(path: Path, window: tuple[Point, ...], *, share: Decimal) -> Pace:
    first, last = window[0], window[-1]
    whole, ahead = Step(first, last), years_between(last.on, path.ends)
    steps = yearly_steps(window) or (whole,)
    slowest = min(steps, key=lambda step: step.per_year)
    fastest = max(steps, key=lambda step: step.per_year)
    value = last.value + whole.per_year * ahead
    half = Z * _error_ahead(first, last, ahead / whole.years)
    ends = [last.value + step.per_year * ahead for step in (slowest, fastest, whole)]
    band = Interval(min(*ends, value - half), max(*ends, value + half))
    judgement = judge(path, value, on=path.ends, interval=band if band.high > band.low else None, share=share)
    return Pace(whole.per_year, slowest, fastest, value, band, judgement)


def _error_ahead(first: Point, last: Point, times: Decimal) -> Decimal:
    """The sampling error of last + (last − first) · times."""
    errors = (first.error or Decimal(0), last.error or Decimal(0))
    return ((times * errors[0]) ** 2 + ((1 + times) * errors[1]) ** 2).sqrt()

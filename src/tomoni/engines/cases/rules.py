"""The lawful clock. Plain Python: days come in, days come out.

Counting follows the law: the first day is not counted (民法 第140条), days on which the city hall is closed are not
(地方自治法 第4条の2), and neither are days on which the city waits for a correction (行政手続法 第6条) or on which
another office has the case on its way here (経由): those are counted against that office.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil

IsOpen = Callable[[date], bool]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Pause:
    """The clock rests from the day after the request until the day of the answer, or of the period's end.

    `away`: not the applicant, but another office has the case.
    """

    asked_on: date
    until: date
    away: bool = False

    def covers(self, day: date) -> bool:
        return self.asked_on < day <= self.until


class Mark(StrEnum):
    """What a day is to the clock."""

    ARRIVAL = "arrival"
    COUNTED = "counted"
    PAUSED = "paused"
    AWAY = "away"
    CLOSED = "closed"
    LEFT = "left"
    OVER = "over"


@dataclass(frozen=True)
class Day:
    day: date
    mark: Mark
    nth: int = 0
    today: bool = False


@dataclass(frozen=True)
class Clock:
    """How a lawful period stands on a day. `days` runs from the arrival to the last day, or to today when late."""

    within: int
    due_on: date
    counted: int
    days: tuple[Day, ...]
    resting: bool

    @property
    def left(self) -> int:
        return max(self.within - self.counted, 0)

    @property
    def over(self) -> int:
        """Opening days beyond the period."""
        return max(self.counted - self.within, 0)


def due_on(arrived_on: date, within: int, pauses: Sequence[Pause], is_open: IsOpen) -> date:
    """The last day of a period of `within` opening days."""
    day, counted = arrived_on, 0
    while counted < within:
        day += ONE_DAY
        counted += _counts(day, pauses, is_open)
    return day


def clock_on(today: date, arrived_on: date, within: int, pauses: Sequence[Pause], is_open: IsOpen) -> Clock:
    """The clock as it stands on `today`, with every weekday of its calendar."""
    last = due_on(arrived_on, within, pauses, is_open)
    days, nth, counted = [], 0, 0
    day = arrived_on
    while day <= max(last, today):
        counts = day != arrived_on and _counts(day, pauses, is_open)
        nth += counts
        counted += counts and day <= today
        if day.weekday() < 5 or day == today:
            mark = _mark(day, arrived_on, today, last, counts=counts, rests=_rest(day, pauses))
            days.append(Day(day, mark, nth if counts else 0, today=day == today))
        day += ONE_DAY
    return Clock(within, last, counted, tuple(days), resting=any(pause.covers(today) for pause in pauses))


def percentile(values: Sequence[int], share: float) -> int | None:
    """The smallest value that at least this share of them does not exceed (nearest rank); None of nothing."""
    ordered = sorted(values)
    return ordered[max(ceil(share * len(ordered)), 1) - 1] if ordered else None


def _rest(day: date, pauses: Sequence[Pause]) -> Pause | None:
    return next((pause for pause in pauses if pause.covers(day)), None)


def _counts(day: date, pauses: Sequence[Pause], is_open: IsOpen) -> bool:
    return is_open(day) and not any(pause.covers(day) for pause in pauses)


def _mark(day: date, arrived_on: date, today: date, last: date, *, counts: bool, rests: Pause | None) -> Mark:
    if day == arrived_on:
        return Mark.ARRIVAL
    if not counts:
        return Mark.CLOSED if rests is None else Mark.AWAY if rests.away else Mark.PAUSED
    if day > last:
        return Mark.OVER
    return Mark.COUNTED if day <= today else Mark.LEFT

"""The straight way from a baseline to a target, and where a figure stands on it.

The direction comes out by itself: from 9.1 down to 8.6, a figure of 8.9 stands at 0.4. A baseline of zero is a
baseline like any other. What has no answer is None: the position when the target equals the baseline, or when the
target lies on the wrong side of the baseline.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

DAYS_OF_A_YEAR = Decimal("365.25")


def years_between(since: date, until: date) -> Decimal:
    """Years from a day to a later one: whole between equal days of the calendar, whatever leap days lie between."""
    if (since.month, since.day) == (until.month, until.day):
        return Decimal(until.year - since.year)
    return Decimal((until - since).days) / DAYS_OF_A_YEAR


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True)
class Path:
    """From `baseline` at the end of its year to `target` at the end of the target's."""

    baseline: Decimal
    target: Decimal
    begins: date
    ends: date
    direction: Direction = Direction.HIGHER

    def __post_init__(self) -> None:
        if self.ends <= self.begins:
            raise ValueError(f"A target must lie after its baseline ({self.begins} – {self.ends}).")

    @property
    def distance(self) -> Decimal:
        return self.target - self.baseline

    @property
    def contradicts(self) -> bool:
        """Whether reaching the target would make things worse, as after a correction of the baseline."""
        return self.distance < 0 if self.direction is Direction.HIGHER else self.distance > 0

    def at_or_past(self, value: Decimal) -> bool:
        return value >= self.target if self.direction is Direction.HIGHER else value <= self.target

    def position(self, value: Decimal) -> Decimal | None:
        """0 at the baseline, 1 at the target, more beyond it."""
        if self.contradicts or not self.distance:
            return None
        return (value - self.baseline) / self.distance

    def expected(self, on: date) -> Decimal:
        """The share of the time that had passed on a day, between 0 and 1."""
        passed = Decimal((on - self.begins).days) / (self.ends - self.begins).days
        return min(max(passed, Decimal(0)), Decimal(1))

    def expected_value(self, on: date) -> Decimal:
        """Where a figure would stand that came forward evenly."""
        return self.baseline + self.distance * self.expected(on)

    def pace(self, value: Decimal, on: date) -> Decimal | None:
        """How far ahead of the time (positive) or behind it (negative), as a share of the whole way."""
        position = self.position(value)
        return None if position is None else position - self.expected(on)

    def required_per_year(self, value: Decimal, on: date) -> Decimal | None:
        """What each remaining year must bring; 0 once there, None when no time is left or no way leads there."""
        if self.contradicts or on >= self.ends:
            return None
        if self.at_or_past(value):
            return Decimal(0)
        return (self.target - value) / years_between(on, self.ends)

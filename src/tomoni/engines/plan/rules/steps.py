"""How a figure moved from year to year: the pace that was, and the best year that ever was.

A step joins a figure to the newest one at least ten months before it; figures that lie closer together (a live count
of today beside last month's) make no year of their own. Changes are per year, so a gap of two years counts half.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from .paths import DAYS_OF_A_YEAR, Direction, years_between
from .projections import Point

NEARLY_A_YEAR = timedelta(days=300)
SOME_WEEKS = timedelta(days=45)


@dataclass(frozen=True)
class Step:
    """The change between two figures, per year."""

    since: Point
    until: Point

    @property
    def years(self) -> Decimal:
        return years_between(self.since.on, self.until.on)

    @property
    def per_year(self) -> Decimal:
        return (self.until.value - self.since.value) / self.years


def yearly_steps(points: Iterable[Point]) -> tuple[Step, ...]:
    """The steps from year to year, oldest first."""
    ordered = sorted(points, key=lambda point: point.on)
    steps = []
    for place, point in enumerate(ordered):
        before = [one for one in ordered[:place] if point.on - one.on >= NEARLY_A_YEAR]
        if before:
            steps.append(Step(before[-1], point))
    return tuple(steps)


def best_step(steps: Sequence[Step], direction: Direction) -> Step | None:
    """The year in which the figure came furthest in the good direction."""
    sign = 1 if direction is Direction.HIGHER else -1
    return max(steps, key=lambda step: sign * step.per_year, default=None)


def within(points: Iterable[Point], *, years: int) -> tuple[Point, ...]:
    """The points of the last `years` years, with the one they begin at."""
    ordered = sorted(points, key=lambda point: point.on)
    if not ordered:
        return ()
    begins = ordered[-1].on - timedelta(days=round(years * DAYS_OF_A_YEAR)) - SOME_WEEKS
    return tuple(point for point in ordered if point.on >= begins)

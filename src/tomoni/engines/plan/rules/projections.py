"""Where a figure would come to if it went on as it did: a straight line through what is known, with a band.

The line is the least-squares line over time. The band is where the figure of that day would lie 95 times in a hundred
if the past scatter goes on (Student's t), or, where it is wider, what the sampling error of surveys alone makes. It is
arithmetic about the past, not a forecast: four figures at least, or there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .surveys import Interval, Z

FEWEST = 4
# Student's t, two-sided 95 %, for 1, 2, 3 … degrees of freedom; beyond the table the normal value is near enough.
# fmt: off
STUDENT = tuple(Decimal(thousandths).scaleb(-3) for thousandths in (
    12706, 4303, 3182, 2776, 2571, 2447, 2365, 2306, 2262, 2228, 2201, 2179, 2160, 2145, 2131,
    2120, 2110, 2101, 2093, 2086, 2080, 2074, 2069, 2064, 2060, 2056, 2052, 2048, 2045, 2042,
))
# fmt: on


@dataclass(frozen=True)
class Point:
    """A known figure; `error` is the standard error of a survey's figure."""

    on: date
    value: Decimal
    error: Decimal | None = None


@dataclass(frozen=True)
class Projection:
    """The figure on the day `on`, if things go on as they did."""

    on: date
    value: Decimal
    band: Interval


def project(points: Sequence[Point], *, on: date) -> Projection | None:
    """The straight line through `points` on a later day; None with fewer than four figures of different days."""
    if len({point.on for point in points}) < FEWEST:
        return None
    count = Decimal(len(points))
    days = [Decimal(point.on.toordinal()) for point in points]
    middle_day, middle = sum(days) / count, sum(point.value for point in points) / count
    spread = sum(((day - middle_day) ** 2 for day in days), Decimal(0))
    pairs = zip(days, points, strict=True)
    slope = sum((day - middle_day) * (point.value - middle) for day, point in pairs) / spread
    ahead = Decimal(on.toordinal()) - middle_day
    left_over = [point.value - middle - slope * (day - middle_day) for day, point in zip(days, points, strict=True)]
    reach = (1 + 1 / count + ahead**2 / spread).sqrt()
    half = max(_scatter(left_over), _sampling(points)) * reach
    value = middle + slope * ahead
    return Projection(on, value, Interval(value - half, value + half))


def _scatter(left_over: Sequence[Decimal]) -> Decimal:
    freedom = len(left_over) - 2
    student = STUDENT[freedom - 1] if freedom <= len(STUDENT) else Z
    return student * (sum((rest**2 for rest in left_over), Decimal(0)) / freedom).sqrt()


def _sampling(points: Sequence[Point]) -> Decimal:
    errors = [point.error for point in points if point.error is not None]
    if not errors:
        return Decimal(0)
    return Z * (sum((error**2 for error in errors), Decimal(0)) / len(errors)).sqrt()

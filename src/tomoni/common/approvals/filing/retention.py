"""How long a completed paper is kept, in plain Python.

It is kept from the first day of the year after its completion: of the fiscal year, or of the calendar year for papers
that are counted so. 令和9年3月31日に完結 → 令和9年4月1日から; 4月1日に完結 → 翌年の4月1日から.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tomoni.base.clock import FiscalYear

FOR_EVER = 0  # 永久


class Counts(StrEnum):
    FISCAL = "fiscal"
    CALENDAR = "calendar"


@dataclass(frozen=True)
class Kept:
    """From when until when; `through` is the last day, None for papers that are kept for ever."""

    since: date
    through: date | None


def kept(completed_on: date, years: int, counts: Counts = Counts.FISCAL) -> Kept:
    if counts == Counts.CALENDAR:
        since = date(completed_on.year + 1, 1, 1)
        return Kept(since, None if years == FOR_EVER else date(since.year + years - 1, 12, 31))
    since = FiscalYear.of(completed_on).next.first
    return Kept(since, None if years == FOR_EVER else FiscalYear(since.year + years - 1).last)

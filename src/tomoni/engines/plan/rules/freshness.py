"""Whether a figure is fresh: whether the next one should have been there by now.

A number that is counted from records is as fresh as the day it is asked for. A published number grows old: a stock
after a quarter and its grace; a figure of a fiscal year eight months after the next year has ended, when the accounts
are settled; a yearly survey fifteen months after the last.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

QUARTER_AND_GRACE = timedelta(days=120)
SURVEY_AND_GRACE = timedelta(days=456)
YEAR_ENDS = (3, 31)
SETTLED_BY = (11, 30)  # eight months after the year has ended


class Freshness(StrEnum):
    LIVE = "live"
    FRESH = "fresh"
    LATE = "late"
    MISSING = "missing"


@dataclass(frozen=True)
class Age:
    """How old a figure is; `due` is the day by which the next one is expected."""

    freshness: Freshness
    due: date | None = None


def age_of(*, day: date | None, on: date, nature: str, live: bool) -> Age:
    """The freshness of a figure of `day` seen on the day `on`."""
    if live:
        return Age(Freshness.LIVE)
    if day is None:
        return Age(Freshness.MISSING)
    due = next_due(day, nature)
    return Age(Freshness.FRESH if on <= due else Freshness.LATE, due)


def next_due(day: date, nature: str) -> date:
    """When the figure after that of `day` should be there."""
    if nature == "stock":
        return day + QUARTER_AND_GRACE
    if nature == "survey":
        return day + SURVEY_AND_GRACE
    ends_in = day.year if (day.month, day.day) < YEAR_ENDS else day.year + 1
    return date(ends_in, *SETTLED_BY)

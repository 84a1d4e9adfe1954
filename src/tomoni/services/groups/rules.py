"""What makes a circle of people a citizens' group, and how long its registration lasts. Knows no Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

FEWEST_MEMBERS = 5
A_YEAR = 365
REMIND_DAYS = (60, 14)


@dataclass(frozen=True)
class TooFewMembers(Exception):
    """A group is more than a handful of people."""

    members: int
    fewest: int


def enough_members(members: int, *, fewest: int = FEWEST_MEMBERS) -> None:
    """TooFewMembers when there are not enough."""
    if members < fewest:
        raise TooFewMembers(members, fewest)


def valid_until(renewed_on: date, *, days: int = A_YEAR) -> date:
    """The last day on which a registration stands without word from the group."""
    return renewed_on + timedelta(days=days)


def has_lapsed(renewed_on: date, today: date, *, days: int = A_YEAR) -> bool:
    return today > valid_until(renewed_on, days=days)


def reminder_due(
    renewed_on: date, today: date, *, days: int = A_YEAR, ahead: Iterable[int] = REMIND_DAYS
) -> int | None:
    """Which reminder a group should have had by today: the smallest number of days ahead that has been reached.

    None when it is too early for one, or when the registration has lapsed already.
    """
    left = (valid_until(renewed_on, days=days) - today).days
    reached = [before for before in ahead if 0 <= left <= before]
    return min(reached, default=None)

"""What the components are given: small frozen things that a view builds and a template shows.

A view fills them from its own records; none of them knows a database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class TallyItem:
    """A count of one kind. `sign` is a verdict (reached, on_the_way, behind, cannot_tell) or the name of an icon."""

    sign: str
    number: int
    word: Text
    url: str = ""


@dataclass(frozen=True)
class Track:
    """One indicator in a line. Positions are shares of the way from the baseline (0) to the target (1).

    `says` is the whole sentence for those who hear the page. `sure` is false where the verdict is "cannot tell".
    Positions before 0 and past 1 are drawn at the rail's ends.
    """

    says: Text
    left: Text
    right: Text
    now: float | None = None
    pace: float | None = None
    low: float | None = None
    high: float | None = None
    sure: bool = True


@dataclass(frozen=True)
class LegendItem:
    """A mark of a chart and its word: dot, made, bar, need, gone, target, line."""

    mark: str
    word: Text


@dataclass(frozen=True)
class Happening:
    """One entry of a history. `state`: past (ring), now (filled) or next (dotted)."""

    when: Text
    what: Text
    note: Text = ""
    state: str = "past"
    at: str = ""  # the instant for machines, ISO 8601; then `when` is written as <time>
    url: str = ""


@dataclass(frozen=True)
class ClockDay:
    """One day of the lawful period. `state`: counted, paused (waiting for the applicant), off (closed, or the day
    of arrival) or left (still to come)."""

    day: date
    word: Text
    state: str
    today: bool = False


def in_weeks(days: Sequence[ClockDay]) -> list[ClockDay | None]:
    """The days laid out Monday to Friday, with None where a week begins earlier or ends later.

    Days that are missing in between (somebody left out a holiday) are refused, because the clock shows every weekday.
    """
    if not days:
        return []
    weekdays = [entry for entry in days if entry.day.weekday() < 5]
    for before, after in pairwise(weekdays):
        step = timedelta(days=3 if before.day.weekday() == 4 else 1)
        if after.day - before.day != step:
            raise ValueError(f"The clock has no entry between {before.day} and {after.day}.")
    head: list[ClockDay | None] = [None] * weekdays[0].day.weekday()
    tail: list[ClockDay | None] = [None] * (4 - weekdays[-1].day.weekday())
    return head + list(weekdays) + tail


@dataclass(frozen=True)
class Row:
    """One thing that waits at a desk: kind, title and who, why it is with me, until when."""

    kind: Text
    title: Text
    url: str
    why: Text
    due: Text
    under: Text = ""
    tone: str = ""  # colour of the kind's tag: "", leaf, sky, amber
    late: bool = False


@dataclass(frozen=True)
class Cell:
    """One post on the route of an approval paper.

    `state`: "" (to come or sealed), turn (mine), absent, slash (not needed under this 専決).
    `seal` is a family name; `old` says that it was put on an earlier version; `sub` marks 代決.
    """

    post: Text
    seal: Text = ""
    foot: tuple[Text, ...] = ()
    state: str = ""
    old: bool = False
    sub: bool = False
    mine: bool = False


@dataclass(frozen=True)
class Answer:
    """One line of check-your-answers. Without `url` the answer cannot be changed."""

    question: Text
    answer: Text
    url: str = ""


@dataclass(frozen=True)
class AttachedFile:
    """A file that was handed in: its state in words, and where it can be seen or taken off."""

    name: Text
    state: Text = ""
    url: str = ""
    remove_url: str = ""
    good: bool = False

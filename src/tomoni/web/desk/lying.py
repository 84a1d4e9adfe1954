"""What lies on a desk: filtered, counted and grouped by the day it is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.clock import open_days_between
from tomoni.base.design.shapes import Row, TallyItem
from tomoni.common.people.waiting import Tray, Waiting, trays

Lying = tuple[Tray, Waiting]
SHOWN_IN_TALLY = 3
LATE, TODAY, SOON, LATER, OPEN = "late", "today", "soon", "later", "open"
GROUPS: dict[str, str | Promise] = {
    LATE: gettext_lazy("期限を過ぎた"),
    TODAY: gettext_lazy("きょう"),
    SOON: gettext_lazy("今週から来週"),
    LATER: gettext_lazy("そのあと"),
    OPEN: gettext_lazy("期限のないもの"),
}


@dataclass(frozen=True)
class Group:
    """The rows that are due at about the same time."""

    key: str
    title: str | Promise
    rows: Sequence[Row]

    @property
    def late(self) -> bool:
        return self.key == LATE


def group_of(item: Waiting, on: date) -> str:
    """late, today, soon (until the Sunday of next week), later, or open."""
    if item.due_on is None:
        return OPEN
    if item.due_on < on:
        return LATE
    if item.due_on == on:
        return TODAY
    return SOON if item.due_on <= on + timedelta(days=13 - on.weekday()) else LATER


def grouped(lying: Sequence[Lying], on: date) -> list[Group]:
    """In order of the days, empty groups left out."""
    far = date.max
    rows: dict[str, list[Row]] = {key: [] for key in GROUPS}
    for _tray, item in sorted(lying, key=lambda one: one[1].due_on or far):
        rows[group_of(item, on)].append(_row(item, on))
    return [Group(key, GROUPS[key], rows[key]) for key in GROUPS if rows[key]]


def _row(item: Waiting, on: date) -> Row:
    return Row(
        kind=item.kind,
        title=item.title,
        url=item.url,
        why=item.why,
        due=due_words(item.due_on, on),
        under=item.who,
        tone=item.tone,
        late=group_of(item, on) == LATE,
    )


def due_words(due_on: date | None, on: date) -> str:
    """「1開庁日 超過」, 「きょう」, 「11/25（あと2）」: in opening days, since nobody is here on others."""
    if due_on is None:
        return ""
    if due_on < on:
        return _("%(days)d開庁日 超過") % {"days": open_days_between(due_on, on)}
    if due_on == on:
        return _("きょう")
    days = open_days_between(on, due_on)
    return _("%(month)d/%(day)d（あと%(days)d）") % {"month": due_on.month, "day": due_on.day, "days": days}


def tallied(lying: Sequence[Lying], on: date) -> list[TallyItem]:
    """How many are late, and how many lie in the fullest trays."""
    late = sum(group_of(item, on) == LATE for _tray, item in lying)
    counts = {tray.key: 0 for tray in trays.values()}
    for tray, _item in lying:
        counts[tray.key] += 1
    fullest = sorted(counts, key=lambda key: -counts[key])[:SHOWN_IN_TALLY]
    kinds = [
        TallyItem(trays[key].icon, counts[key], trays[key].title, url=f"?kind={key}")
        for key in counts
        if key in fullest
    ]
    return [TallyItem("behind" if late else "check", late, GROUPS[LATE], url="?due=late"), *kinds]

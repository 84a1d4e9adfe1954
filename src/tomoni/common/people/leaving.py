"""A clerk leaves the city hall: what was theirs alone, and who may hand it on.

What waits for a post goes to whoever holds the post next. What was given to a person stays with that person until it
is handed on; every ring says what that is, in its `desk.py`:

    @personal_work("cases", title=_("担当している申請"))
    class Cases:
        def listed(self, clerk): ...            # -> Iterable[Waiting]
        def counted(self, clerks): ...          # -> {clerk id: number}, one query
        def passed(self, clerk, *, to, who): ... # -> how many `to` has now; leaves what `to` may not do
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from django.db.models import Q
from django.http import HttpRequest

from tomoni.base import clock
from tomoni.base.catalogue import Catalogue

from .models import Clerk, Holding, Post, Rank
from .person import Person, may, person_of
from .rights import Staff
from .waiting import Text, Waiting, trays

A_DAY = timedelta(days=1)
AHEAD = timedelta(days=14)  # so long before the last day it stands on the desks of those who may hand the work on


class PersonalWork(Protocol):
    def listed(self, clerk: Clerk) -> Iterable[Waiting]: ...

    def counted(self, clerks: Sequence[Clerk]) -> Mapping[int, int]: ...

    def passed(self, clerk: Clerk, *, to: Clerk, who: Clerk) -> int: ...


@dataclass(frozen=True)
class Work:
    """One kind of work that is given to a person and not to a post."""

    key: str
    title: Text
    does: PersonalWork


works: Catalogue[Work] = Catalogue("personal work")


def personal_work[W: Callable[[], Any]](key: str, *, title: Text) -> Callable[[W], W]:
    def keep(kind: W) -> W:
        works.add(key, Work(key, title, kind()))
        return kind

    return keep


def left_with(clerk: Clerk) -> list[tuple[Work, list[Waiting]]]:
    """What is this clerk's own, by kind."""
    lists = [(work, list(work.does.listed(clerk))) for work in works.values()]
    return [(work, items) for work, items in lists if items]


def of_posts(clerk: Clerk, on: date) -> list[Waiting]:
    """What lies on the clerk's desk because of posts held on a day; it goes with the posts."""
    own = {item.url for _work, items in left_with(clerk) for item in items}
    lying = [item for key in trays if key != "leaving" for item in trays[key].listed(clerk, on)]
    return [item for item in lying if item.url not in own]


def leaving(on: date) -> list[Clerk]:
    """Clerks with personal work left who have gone, or go within two weeks. One query, and one per kind of work."""
    gone = list(Clerk.objects.filter(last_day__lte=on + AHEAD))
    if not gone:
        return []
    counts = [work.does.counted(gone) for work in works.values()]
    return [clerk for clerk in gone if any(count.get(clerk.pk) for count in counts)]


def last_holdings(clerk: Clerk, on: date) -> list[Holding]:
    """The posts held on a day, or on the last day for somebody who has gone."""
    day = min(on, clerk.last_day) if clerk.last_day else on
    return list(Holding.objects.standing(day).filter(clerk=clerk).select_related("post__section"))


def hands_on(person: Person, clerk: Clerk, on: date) -> bool:
    """Whoever arranges posts; whoever holds a post of the clerk's now; whoever heads the clerk's section."""
    if person.clerk is None or person.clerk == clerk:
        return False
    if may(person, "people.arrange", on=on):
        return True
    held = [holding.post for holding in last_holdings(clerk, on)]
    return any(_stands_over(post, other) for post in person.posts(on) for other in held)


def _stands_over(post: Post, other: Post) -> bool:
    above = post.section_id == other.section_id and post.rank > other.rank and post.rank >= Rank.CHIEF
    return post == other or above


def takers(on: date) -> Any:
    """Clerks to whom work may be handed: in a post on a day, and not leaving before."""
    held = Holding.objects.standing(on).values("clerk")
    return Clerk.objects.filter(Q(last_day=None) | Q(last_day__gte=on), pk__in=held)


class HandsOn(Staff):
    """A clerk who may hand on the work of the clerk whose number stands in the address."""

    name = "hands-on-work"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        if not super().allows(request, **where):
            return False
        clerk = Clerk.objects.filter(number=where.get("number", "")).first()
        return clerk is not None and hands_on(person_of(request), clerk, clock.today())

"""The person behind a request: their way in, and what they are to the city."""

from dataclasses import dataclass, field
from datetime import date

from django.http import HttpRequest

from tomoni.base import clock
from tomoni.base.asking_once import once

from .models import Account, Clerk, Holding, Post, Resident

CACHED = "_tomoni_person"


@dataclass
class Person:
    """Somebody, or nobody: all three are None for a visitor. A day's posts are asked for once."""

    account: Account | None = None
    resident: Resident | None = None
    clerk: Clerk | None = None
    _posts: dict[date, list[Post]] = field(default_factory=dict, repr=False)

    def posts(self, on: date) -> list[Post]:
        """The posts this person holds on a day, the main one first, with their sections."""
        if self.clerk is None:
            return []
        if on not in self._posts:
            self._posts[on] = posts_of(self.clerk, on)
        return self._posts[on]

    def duties(self, on: date) -> frozenset[str]:
        """What those posts are charged with."""
        return frozenset(row.duty for post in self.posts(on) for row in post.duties.all())


def posts_of(clerk: Clerk, on: date) -> list[Post]:
    """What a clerk holds on a day. Two queries, once a reading: the posts with their sections, and their duties."""
    held = Holding.objects.standing(on).filter(clerk=clerk).select_related("post__section")
    asked = ("people.posts_of", clerk.pk, on)
    return list(once(asked, lambda: [holding.post for holding in held.prefetch_related("post__duties")]))


def person_of(request: HttpRequest) -> Person:
    """Who is asking. The account comes with its resident and clerk (see `signin.Backend`), so this costs no query."""
    person: Person | None = getattr(request, CACHED, None)
    if person is None:
        account = request.user if request.user.is_authenticated else None
        person = Person(account, getattr(account, "resident", None), getattr(account, "clerk", None))
        setattr(request, CACHED, person)
    return person


def clerk_of(request: HttpRequest) -> Clerk:
    """Who sits at the desk: for screens behind a right that lets in clerks only. Anybody else is an error of ours."""
    clerk = person_of(request).clerk
    assert clerk is not None
    return clerk


def may(person: Person, duty: str, *, on: date | None = None) -> bool:
    """Whether the person holds, today or on a day, a post charged with the duty."""
    return duty in person.duties(on or clock.today())

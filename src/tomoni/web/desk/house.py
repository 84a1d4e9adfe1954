"""The city hall as a tree: sections, their posts, and who holds them on a day. Four queries, whatever its size."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from tomoni.common.people.api import Absence, Clerk, Holding, Post, Section


@dataclass(frozen=True)
class Seat:
    """A post and who sits there: today's holders, and what is entered for later."""

    post: Post
    holders: list[Holding] = field(default_factory=list)
    to_come: list[Holding] = field(default_factory=list)

    @property
    def vacant(self) -> bool:
        return not self.holders


@dataclass(frozen=True)
class Branch:
    """A section with its posts, and the sections under it."""

    section: Section
    seats: list[Seat] = field(default_factory=list)
    parts: list["Branch"] = field(default_factory=list)


def seats_on(on: date, posts: Iterable[Post]) -> dict[int, Seat]:
    """The posts with their holders, by the post's id."""
    seats = {post.pk: Seat(post) for post in posts}
    begun_or_to_come = Holding.objects.filter(post__in=seats).exclude(until__lte=on).select_related("clerk")
    for holding in begun_or_to_come.order_by("since", "clerk"):
        seat = seats[holding.post_id]
        (seat.holders if holding.since <= on else seat.to_come).append(holding)
    return seats


def tree_on(on: date) -> list[Branch]:
    """The whole house on a day."""
    branches = {section.pk: Branch(section) for section in Section.objects.all()}
    for seat in seats_on(on, Post.objects.select_related("section")).values():
        branches[seat.post.section_id].seats.append(seat)
    for branch in branches.values():
        if branch.section.parent_id:
            branches[branch.section.parent_id].parts.append(branch)
    return [branch for branch in branches.values() if branch.section.parent_id is None]


def away_on(on: date) -> dict[int, Absence]:
    """Who is away on a day, by the clerk's id."""
    return {absence.clerk_id: absence for absence in Absence.objects.on(on).select_related("stand_in")}


def without_post_after(on: date, clerks: Sequence[Clerk]) -> list[Clerk]:
    """Of these clerks, those who will hold no post on a day."""
    holding = set(Holding.objects.standing(on).filter(clerk__in=clerks).values_list("clerk", flat=True))
    return [clerk for clerk in clerks if clerk.pk not in holding]

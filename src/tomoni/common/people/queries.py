"""Who holds what, who is away, and who stands in."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from .models import Absence, Clerk, Holding, Post


def holders(post: Post, on: date) -> QuerySet[Clerk]:
    """The clerks who hold a post on a day; empty for a vacant one."""
    return Clerk.objects.holding(post, on).select_related("account")


def holders_of(posts: Iterable[Post], on: date) -> dict[int, list[Clerk]]:
    """The same for many posts, by their ids, in one query."""
    found: dict[int, list[Clerk]] = {post.pk: [] for post in posts}
    for holding in Holding.objects.standing(on).filter(post__in=found).select_related("clerk__account"):
        found[holding.post_id].append(holding.clerk)
    return found


def charged_with(duty: str, on: date) -> QuerySet[Clerk]:
    """The clerks who hold, on a day, a post charged with a duty."""
    held = Holding.objects.standing(on).filter(post__duties__duty=duty)
    return Clerk.objects.filter(pk__in=held.values("clerk")).select_related("account")


def absent(clerks: Iterable[Clerk], on: date) -> dict[int, Absence]:
    """Who of these is away on a day, by the clerk's id."""
    away = Absence.objects.on(on).filter(clerk__in=clerks).select_related("stand_in")
    return {absence.clerk_id: absence for absence in away}


def standing_in_for(clerk: Clerk, on: date) -> QuerySet[Clerk]:
    """Those who are away on a day and have named this clerk to stand in."""
    return Clerk.objects.filter(pk__in=Absence.objects.on(on).filter(stand_in=clerk).values("clerk"))

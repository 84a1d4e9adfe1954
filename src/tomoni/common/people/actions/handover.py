"""Handover: who holds which post from which day.

On 1 April, or any other day, the staff office enters a list of changes for a day to come. Nothing happens on that day
itself: what is entered simply begins to stand, and what it replaces has its last day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tomoni.base.journal.api import facts_of, write

from ..models import Clerk, Holding, Post
from .noting import changed, entered


@dataclass(frozen=True)
class Change:
    """From the day on, `clerk` holds `post`, as the main post or beside another; without a clerk it is vacant.

    With `leaves` the clerk holds it no longer, and whoever else holds it stays.
    """

    post: Post
    clerk: Clerk | None
    main: bool = True
    leaves: bool = False


class NotInOrder(Exception):
    """The list of changes contradicts itself; says where."""


@transaction.atomic
def hand_over(*, changes: Sequence[Change], on: date, who: Clerk | None, why: str = "") -> list[Holding]:
    """Carry out a list of changes on a day. Doing it twice changes nothing the second time.

    A post for one person leaves its earlier holder. Whoever takes up a main post lays down the earlier main post,
    unless the list keeps it for them as a second post.
    """
    _check(changes)
    list(Post.objects.select_for_update().filter(pk__in=[change.post.pk for change in changes]))
    for change in changes:
        _lay_down_earlier(change, changes, on, who=who, why=why)
    return [_take_up(change, on, who=who, why=why) for change in changes if change.clerk and not change.leaves]


def _check(changes: Sequence[Change]) -> None:
    for position, change in enumerate(changes):
        for other in changes[position + 1 :]:
            if change.post == other.post and (not change.post.shared or change.clerk == other.clerk):
                raise NotInOrder(_("「%(post)s」が2回あります。1行にしてください。") % {"post": change.post})
            both_main = change.main and other.main and not (change.leaves or other.leaves)
            if change.clerk and change.clerk == other.clerk and both_main:
                raise NotInOrder(
                    _("%(clerk)sの本務が2つあります。どちらかを兼務にしてください。") % {"clerk": change.clerk}
                )


def _lay_down_earlier(change: Change, changes: Sequence[Change], on: date, *, who: Clerk | None, why: str) -> None:
    """End what the change replaces: the earlier holder of the post, and the clerk's earlier main post."""
    kept = [(other.post.pk, other.clerk.pk) for other in changes if other.clerk and not other.leaves]
    for holding in Holding.objects.filter(_replaced_by(change)).filter(Q(until=None) | Q(until__gt=on)):
        if (holding.post_id, holding.clerk_id) not in kept:
            _end(holding, on, who=who, why=why)


def _replaced_by(change: Change) -> Q:
    if change.leaves:
        return Q(post=change.post, clerk=change.clerk)
    replaced = Q(pk__in=[]) if change.clerk and change.post.shared else Q(post=change.post)
    return replaced | Q(clerk=change.clerk, main=True) if change.clerk and change.main else replaced


def _end(holding: Holding, on: date, *, who: Clerk | None, why: str) -> None:
    if holding.since < on:
        changed("people.lay_down", holding, {"until": on}, who=who, why=why)
    else:  # it was to begin later and now never does
        write("people.call_off", who=who, about=holding, why=why, before=facts_of(holding))
        holding.delete()


def _take_up(change: Change, on: date, *, who: Clerk | None, why: str) -> Holding:
    standing = Holding.objects.filter(Q(until=None) | Q(until__gt=on), post=change.post, clerk=change.clerk)
    held = standing.order_by("since").first()
    if held and held.since <= on and held.main == change.main:
        return changed("people.take_up", held, {"until": None}, who=who, why=why)
    if held:  # from main to second post or the other way round, or a later beginning moved forward
        _end(held, on, who=who, why=why)
    new = Holding(post=change.post, clerk=change.clerk, main=change.main, since=on)
    return entered("people.take_up", new, who=who, why=why)

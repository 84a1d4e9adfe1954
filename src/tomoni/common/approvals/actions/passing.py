"""Moves beside the line: a superior acts over an absent subordinate (引上げ), and papers are shown to others (供覧)."""

from collections.abc import Sequence

from django.db import transaction

from tomoni.base import clock
from tomoni.common.people.api import Clerk, Holding, Post

from ..impossible import NotPossible, NotYourTurn, SomebodyIsThere
from ..models import Cell, Move, Paper, Reading
from ..queries import vacant
from .moving import advance, drafts, move, taken

Verb = Move.Verb


def pass_over(paper: Paper, *, clerk: Clerk, reason: str, seen: str = "") -> Paper:
    """引上げ: a superior of the line takes the paper past subordinates where nobody is there.

    Their cells stay empty and marked, and they are told. The turn is then the superior's.
    """
    now = clock.now()
    with transaction.atomic():
        paper = taken(paper, "pass_over", reason=reason, seen=seen)
        own, passed = over(paper, clerk)
        if own is None:
            raise NotYourTurn
        if not passed:
            raise SomebodyIsThere
        for cell in passed:
            cell.state = Cell.State.PASSED
            cell.save(update_fields=["state"])
            _put_before(paper, cell.post, clerk, Reading.Why.PASSED)
        advance(paper, now)
        names = "、".join(cell.post.title for cell in passed)
        move(paper, Verb.PASS_OVER, clerk, at=now, post=own.post, words=f"{names}：{reason.strip()}")
    return paper


def over(paper: Paper, clerk: Clerk) -> tuple[Cell | None, list[Cell]]:
    """The clerk's own cell that is still to come, and the open cells below it if all of them stand empty."""
    today = clock.today()
    held = Holding.objects.standing(today).filter(clerk=clerk)
    waiting = paper.cells.filter(
        kind=Cell.Kind.LINE, state=Cell.State.WAITING, post__in=held.values("post")
    ).select_related("post")
    own = waiting.order_by("order").first()
    if own is None:
        return None, []
    open_ones = paper.cells.filter(order__lt=own.order, state__in=(Cell.State.WAITING, Cell.State.TURN))
    below = list(open_ones.select_related("post").order_by("order", "pk"))
    empty = vacant([cell.post for cell in below], today)
    passable = below and all(cell.kind == Cell.Kind.LINE and cell.post_id in empty for cell in below)
    return own, below if passable else []


def show(paper: Paper, *, clerk: Clerk, posts: Sequence[Post]) -> Paper:
    """供覧: put a paper before posts that decide nothing on it. Whom it was only shown to does not show it on."""
    with transaction.atomic():
        paper = Paper.objects.select_for_update().get(pk=paper.pk)
        if not may_show(paper, clerk) or not posts:
            raise NotPossible
        new = [post for post in posts if _put_before(paper, post, clerk, Reading.Why.SHOWN)]
        names = "、".join(post.title for post in new)
        if new:
            move(paper, Verb.SHOW, clerk, at=clock.now(), words=names)
    return paper


def may_show(paper: Paper, clerk: Clerk) -> bool:
    """The section it comes from, and the posts of its route."""
    held = Holding.objects.standing(clock.today()).filter(clerk=clerk)
    on_route = paper.cells.exclude(state=Cell.State.NOT_NEEDED).filter(post__in=held.values("post"))
    return drafts(paper, clerk) or held.filter(post__section=paper.section).exists() or on_route.exists()


def read(reading: Reading, *, clerk: Clerk) -> Reading:
    """The post has seen it."""
    with transaction.atomic():
        waiting = Reading.objects.waiting_for(clerk, clock.today()).select_for_update(of=("self",))
        found = waiting.filter(pk=reading.pk).first()
        if found is None:
            raise NotYourTurn
        found.read_by, found.read_at = clerk, clock.now()
        found.save(update_fields=["read_by", "read_at"])
        move(found.paper, Verb.READ, clerk, at=found.read_at, post=found.post)
    return found


def _put_before(paper: Paper, post: Post, clerk: Clerk, why: Reading.Why) -> bool:
    _reading, new = Reading.objects.get_or_create(
        paper=paper, post=post, read_at=None, defaults={"why": why, "asked_by": clerk, "asked_at": clock.now()}
    )
    return new

"""Reads of papers that more than one screen or engine uses."""

from collections.abc import Iterable
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from tomoni.base import clock
from tomoni.base.references import pointing_at
from tomoni.common.people.api import Clerk, Holding, Post, absent, holders_of

from .contents import Content, EnclosedFile
from .models import Cell, LaterReview, Paper, PaperVersion, Reading


def waiting_for(clerk: Clerk, on: date | None = None) -> QuerySet[Cell]:
    """Cells that wait for a clerk on a day: of posts held, and of posts whose absent holder left them to the clerk."""
    cells = Cell.objects.waiting_for(clerk, on or clock.today())
    return cells.select_related("paper__section", "paper__drafter", "post__section").order_by("paper__due_on", "pk")


def reviews_waiting_for(clerk: Clerk, on: date | None = None) -> QuerySet[LaterReview]:
    """What was decided in the place of posts that a clerk holds, and is still to be seen."""
    waiting = LaterReview.objects.waiting_for(clerk, on or clock.today())
    return waiting.select_related("seal__cell__paper", "seal__clerk", "post")


def mine_to_redraft(clerk: Clerk, on: date | None = None) -> QuerySet[Paper]:
    """Papers that lie with the clerk as their drafter, or as who holds the drafter's post now."""
    day = on or clock.today()
    post = Holding.objects.standing(day).filter(post=OuterRef("as_post"))
    drafter_is_there = Exists(post.filter(clerk=OuterRef("drafter")))
    papers = Paper.objects.filter(state__in=(Paper.State.DRAFT, Paper.State.SENT_BACK)).filter(
        (Q(drafter=clerk) & drafter_is_there) | (~drafter_is_there & Exists(post.filter(clerk=clerk)))
    )
    return papers.select_related("section", "as_post").order_by("due_on", "pk")


def papers_about(thing: Model) -> QuerySet[Paper]:
    """The papers about a thing, the newest first."""
    return Paper.objects.filter(**pointing_at(thing))


def content_of(paper: Paper, version: PaperVersion) -> Content:
    """What a version says, as its digest covers it."""
    files = tuple(EnclosedFile(each.name, each.sha256) for each in version.enclosures.all())
    facts = tuple((name, value) for name, value in version.facts)
    return Content(paper.kind_key, about_name(paper), version.title, version.text, facts, files)


def about_name(paper: Paper) -> str:
    """What a paper is about, as a stable name: cases.case:7; empty for nothing."""
    if paper.about_type_id is None:
        return ""
    model = ContentType.objects.get_for_id(paper.about_type_id)
    return f"{model.app_label}.{model.model}:{paper.about_id}"


def readings_waiting_for(clerk: Clerk, on: date | None = None) -> QuerySet[Reading]:
    """What is put before posts that a clerk holds, to read and no more."""
    return Reading.objects.waiting_for(clerk, on or clock.today()).select_related("paper", "post", "asked_by")


def vacant(posts: Iterable[Post], on: date) -> set[int]:
    """The posts among these, by their ids, where nobody is at hand: all away, or nobody in it."""
    held = holders_of(posts, on)
    away = absent([clerk for clerks in held.values() for clerk in clerks], on)
    return {post for post, clerks in held.items() if all(clerk.pk in away for clerk in clerks)}

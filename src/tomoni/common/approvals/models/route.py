"""The route of a paper: cells that belong to posts, the seals in them, and what a post-holder still has to see.

A cell belongs to a post and never to a person: when the post changes hands on 1 April the cell waits for whoever sits
there then. A seal is the digest of the version it was put on.
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tomoni.common.people.api import Absence, Clerk, Holding, Post

from .authority import Substitute
from .papers import Paper, PaperVersion


class CellQuerySet(models.QuerySet["Cell"]):
    def waiting_for(self, clerk: Clerk, on: date) -> Self:
        """Cells whose turn it is and whose post the clerk holds, or acts for while nobody there is at hand.

        Nobody is at hand when every holder is away, or the post is vacant. Then acts whom an absent holder has named;
        where nobody was named, the first post of the city's succession (`Substitute`) that has somebody at hand.
        """
        at = _Hands(on)
        mine = Exists(at.holding.filter(post=OuterRef("post"), clerk=clerk))
        named = at.holding.filter(post=OuterRef("post"))
        left_to_me = Exists(named.filter(Exists(at.away.filter(clerk=OuterRef("clerk"), stand_in=clerk))))
        left_to_somebody = Exists(named.filter(Exists(at.away.filter(clerk=OuterRef("clerk"), stand_in__isnull=False))))
        by_succession = Exists(_first_in_line(at, clerk)) & ~left_to_somebody
        return (
            self.filter(state=Cell.State.TURN, paper__state=Paper.State.UP)
            .annotate(is_mine=mine)
            .filter(Q(is_mine=True) | ((left_to_me | by_succession) & ~Exists(at.somebody("post"))))
        )

    def in_line_for(self, clerk: Clerk, on: date) -> Self:
        """Cells whose turn it is and for whose post the clerk may act when it cannot wait (急ぐとき)."""
        at = _Hands(on)
        mine = Exists(at.holding.filter(post=OuterRef("post"), clerk=clerk))
        return (
            self.filter(state=Cell.State.TURN, paper__state=Paper.State.UP)
            .annotate(is_mine=mine)
            .filter(Exists(_first_in_line(at, clerk)), is_mine=False)
        )


class _Hands:
    """Who holds what on a day, who is away, and where somebody is at hand: pieces of the queries above."""

    def __init__(self, on: date) -> None:
        self.holding = Holding.objects.standing(on)
        self.away = Absence.objects.on(on)

    def somebody(self, post: str) -> models.QuerySet[Holding]:
        there = self.holding.filter(post=OuterRef(post))
        return there.filter(~Exists(self.away.filter(clerk=OuterRef("clerk"))))


def _first_in_line(at: _Hands, clerk: Clerk) -> models.QuerySet["Substitute"]:
    """The succession of a cell's post, at the places where the clerk is the first that is at hand."""
    matter = Q(matter="") | Q(matter=OuterRef("paper__basis__matter"))
    line = Substitute.objects.filter(matter, post=OuterRef("post"))
    sooner = Substitute.objects.filter(
        Q(matter="") | Q(matter=OuterRef(OuterRef("paper__basis__matter"))),
        post=OuterRef("post"),
        place__lt=OuterRef("place"),
    )
    held = at.holding.filter(post=OuterRef("substitute"), clerk=clerk)
    return line.filter(
        Exists(held.filter(~Exists(at.away.filter(clerk=OuterRef("clerk"))))),
        ~Exists(sooner.filter(Exists(at.somebody("substitute")))),
    )


class Cell(models.Model):
    class Kind(models.TextChoices):
        DRAFT = "draft", _("起案")
        LINE = "line", _("決裁")
        CONSULT = "consult", _("合議")

    class State(models.TextChoices):
        WAITING = "waiting", _("これから")
        TURN = "turn", _("番")
        SEALED = "sealed", _("済み")
        SKIPPED = "skipped", _("起案者と同じ")
        PASSED = "passed", _("引上げ")
        NOT_NEEDED = "not_needed", _("不要")

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="cells")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="cells")
    kind = models.CharField(max_length=8, choices=Kind)
    order = models.PositiveSmallIntegerField(help_text=_("同じ番号の欄は同時に回る。"))
    decides = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    came_at = models.DateTimeField(null=True, blank=True, help_text=_("番が来た日時。"))

    objects = CellQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("決裁欄")
        ordering = ["paper", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "post"], condition=~Q(kind="draft"), name="a_post_has_one_cell_on_a_route"
            ),
            models.UniqueConstraint(fields=["paper"], condition=Q(decides=True), name="one_cell_of_a_paper_decides"),
            models.CheckConstraint(
                name="the_line_decides_and_the_decider_is_needed",
                condition=Q(decides=False) | (Q(kind="line") & ~Q(state__in=["skipped", "not_needed", "passed"])),
            ),
        ]
        indexes = [models.Index(fields=["post", "state"], name="cells_of_a_post")]

    def __str__(self) -> str:
        return f"{self.post.seal_name} {self.get_state_display()}"


class Seal(models.Model):
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="seals")
    version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="seals")
    digest = models.CharField(max_length=64)
    clerk = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="seals")
    at = models.DateTimeField()
    as_substitute = models.BooleanField(_("代決"), default=False)
    urgent = models.BooleanField(_("急ぐため"), default=False)
    instead_of = models.ForeignKey(Clerk, null=True, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField(_("同意"), default=True)
    conditional = models.BooleanField(_("条件付"), default=False)
    note = models.TextField(_("意見・理由"), blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("印")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cell"], condition=Q(voided_at=None), name="a_cell_bears_one_standing_seal"
            ),
            models.CheckConstraint(name="a_substitute_says_why", condition=Q(as_substitute=False) | ~Q(note="")),
            models.CheckConstraint(name="who_disagrees_says_why", condition=Q(agrees=True) | ~Q(note="")),
            models.CheckConstraint(
                name="a_condition_is_written_and_agreed_to",
                condition=Q(conditional=False) | (Q(agrees=True) & ~Q(note="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clerk.family_name} {self.at:%Y-%m-%d}"

    def covers(self, version: PaperVersion) -> bool:
        """Whether this seal was put on exactly these words and files."""
        return self.digest == version.digest


class LaterReviewQuerySet(models.QuerySet["LaterReview"]):
    def waiting_for(self, clerk: Clerk, on: date) -> Self:
        """What others decided in the place of posts that the clerk holds, and the clerk has not yet seen."""
        held = Holding.objects.standing(on).filter(clerk=clerk)
        waiting = self.filter(reviewed_at=None, waived=False, post__in=held.values("post"))
        return waiting.exclude(seal__clerk=clerk)


class LaterReview(models.Model):
    """後閲: what a substitute decided is put before the post-holder, and waits there until it has been seen."""

    seal = models.OneToOneField(Seal, on_delete=models.PROTECT, related_name="later_review")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    waived = models.BooleanField(_("後閲はいらない（前からの指示）"), default=False)
    reviewed_by = models.ForeignKey(Clerk, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)

    objects = LaterReviewQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("後閲")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_review_has_a_person_and_a_time_or_neither",
                condition=Q(reviewed_by=None, reviewed_at=None)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.seal)


class ReadingQuerySet(models.QuerySet["Reading"]):
    def waiting_for(self, clerk: Clerk, on: date) -> Self:
        """What is to be read by posts that the clerk holds."""
        held = Holding.objects.standing(on).filter(clerk=clerk)
        return self.filter(read_at=None, post__in=held.values("post"))


class Reading(models.Model):
    """供覧: a paper is put before a post that decides nothing on it; or told to one that was passed over (引上げ)."""

    class Why(models.TextChoices):
        SHOWN = "shown", _("供覧")
        PASSED = "passed", _("引上げの知らせ")

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="readings")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=6, choices=Why, default=Why.SHOWN)
    asked_by = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    read_by = models.ForeignKey(Clerk, null=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("供覧")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "post"], condition=Q(read_at=None), name="a_post_is_shown_a_paper_once_at_a_time"
            ),
            models.CheckConstraint(
                name="a_reading_has_a_person_and_a_time_or_neither",
                condition=Q(read_by=None, read_at=None) | Q(read_by__isnull=False, read_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper} {self.post}"

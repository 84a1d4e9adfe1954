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

from .papers import Paper, PaperVersion


class CellQuerySet(models.QuerySet["Cell"]):
    def waiting_for(self, clerk: Clerk, on: date) -> Self:
        """Cells whose turn it is and whose post the clerk holds, or stands in for while everybody there is away."""
        holding = Holding.objects.standing(on).filter(post=OuterRef("post"))
        away = Absence.objects.on(on).filter(clerk=OuterRef("clerk"))
        mine = Exists(holding.filter(clerk=clerk))
        left_to_me = Exists(holding.filter(Exists(away.filter(stand_in=clerk))))
        somebody_there = Exists(holding.filter(~Exists(away)))
        return (
            self.filter(state=Cell.State.TURN, paper__state=Paper.State.UP)
            .annotate(is_mine=mine)
            .filter(Q(is_mine=True) | (left_to_me & ~somebody_there))
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
                condition=Q(decides=False) | (Q(kind="line") & ~Q(state__in=["skipped", "not_needed"])),
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
    instead_of = models.ForeignKey(Clerk, null=True, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField(_("同意"), default=True)
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
        return self.filter(reviewed_at=None, post__in=held.values("post")).exclude(seal__clerk=clerk)


class LaterReview(models.Model):
    """後閲: what a substitute decided is put before the post-holder, and waits there until it has been seen."""

    seal = models.OneToOneField(Seal, on_delete=models.PROTECT, related_name="later_review")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
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

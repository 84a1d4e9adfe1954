"""A paper (起案文書): what is asked, whom it concerns and how far it has come; and each version of its words.

A version is never changed. Whoever changes a word makes a new version, with a digest of its own, and the seals on
earlier versions stay where they are and show that they do not cover the new words.
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tomoni.base.references import About
from tomoni.common.files.api import StoredFile
from tomoni.common.people.api import Clerk, Holding, Post, Section


class PaperQuerySet(models.QuerySet["Paper"]):
    def open(self) -> Self:
        """Those that are still to be decided."""
        return self.filter(state__in=Paper.OPEN)

    def of_drafter(self, clerk: Clerk) -> Self:
        return self.filter(drafter=clerk)

    def readable_by(self, clerk: Clerk, on: date) -> Self:
        """The papers of the clerk's own pen, sections and posts: a paper may carry what residents told the city."""
        held = Holding.objects.standing(on).filter(clerk=clerk)
        stood_in_for = Holding.objects.standing(on).filter(
            clerk__absences__stand_in=clerk, clerk__absences__first_on__lte=on, clerk__absences__last_on__gte=on
        )
        acted_for = Paper.objects.filter(
            cells__state="turn", cells__post__substitutes__substitute__in=held.values("post")
        )
        return self.filter(
            Q(drafter=clerk)
            | Q(section__in=held.values("post__section"))
            | Q(pk__in=Paper.objects.filter(cells__post__in=held.values("post")).values("pk"))
            | Q(pk__in=Paper.objects.filter(cells__post__in=stood_in_for.values("post")).values("pk"))
            | Q(pk__in=Paper.objects.filter(cells__seals__clerk=clerk).values("pk"))
            | Q(pk__in=acted_for.values("pk"))
            | Q(pk__in=Paper.objects.filter(readings__post__in=held.values("post")).values("pk"))
        )


class Paper(About):
    class State(models.TextChoices):
        DRAFT = "draft", _("起案中")
        UP = "up", _("回議中")
        SENT_BACK = "sent_back", _("差戻し")
        DECIDED = "decided", _("決裁済")
        REJECTED = "rejected", _("否決")
        WITHDRAWN = "withdrawn", _("廃案")

    OPEN = (State.DRAFT, State.UP, State.SENT_BACK)

    kind_key = models.CharField(_("種類"), max_length=80, editable=False)
    state = models.CharField(_("状態"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    title = models.CharField(_("件名"), max_length=200)
    version_number = models.PositiveSmallIntegerField(_("今の版"), default=1, editable=False)
    drafter = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="papers", verbose_name=_("起案者"))
    as_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("起案した職"))
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+", verbose_name=_("主管の課"))
    authority = models.CharField(_("決裁区分"), max_length=40)
    authority_why = models.TextField(_("決裁区分のわけ"), blank=True)
    register = models.CharField(_("文書の記号"), max_length=40, blank=True)
    number = models.CharField(_("文書番号"), max_length=60, blank=True)
    due_on = models.DateField(_("期限"), null=True, blank=True)
    quotes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="taken_up_by", verbose_name=_("引用")
    )
    drafted_at = models.DateTimeField(_("起案日時"))
    ended_at = models.DateTimeField(_("終わった日時"), null=True, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("起案文書")
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_paper_is_open_or_has_ended",
                condition=Q(state__in=["draft", "up", "sent_back"], ended_at=None)
                | Q(state__in=["decided", "rejected", "withdrawn"], ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["about_type", "about_id"], name="papers_about"),
            models.Index(fields=["drafter", "state"], name="papers_of_a_drafter"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("desk-approval", args=[self.pk])

    def current(self) -> "PaperVersion":
        """The version that is going round; one query."""
        return self.versions.get(number=self.version_number)

    @property
    def drafted_on(self) -> date:
        """The day in Japan."""
        return timezone.localdate(self.drafted_at)

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_up(self) -> bool:
        return self.state == self.State.UP


class PaperVersion(models.Model):
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("版"))
    title = models.CharField(_("件名"), max_length=200)
    text = models.TextField(_("伺い"))
    facts = models.JSONField(_("事項"), default=list, help_text=_("見出しと中身の組を、順に。"))
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    files = models.ManyToManyField(StoredFile, through="Enclosure", related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("起案文書の版")
        ordering = ["paper", "number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="a_version_has_its_own_number"),
            models.CheckConstraint(name="versions_count_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class Enclosure(models.Model):
    """A file that goes with one version; name and digest as they were sealed, whatever becomes of the file."""

    version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="enclosures")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("名前"), max_length=200)
    sha256 = models.CharField(max_length=64)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("添付")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "file"], name="a_version_encloses_a_file_once"),
            models.CheckConstraint(name="an_enclosure_keeps_its_digest", condition=~Q(sha256="") & ~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class Move(models.Model):
    """One thing that happened to a paper, in the order it happened (動きの記録); part of the paper, kept as long."""

    class Verb(models.TextChoices):
        DRAFT = "draft", _("起案")
        REVISE = "revise", _("内容の変更")
        PUT_UP = "put_up", _("回議へ")
        SEAL = "seal", _("承認")
        AGREE = "agree", _("同意")
        DISAGREE = "disagree", _("不同意")
        DECIDE = "decide", _("決裁")
        SUBSTITUTE = "substitute", _("代決")
        REVIEW = "review", _("後閲")
        RAISE = "raise_up", _("上に上げた")
        REJUDGE = "rejudge", _("決裁区分の見直し")
        PASS_OVER = "pass_over", _("引上げ")
        SHOW = "show", _("供覧へ")
        READ = "read", _("供覧")
        DISPATCH = "dispatch", _("施行")
        COMPLETE = "complete", _("完結")
        ASK_AGAIN = "ask_again", _("再確認の依頼")
        SEND_BACK = "send_back", _("差戻し")
        PULL_BACK = "pull_back", _("引戻し")
        REJECT = "reject", _("否決")
        WITHDRAW = "withdraw", _("廃案")

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="moves")
    verb = models.CharField(max_length=12, choices=Verb)
    clerk = models.ForeignKey(Clerk, null=True, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    version_number = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("動きの記録")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.paper}"

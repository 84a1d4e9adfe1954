"""Who may decide what: the city's dated tables, what a paper was judged by, and who acts for an absent post."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tomoni.common.people.api import Post

from .papers import Paper


class DecidingTableQuerySet(models.QuerySet["DecidingTable"]):
    def standing(self, on: date) -> Self:
        """The tables in force on a day, the newest first: the first is the one to judge by."""
        return self.filter(since__lte=on).order_by("-since", "-number")


class DecidingTable(models.Model):
    """One version of the city's rules of standing authority (専決規程の表). It never changes once a paper used it."""

    number = models.PositiveSmallIntegerField(_("版"), unique=True)
    since = models.DateField(_("この日から"))
    name = models.CharField(_("名前"), max_length=100)
    reference = models.CharField(_("よりどころ"), max_length=300, blank=True)
    escalators = models.JSONField(_("上に上げる事情"), default=dict)
    rules = models.JSONField(_("決まり"), default=list)
    invented = models.BooleanField(_("見本"), default=False)

    objects = DecidingTableQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("専決の表")
        ordering = ["-number"]
        constraints = [models.CheckConstraint(name="tables_count_from_one", condition=Q(number__gte=1))]

    def __str__(self) -> str:
        return self.name


class Basis(models.Model):
    """What a paper was judged by: the table it began with, the matter, the amount and the circumstances."""

    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="basis")
    table = models.ForeignKey(DecidingTable, on_delete=models.PROTECT, related_name="papers")
    matter = models.CharField(_("事項"), max_length=60)
    stage = models.CharField(_("段階"), max_length=20, blank=True)
    amount_yen = models.PositiveBigIntegerField(_("金額"), null=True, blank=True)
    escalators = models.JSONField(_("上に上げる事情"), default=list)
    judged_on = models.DateField(_("判定の日"))
    rule_key = models.CharField(_("当てはまった決まり"), max_length=60, blank=True)
    height = models.PositiveSmallIntegerField(_("決める職位"))

    class Meta:
        verbose_name = verbose_name_plural = _("決裁区分のもと")
        ordering = ["paper"]
        indexes = [models.Index(fields=["matter", "stage", "judged_on"], name="bases_by_matter")]

    def __str__(self) -> str:
        return f"{self.paper} {self.matter}"


class SubstituteQuerySet(models.QuerySet["Substitute"]):
    def for_matter(self, matter: object) -> Self:
        return self.filter(Q(matter="") | Q(matter=matter))


class Substitute(models.Model):
    """代決の順序: who acts for a post when nobody in it is there. The lowest place that is at hand acts."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="substitutes", verbose_name=_("職"))
    place = models.PositiveSmallIntegerField(_("順位"))
    substitute = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("代わりの職"))
    matter = models.CharField(_("事項"), max_length=60, blank=True, help_text=_("空なら、すべての事項。"))
    without_review = models.BooleanField(_("後閲はいらない（前からの指示）"), default=False)
    reference = models.CharField(_("よりどころ"), max_length=300, blank=True)

    objects = SubstituteQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("代決の順序")
        ordering = ["post", "place"]
        constraints = [
            models.UniqueConstraint(fields=["post", "matter", "place"], name="a_place_of_succession_is_taken_once"),
            models.CheckConstraint(name="no_post_acts_for_itself", condition=~Q(post=F("substitute"))),
        ]

    def __str__(self) -> str:
        return f"{self.post} → {self.substitute}"

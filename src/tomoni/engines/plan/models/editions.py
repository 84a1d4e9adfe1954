"""The editions of the book of the plan: made once, never changed, each with its day and its fingerprint."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .structure import Plan


class Editions(models.QuerySet["Edition"]):
    def made(self) -> Self:
        """Those that can be had, the newest first."""
        return self.filter(state=Edition.State.MADE).order_by("-number")


class Edition(models.Model):
    """One making of the book by a day. It is ordered, then made by a task; what it holds is as known on its day.

    The number is given when it is made: a making that failed, or that would have said the same as another, has none.
    """

    class State(models.TextChoices):
        ORDERED = "ordered", _("作っています")
        MADE = "made", _("できました")
        SAME = "same", _("前の号と同じ内容")
        FAILED = "failed", _("作れませんでした")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="editions", verbose_name=_("計画"))
    number = models.PositiveIntegerField(_("号"), null=True, blank=True, unique=True)
    on = models.DateField(_("いつのことか"))
    state = models.CharField(_("状態"), max_length=8, choices=State, default=State.ORDERED)
    ordered_at = models.DateTimeField(_("頼んだ時刻"))
    made_at = models.DateTimeField(_("できた時刻"), null=True, blank=True)
    digest = models.CharField(_("内容の指紋"), max_length=64, blank=True)
    same_as = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("同じ内容の号")
    )
    trouble = models.CharField(_("作れなかったわけ"), max_length=300, blank=True)

    objects = Editions.as_manager()

    class Meta:
        verbose_name = _("計画の本の号")
        ordering = ["-ordered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="made") | Q(number__isnull=False, made_at__isnull=False) & ~Q(digest=""),
                name="a_made_edition_has_number_and_fingerprint",
            ),
            models.CheckConstraint(
                condition=~Q(state="same") | Q(same_as__isnull=False), name="a_repeated_edition_names_the_other"
            ),
            models.UniqueConstraint(
                fields=["plan", "on"], condition=Q(state="ordered"), name="an_edition_of_a_day_is_ordered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}号 {self.on}" if self.number else f"{self.on} {self.get_state_display()}"


class EditionFile(models.Model):
    """One form of an edition. The bytes stand in the row, so that edition and files are one transaction."""

    class Form(models.TextChoices):
        BOOK = "book", _("計画の本（PDF）")
        SUMMARY = "summary", _("議会向けの要約 2ページ（PDF）")
        WORKBOOK = "workbook", _("計画の本（Excel）")
        VALUES = "values", _("すべての値（CSV）")
        TOLD = "told", _("すべての内容（JSON）")
        DICTIONARY = "dictionary", _("データの説明（CSV）")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files", verbose_name=_("号"))
    form = models.CharField(_("形"), max_length=12, choices=Form)
    name = models.CharField(_("ファイル名"), max_length=80)
    media_type = models.CharField(_("種類"), max_length=100)
    size = models.PositiveIntegerField(_("大きさ"))
    sha256 = models.CharField(_("指紋"), max_length=64)
    data = models.BinaryField(_("中身"))

    class Meta:
        verbose_name = _("計画の本のファイル")
        ordering = ["edition", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "form"], name="an_edition_has_each_form_once"),
            models.UniqueConstraint(fields=["edition", "name"], name="a_file_of_an_edition_has_its_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

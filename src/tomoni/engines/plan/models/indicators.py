"""What is measured: indicators, how each is counted (in versions), and what it shall reach (with its history)."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..rules import Direction, Rounding
from .structure import MeasureGroup, Policy
from .words import Titled, Worded


class Nature(models.TextChoices):
    """What kind of figure an indicator is; it decides the day it belongs to and how sure it can be."""

    STOCK = "stock", _("ある日の数")
    YEARLY = "yearly", _("年度の数")
    SURVEY = "survey", _("調査の割合")
    RATIO = "ratio", _("決算の率")


class Indicator(Titled):
    """One numbered indicator of the plan. `key` is 6-1-i2 in addresses and data, `label` 6-1② on screens."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="indicators", verbose_name=_("施策"))
    group = models.ForeignKey(
        MeasureGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("取組の方向"),
    )
    key = models.SlugField(_("略号"))
    label = models.CharField(_("計画での番号"), max_length=20)
    order = models.PositiveSmallIntegerField(_("順"), default=0)
    short = models.CharField(_("短い名称"), max_length=60)
    short_in = models.JSONField(_("ほかの言語の短い名称"), default=dict, blank=True)
    strategic = models.BooleanField(_("総合戦略のKPI"), default=False)
    unit = models.CharField(_("単位"), max_length=20)
    unit_in = models.JSONField(_("ほかの言語の単位"), default=dict, blank=True)
    direction = models.CharField(
        _("よい向き"),
        max_length=6,
        choices=[(Direction.HIGHER.value, _("多いほどよい")), (Direction.LOWER.value, _("低いほどよい"))],
    )
    nature = models.CharField(_("性質"), max_length=6, choices=Nature)
    places = models.PositiveSmallIntegerField(_("小数の桁"), default=0)
    section = models.CharField(_("担当"), max_length=60, blank=True)
    section_in = models.JSONField(_("ほかの言語の担当"), default=dict, blank=True)
    warning = models.CharField(_("警戒の線"), max_length=80, blank=True)
    warning_in = models.JSONField(_("ほかの言語の警戒の線"), default=dict, blank=True)
    parts = models.JSONField(_("内訳の名称"), default=list, blank=True)
    planned_n = models.PositiveIntegerField(_("調査で聞く人数"), null=True, blank=True)
    assumed_n = models.PositiveIntegerField(_("人数が不明のとき仮定する人数"), null=True, blank=True)
    planned_deff = models.DecimalField(_("見込みの設計効果"), max_digits=5, decimal_places=2, default=1)
    most = models.DecimalField(_("これより大きくならない値"), max_digits=18, decimal_places=6, null=True, blank=True)
    most_words = models.CharField(_("それが何か"), max_length=120, blank=True)
    most_words_in = models.JSONField(_("ほかの言語でそれが何か"), default=dict, blank=True)

    class Meta:
        verbose_name = _("指標")
        ordering = ["order", "key"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "key"], name="an_indicator_has_its_key_once_in_a_policy"),
            models.CheckConstraint(
                condition=Q(nature="survey") | Q(planned_n=None, assumed_n=None), name="only_surveys_ask_people"
            ),
            models.CheckConstraint(condition=Q(most=None) | ~Q(most_words=""), name="a_bound_says_what_it_is"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}"


class IndicatorDefinition(Worded):
    """How an indicator is counted from a day on. A change is a new version; old versions stay."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="definitions", verbose_name=_("指標")
    )
    version = models.PositiveSmallIntegerField(_("版"))
    reading = models.CharField(_("算定の鍵"), max_length=80)
    shared = models.SlugField(_("共通の定義"), blank=True)
    heading = models.CharField(_("数え方"), max_length=120)
    heading_in = models.JSONField(_("ほかの言語の数え方"), default=dict, blank=True)
    formula = models.TextField(_("式"), blank=True)
    formula_in = models.JSONField(_("ほかの言語の式"), default=dict, blank=True)
    facts = models.JSONField(_("調べ方"), default=list, blank=True)
    rounding = models.CharField(
        _("端数"),
        max_length=10,
        choices=[(Rounding.HALF_UP.value, _("四捨五入")), (Rounding.TRUNCATE.value, _("切り捨て"))],
        default=Rounding.HALF_UP.value,
    )
    cut_off = models.CharField(_("いつの時点で締めるか"), max_length=120, blank=True)
    cut_off_in = models.JSONField(_("ほかの言語の締め"), default=dict, blank=True)
    valid_from = models.DateField(_("適用の日"))
    reason = models.TextField(_("変えた理由"), blank=True)
    reason_in = models.JSONField(_("ほかの言語の理由"), default=dict, blank=True)

    class Meta:
        verbose_name = _("指標の定義")
        ordering = ["indicator", "version"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "version"], name="a_definition_has_its_version_once"),
            models.UniqueConstraint(fields=["indicator", "valid_from"], name="one_definition_begins_on_a_day"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="a_changed_definition_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.label} 第{self.version}版"


class Target(models.Model):
    """What an indicator shall reach by a day, as decided on a day. A new target leaves the old one standing.

    It is the target from `valid_from` on; without one, from the day of its decision. It never counts for days before it
    was decided: a verdict that was given stays what it was.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets", verbose_name=_("指標"))
    value = models.DecimalField(_("目標値"), max_digits=18, decimal_places=6)
    day = models.DateField(_("期日"))
    decided_on = models.DateField(_("決めた日"))
    valid_from = models.DateField(_("いつからの目標か"), null=True, blank=True)
    source = models.CharField(_("もと"), max_length=300)
    reason = models.TextField(_("理由"), blank=True)
    despite = models.TextField(_("注意があっても決めた理由"), blank=True)

    class Meta:
        verbose_name = _("目標値")
        ordering = ["indicator", "decided_on"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "decided_on"], name="one_target_is_decided_on_a_day"),
            models.CheckConstraint(
                condition=Q(day__gt=models.F("decided_on")), name="a_target_lies_after_its_decision"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_from__gte=models.F("decided_on")),
                name="a_target_counts_from_its_decision_at_the_earliest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.label} → {self.value.normalize():f} ({self.day})"

    @property
    def begins(self) -> date:
        """The day from which it is the target."""
        return self.valid_from or self.decided_on

    def holds(self, on: date) -> bool:
        return self.begins <= on


class IndicatorNote(Worded):
    """Something known of an indicator that is not a number: a range, "about", a total of several years."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="notes", verbose_name=_("指標"))
    when = models.CharField(_("いつのこと"), max_length=60)
    source = models.CharField(_("もと"), max_length=300)
    url = models.URLField(_("もとのアドレス"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("数にできない記録")
        ordering = ["indicator", "when"]
        constraints = [models.UniqueConstraint(fields=["indicator", "when"], name="a_note_has_its_time_once")]

    def __str__(self) -> str:
        return f"{self.indicator.label} {self.when}"

"""The figures: what was observed (with its source), what was corrected, and the values that were counted and kept."""

from typing import Any, Never

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .indicators import Indicator, IndicatorDefinition


class ValueStands(Exception):
    """A stored value was to be changed or deleted. It stands; a correction is a new value beside it."""


class Kind(models.TextChoices):
    """Where a figure comes from."""

    OBSERVED = "observed", _("公表された値")
    BASELINE = "baseline", _("計画の基準値")
    RESTATED = "restated", _("訂正後の値")
    COMPUTED = "computed", _("記録から数えた値")
    INVENTED = "invented", _("見本の値")


class Span(models.TextChoices):
    """How exactly the day of a figure is known, and how it is called on screens."""

    DAY = "day", _("日")
    MONTH = "month", _("月")
    YEAR = "year", _("年度")


class Observation(models.Model):
    """A figure of an indicator as somebody published it. It is never overwritten: see Restatement.

    `day` is the day the figure is of: for a fiscal year its last day, for a month its last day.
    """

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="observations", verbose_name=_("指標")
    )
    kind = models.CharField(_("種類"), max_length=8, choices=Kind)
    value = models.DecimalField(_("値"), max_digits=18, decimal_places=6)
    day = models.DateField(_("いつの値か"))
    span = models.CharField(_("日の細かさ"), max_length=5, choices=Span, default=Span.DAY)
    year_so_far = models.BooleanField(_("年度の途中まで"), default=False)
    first_published = models.DateField(_("はじめて公表された日"), null=True, blank=True)
    source = models.CharField(_("もと"), max_length=300)
    source_in = models.JSONField(_("ほかの言語のもと"), default=dict, blank=True)
    url = models.URLField(_("もとのアドレス"), max_length=300, blank=True)
    note = models.TextField(_("注"), blank=True)
    note_in = models.JSONField(_("ほかの言語の注"), default=dict, blank=True)
    n = models.PositiveIntegerField(_("答えた人数"), null=True, blank=True)
    deff = models.DecimalField(_("設計効果"), max_digits=5, decimal_places=2, default=1)
    unweighted = models.DecimalField(_("重みなしの値"), max_digits=18, decimal_places=6, null=True, blank=True)
    breakdown = models.JSONField(_("内訳"), default=dict, blank=True)
    created_at = models.DateTimeField(_("記録した時刻"), auto_now_add=True)

    class Meta:
        verbose_name = _("実績値")
        ordering = ["indicator", "day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "day", "kind", "source"],
                condition=~Q(kind="restated"),
                name="a_source_gives_a_figure_of_a_day_once",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="a_figure_names_its_source"),
            models.CheckConstraint(condition=Q(n=None) | Q(n__gt=0), name="a_survey_has_answers"),
            models.CheckConstraint(condition=Q(deff__gt=0), name="a_design_effect_is_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.label} {self.day} {self.value.normalize():f}"


class Working(models.Model):
    """A line of the working behind a published figure: an input of its formula, or a result on the way."""

    observation = models.ForeignKey(
        Observation, on_delete=models.CASCADE, related_name="workings", verbose_name=_("実績値")
    )
    order = models.PositiveSmallIntegerField(_("順"))
    label = models.CharField(_("項目"), max_length=80)
    label_in = models.JSONField(_("ほかの言語の項目"), default=dict, blank=True)
    value = models.DecimalField(_("値"), max_digits=18, decimal_places=6)
    unit = models.CharField(_("単位"), max_length=20, blank=True)
    result = models.BooleanField(_("計算の結果"), default=False)

    class Meta:
        verbose_name = _("計算の材料")
        ordering = ["observation", "order"]
        constraints = [models.UniqueConstraint(fields=["observation", "order"], name="workings_have_one_order")]

    def __str__(self) -> str:
        return f"{self.label} {self.value.normalize():f}"


class Restatement(models.Model):
    """A published figure was corrected. Both stand side by side, with the reason and the day."""

    was = models.OneToOneField(
        Observation, on_delete=models.PROTECT, related_name="corrected_by", verbose_name=_("はじめの値")
    )
    now = models.OneToOneField(
        Observation, on_delete=models.PROTECT, related_name="corrects", verbose_name=_("訂正後の値")
    )
    on = models.DateField(_("訂正された日"))
    reason = models.TextField(_("理由"))
    reason_in = models.JSONField(_("ほかの言語の理由"), default=dict, blank=True)
    source = models.CharField(_("もと"), max_length=300)
    source_in = models.JSONField(_("ほかの言語のもと"), default=dict, blank=True)
    url = models.URLField(_("もとのアドレス"), max_length=300, blank=True)
    doubt = models.TextField(_("確かでないこと"), blank=True)
    doubt_in = models.JSONField(_("ほかの言語の確かでないこと"), default=dict, blank=True)

    class Meta:
        verbose_name = _("値の訂正")
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(was=F("now")), name="a_correction_joins_two_figures"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_correction_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.was} → {self.now.value.normalize():f}"


class Values(models.QuerySet["IndicatorValue"]):
    """Kept values can be added to and read."""

    def update(self, **facts: Any) -> Never:
        raise ValueStands("A kept value is not changed.")

    def delete(self) -> Never:
        raise ValueStands("A kept value is not deleted.")


class IndicatorValue(models.Model):
    """A value as it was counted on a night, with all that is needed to count it again. It never changes.

    The same indicator and day may have a second value, counted later by another definition or from corrected records;
    then it says why (`restated_because`), and the first stands.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values", verbose_name=_("指標"))
    definition = models.ForeignKey(
        IndicatorDefinition, on_delete=models.PROTECT, related_name="values", verbose_name=_("定義")
    )
    on = models.DateField(_("いつの値か"))
    kind = models.CharField(_("種類"), max_length=8, choices=Kind)
    invented = models.BooleanField(_("見本"), default=False)
    value = models.DecimalField(_("値"), max_digits=18, decimal_places=6)
    numerator = models.DecimalField(_("分子"), max_digits=18, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField(_("分母"), max_digits=18, decimal_places=6, null=True, blank=True)
    n = models.PositiveIntegerField(_("答えた人数"), null=True, blank=True)
    low = models.DecimalField(_("区間の下"), max_digits=18, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(_("区間の上"), max_digits=18, decimal_places=6, null=True, blank=True)
    breakdown = models.JSONField(_("内訳"), default=dict, blank=True)
    rows = models.PositiveBigIntegerField(_("数えた記録"), null=True, blank=True)
    inputs_hash = models.CharField(_("入力の指紋"), max_length=64)
    computed_at = models.DateTimeField(_("数えた時刻"))
    restated_because = models.TextField(_("数え直した理由"), blank=True)

    objects = Values.as_manager()

    class Meta:
        verbose_name = _("数えた値")
        ordering = ["indicator", "on", "computed_at"]
        get_latest_by = "computed_at"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "on"], condition=Q(restated_because=""), name="a_day_has_one_first_value"
            ),
            models.CheckConstraint(
                condition=Q(low=None, high=None) | Q(low__lte=F("high")), name="an_interval_runs_from_low_to_high"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.label} {self.on} {self.value.normalize():f}"

    def save(self, *args: Any, **how: Any) -> None:
        if self.pk is not None:
            raise ValueStands("A kept value is not changed.")
        super().save(*args, **how)

    def delete(self, *args: Any, **how: Any) -> Never:
        raise ValueStands("A kept value is not deleted.")


class FigureImport(models.Model):
    """A sheet of figures as it came: rehearsed line by line, and carried out once when somebody confirmed it."""

    file_name = models.CharField(_("ファイル"), max_length=200)
    lines = models.JSONField(_("行"))
    made_at = models.DateTimeField(_("読んだ時刻"))
    carried_out_at = models.DateTimeField(_("取り込んだ時刻"), null=True, blank=True)

    class Meta:
        verbose_name = _("数字の取り込み")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.file_name

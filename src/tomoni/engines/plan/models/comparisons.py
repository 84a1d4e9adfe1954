"""Figures of other cities, for indicators that share a definition: read from a file, never asked over the network."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..rules import Rounding
from .figures import Span


class ComparedCity(models.Model):
    """A city whose figures stand beside ours, as its file said."""

    code = models.CharField(_("団体コード"), max_length=6, unique=True)
    name = models.CharField(_("市町村の名前"), max_length=60)
    as_of = models.DateField(_("いつの時点のファイルか"))
    source = models.CharField(_("もと"), max_length=300)
    url = models.URLField(_("もとのアドレス"), max_length=300, blank=True)
    invented = models.BooleanField(_("見本"), default=False)

    class Meta:
        verbose_name = _("くらべる市町村")
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="a_compared_city_names_its_source")]

    def __str__(self) -> str:
        return self.name


class ComparedIndicator(models.Model):
    """One indicator of another city. `shared` is the key of the definition it says it follows."""

    city = models.ForeignKey(
        ComparedCity, on_delete=models.CASCADE, related_name="indicators", verbose_name=_("市町村")
    )
    shared = models.SlugField(_("共通の定義"))
    title = models.CharField(_("その市での名前"), max_length=200)
    words = models.TextField(_("その市での数え方"), blank=True)
    unit = models.CharField(_("単位"), max_length=20)
    direction = models.CharField(_("よい向き"), max_length=6, blank=True)
    places = models.PositiveSmallIntegerField(_("小数の桁"), default=0)
    rounding = models.CharField(
        _("端数"), max_length=10, blank=True, choices=[(one.value, one.value) for one in Rounding]
    )
    target = models.DecimalField(_("目標値"), max_digits=18, decimal_places=6, null=True, blank=True)
    target_on = models.DateField(_("期日"), null=True, blank=True)

    class Meta:
        verbose_name = _("ほかの市の指標")
        ordering = ["shared", "city__code"]
        constraints = [models.UniqueConstraint(fields=["city", "shared"], name="a_city_has_a_shared_indicator_once")]

    def __str__(self) -> str:
        return f"{self.city} {self.title}"


class ComparedFigure(models.Model):
    """A figure of another city's indicator."""

    indicator = models.ForeignKey(
        ComparedIndicator, on_delete=models.CASCADE, related_name="figures", verbose_name=_("指標")
    )
    day = models.DateField(_("いつの値か"))
    span = models.CharField(_("日の細かさ"), max_length=5, choices=Span, default=Span.YEAR)
    value = models.DecimalField(_("値"), max_digits=18, decimal_places=6)
    invented = models.BooleanField(_("見本"), default=False)
    restated = models.BooleanField(_("訂正された値"), default=False)
    source = models.CharField(_("もと"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("ほかの市の値")
        ordering = ["indicator", "day"]
        constraints = [models.UniqueConstraint(fields=["indicator", "day"], name="a_compared_figure_of_a_day_once")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.day} {self.value.normalize():f}"

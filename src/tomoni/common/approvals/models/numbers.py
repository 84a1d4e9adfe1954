"""Document numbers: one running series per register and fiscal year, without gaps; a void number stays listed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tomoni.base.references import About


class NumberRegister(models.Model):
    """The last number given in one register in one fiscal year."""

    register = models.CharField(_("文書の記号"), max_length=40)
    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    last = models.PositiveIntegerField(_("最後の番号"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("番号簿")
        ordering = ["-fiscal_year", "register"]
        constraints = [
            models.UniqueConstraint(fields=["register", "fiscal_year"], name="a_register_begins_anew_every_fiscal_year")
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.fiscal_year}"


class DocumentNumber(About):
    """One number that was given, and to what."""

    series = models.ForeignKey(NumberRegister, on_delete=models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField(_("番号"))
    words = models.CharField(_("文書番号"), max_length=60)
    given_on = models.DateField(_("付けた日"))
    void_because = models.CharField(_("欠番のわけ"), max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("文書番号")
        ordering = ["series", "number"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="a_number_is_given_once"),
            models.CheckConstraint(name="numbers_count_from_one", condition=Q(number__gte=1)),
        ]
        indexes = [models.Index(fields=["about_type", "about_id"], name="numbers_about")]

    def __str__(self) -> str:
        return self.words

"""Consents: what a resident agreed to, in which words, when and how, and when they took it back."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .residents import Resident


class Way(models.TextChoices):
    """How somebody told the city."""

    SCREEN = "screen", _("画面で")
    COUNTER = "counter", _("窓口で")
    PAPER = "paper", _("紙で")
    PHONE = "phone", _("電話で")


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self, on: date) -> Self:
        """Those given by the end of a day and not taken back on it or before."""
        return self.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=on), given_on__lte=on)


class Consent(models.Model):
    """One consent to one purpose, in the words of its day. A withdrawn one stays, to say that it was withdrawn."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="consents", verbose_name=_("住民"))
    purpose = models.CharField(_("何のため"), max_length=80)
    version = models.PositiveSmallIntegerField(_("文の版"))
    text = models.TextField(_("同意した文"))
    given_at = models.DateTimeField(_("同意した日時"))
    given_on = models.DateField(editable=False)
    given_how = models.CharField(_("同意のしかた"), max_length=8, choices=Way, default=Way.SCREEN)
    withdrawn_at = models.DateTimeField(_("取り消した日時"), null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)
    withdrawn_how = models.CharField(_("取り消しのしかた"), max_length=8, choices=Way, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("同意")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "purpose"],
                condition=Q(withdrawn_at=None),
                name="nobody_consents_to_one_thing_twice",
            ),
            models.CheckConstraint(
                name="a_consent_is_withdrawn_after_it_was_given",
                condition=Q(withdrawn_at=None, withdrawn_on=None, withdrawn_how="")
                | (Q(withdrawn_at__gte=F("given_at"), withdrawn_on__isnull=False) & ~Q(withdrawn_how="")),
            ),
            models.CheckConstraint(name="a_consent_keeps_its_words", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} v{self.version}"

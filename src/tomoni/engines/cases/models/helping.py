"""Who helped with an application and on whose behalf; and applications that one occasion of life brings at once."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tomoni.common.files.api import StoredFile
from tomoni.common.people.api import Clerk

from .case import Case
from .drafting import Draft


class Proxy(models.TextChoices):
    """Who speaks for the applicant."""

    FAMILY = "FAMILY", _("家族")
    WARD_HEAD = "WARD_HEAD", _("区長")
    OTHER = "OTHER", _("そのほかの人")


class Consented(models.TextChoices):
    """How the applicant agreed that somebody else speaks for them."""

    PRESENT = "PRESENT", _("本人がその場で言った")
    PHONE = "PHONE", _("本人に電話で確かめた")
    WRITTEN = "WRITTEN", _("書いた紙（委任状など）を見た")


class Confirmed(models.TextChoices):
    """How whoever applied said that what was typed is right."""

    SCREEN = "SCREEN", _("画面で本人が確かめた")
    SIGNED = "SIGNED", _("印刷した紙に署名した")
    READ_OUT = "READ_OUT", _("読み上げて確かめた")
    PAPER = "PAPER", _("出された紙と見くらべた")


class Assistance(models.Model):
    """A clerk typed for somebody: who and where, for whom, how it was confirmed. Of a draft, then of its case."""

    draft = models.OneToOneField(Draft, null=True, blank=True, on_delete=models.CASCADE, related_name="assistance")
    case = models.OneToOneField(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="assistance")
    clerk = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=100)
    began_at = models.DateTimeField()
    proxy = models.CharField(max_length=10, choices=Proxy, blank=True)
    proxy_name = models.CharField(max_length=100, blank=True)
    proxy_relation = models.CharField(max_length=100, blank=True)
    consent = models.CharField(max_length=8, choices=Consented, blank=True)
    consent_on = models.DateField(null=True, blank=True)
    confirmed = models.CharField(max_length=8, choices=Confirmed, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=False, case=None) | Q(draft=None, case__isnull=False),
                name="help_is_of_a_draft_or_of_its_case",
            ),
            models.CheckConstraint(
                condition=Q(proxy="") | (~Q(proxy_name="") & ~Q(consent="") & Q(consent_on__isnull=False)),
                name="a_proxy_has_a_name_and_consent",
            ),
            models.CheckConstraint(
                condition=Q(case=None) | (~Q(confirmed="") & Q(confirmed_at__isnull=False)),
                name="what_arrives_with_help_was_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.clerk}"

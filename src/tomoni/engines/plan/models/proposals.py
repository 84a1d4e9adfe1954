"""A target on its way: proposed with what its setting would mean, sealed by the posts of the city's route, then set."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tomoni.common.people.api import Clerk

from .indicators import Indicator, Target


class TargetProposal(models.Model):
    """A target that somebody wants to set, with the realism check as it was read. Decided, it becomes a Target.

    `realism` holds what was read: the day, and every finding in words with its numbers. A finding that
    warns does not forbid; `despite` says why the target shall be set all the same.
    """

    class State(models.TextChoices):
        ON_ITS_WAY = "on_its_way", _("決裁中")
        DECIDED = "decided", _("決まった")
        REJECTED = "rejected", _("否決")
        WITHDRAWN = "withdrawn", _("取りやめ")

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("指標"))
    value = models.DecimalField(_("目標値"), max_digits=18, decimal_places=6)
    day = models.DateField(_("期日"))
    valid_from = models.DateField(_("いつからの目標か"))
    source = models.CharField(_("もと"), max_length=300)
    reason = models.TextField(_("理由"))
    despite = models.TextField(_("注意があっても決める理由"), blank=True)
    realism = models.JSONField(_("確かめた結果"), default=dict)
    warned = models.BooleanField(_("注意があった"), default=False)
    state = models.CharField(_("状態"), max_length=10, choices=State, default=State.ON_ITS_WAY, editable=False)
    made_by = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+", verbose_name=_("起案した人"))
    made_at = models.DateTimeField(_("起案した時刻"))
    target = models.OneToOneField(
        Target, on_delete=models.PROTECT, null=True, blank=True, related_name="proposal", verbose_name=_("決まった目標")
    )

    class Meta:
        verbose_name = _("目標の起案")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(state="on_its_way"), name="one_target_is_proposed_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_proposed_target_says_why"),
            models.CheckConstraint(
                condition=Q(warned=False) | ~Q(despite=""), name="whoever_was_warned_says_why_all_the_same"
            ),
            models.CheckConstraint(
                condition=Q(state="decided", target__isnull=False) | (~Q(state="decided") & Q(target=None)),
                name="a_decided_proposal_has_its_target",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.label} → {self.value.normalize():f} ({self.day})"

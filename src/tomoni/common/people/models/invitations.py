"""Invitations into an organisation: by mail, to whoever reads there, for a few weeks."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from .residents import Membership, Organisation, Resident


def _token() -> str:
    return get_random_string(32)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting(self, on: date) -> Self:
        """Those that can still be taken up."""
        return self.filter(ended_at=None, expires_on__gte=on)


class Invitation(models.Model):
    """A mail address is invited to be part of an organisation; whoever opens its link signed in may accept."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("メールアドレス"))
    role = models.CharField(_("役"), max_length=10, choices=Membership.Role, default=Membership.Role.MEMBER)
    token = models.CharField(max_length=32, unique=True, default=_token, editable=False)
    invited_by = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    invited_at = models.DateTimeField(_("招いた日時"))
    expires_on = models.DateField(_("この日まで"))
    accepted_by = models.ForeignKey(Resident, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(_("答えのあった日時"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("団体への招待")
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"], condition=Q(ended_at=None), name="nobody_is_invited_twice_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.email}"

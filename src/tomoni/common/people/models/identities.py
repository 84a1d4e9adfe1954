"""Proof of who somebody is: the service that gives it, and which account it belongs to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .accounts import Account


class Issuer(models.Model):
    """A service that proves identities, and what it says of itself.

    The worker reads that every hour. A resident who begins a proof waits for nobody, and no screen but the one that
    ends a proof asks another host.
    """

    address = models.URLField(max_length=255, unique=True)
    description = models.JSONField(default=dict)
    keys = models.JSONField(default=dict)
    read_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("本人確認のサービス")

    def __str__(self) -> str:
        return self.address


class Identity(models.Model):
    """Somebody known to an issuer under a number of its own is the holder of one account here.

    `said` is what the issuer said last (name, address, birthdate). It is no part of the city's record until the
    resident agrees.
    """

    issuer = models.URLField(max_length=255)
    subject = models.CharField(max_length=255)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="identities")
    linked_at = models.DateTimeField(_("つないだ日時"))
    proven_at = models.DateTimeField(_("最後に確かめた日時"))
    said = models.JSONField(default=dict)

    class Meta:
        verbose_name = verbose_name_plural = _("つないだ本人確認")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="a_proven_person_opens_one_account"),
            models.UniqueConstraint(fields=["issuer", "account"], name="an_account_is_one_person_to_an_issuer"),
        ]

    def __str__(self) -> str:
        return str(_("つないだ本人確認"))

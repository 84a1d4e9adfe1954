"""Linking an account with a proven identity, and what the provider says of a person."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tomoni.base.journal.api import write

from ..models import Account, Identity, Resident
from .noting import changed


class LinkedAlready(Exception):
    """The proven person opens another account, or the account is another person to this provider."""


class LastWayIn(Exception):
    """Without this identity nobody could sign in to the account any more."""


@transaction.atomic
def link_identity(
    *, account: Account, issuer: str, subject: str, said: Mapping[str, str], at: datetime, on: datetime
) -> Identity:
    """From now on this proven person opens this account. The journal keeps no number of the provider's."""
    identity = Identity(issuer=issuer, subject=subject, account=account, said=dict(said), linked_at=on, proven_at=at)
    try:
        with transaction.atomic():
            identity.save()
    except IntegrityError as taken:
        raise LinkedAlready from taken
    write("people.link_identity", who=account, about=account, after={"issuer": issuer})
    return identity


@transaction.atomic
def note_proven(*, identity: Identity, said: Mapping[str, str], at: datetime) -> list[str]:
    """The person was proven once more; which of what is said of them is new since the last time."""
    before = identity.said
    new = sorted(name for name, words in said.items() if words and before.get(name, "") != words)
    identity.proven_at = at
    identity.said = dict(said)
    identity.save(update_fields=["proven_at", "said"])
    write("people.prove", who=identity.account, about=identity.account, after={"issuer": identity.issuer, "new": new})
    return new


@transaction.atomic
def take_said(*, resident: Resident, facts: Mapping[str, Any], who: Account) -> Resident:
    """Write into the city's record what the provider said, as far as the resident has agreed."""
    why = _("本人確認のサービスで確かめたとおりに直すことに、本人が同意した")
    return changed("people.take_said", resident, facts, who=who, why=why)


@transaction.atomic
def unlink_identity(*, identity: Identity, who: Account) -> None:
    """The proven person no longer opens the account; other ways in remain, or LastWayIn."""
    account = Account.objects.select_for_update().get(pk=identity.account_id)
    if not any(ways_in(account)):
        raise LastWayIn
    write("people.unlink_identity", who=who, about=account, before={"issuer": identity.issuer})
    identity.delete()


def ways_in(account: Account) -> Iterable[str]:
    """How somebody can sign in without a card."""
    if EmailAddress.objects.filter(user=account, verified=True).exists():
        yield "mail"
    if Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN).exists():
        yield "passkey"

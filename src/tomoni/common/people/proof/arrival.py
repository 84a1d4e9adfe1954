"""Somebody comes back proven: which account that opens, and what waits until they have said which.

A number of the provider (sub) opens the account it was linked with, and no other; nobody is signed out of one account
into another by a card. A mail address that the provider names links nothing: whoever has an account signs in to it
first.
"""

import time
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest

from .. import assurance
from ..actions import LinkedAlready, link_identity, note_proven
from ..models import Account, Identity
from ..person import CACHED, person_of
from ..signin import opens
from .claims import Claims
from .flow import LASTS, Proof
from .refusals import Refused, Why

WAITING = "identity_waiting"  # in the session: a proof that is linked with no account yet


def arrive(request: HttpRequest, proof: Proof) -> tuple[Identity | None, bool]:
    """Let the proven person in. (identity, whether something new is said of them); None for a number nobody knows."""
    identity = Identity.objects.filter(issuer=proof.issuer, subject=proof.subject).select_related("account").first()
    account = person_of(request).account
    if identity is None:
        request.session[WAITING] = asdict(proof) | {"claims": proof.claims.as_data(), "since": time.time()}
        return None, False
    if account is not None and account.pk != identity.account_id:
        raise Refused(Why.SOMEBODY_ELSE, f"account {account.pk} came back with the card of another account")
    _check(identity.account)
    new = note_proven(identity=identity, said=proof.claims.as_data(), at=datetime.fromtimestamp(proof.at, UTC))
    if account is None:
        _sign_in(request, identity.account)
    assurance.note_shown(request, identity, proof.at)
    return identity, bool(new)


def _check(account: Account) -> None:
    if account.is_staff:
        raise Refused(Why.STAFF, f"account {account.pk} is a clerk's")
    if not opens(account):
        raise Refused(Why.CLOSED, f"account {account.pk} is closed")


def _sign_in(request: HttpRequest, account: Account) -> None:
    record_authentication(request, account, "identity")
    get_adapter(request).login(request, account)
    delattr(request, CACHED)


def waiting(request: HttpRequest) -> Proof | None:
    """The proof of this session that still has no account; None when there is none or it has waited too long."""
    kept: Any = request.session.get(WAITING)
    if not isinstance(kept, dict) or time.time() - kept["since"] > LASTS:
        return None
    known = {name: value for name, value in kept.items() if name != "since"}
    return Proof(**known | {"claims": Claims.from_data(kept["claims"])})


def link(request: HttpRequest, account: Account, proof: Proof, on: datetime) -> Identity:
    """Link the waiting proof with the account that is signed in."""
    _check(account)
    if Identity.objects.filter(issuer=proof.issuer, account=account).exists():
        raise Refused(Why.HAS_ANOTHER, f"account {account.pk} is linked with another card")
    try:
        identity = link_identity(
            account=account,
            issuer=proof.issuer,
            subject=proof.subject,
            said=proof.claims.as_data(),
            at=datetime.fromtimestamp(proof.at, UTC),
            on=on,
        )
    except LinkedAlready as taken:
        raise Refused(Why.SOMEBODY_ELSE, "linked with another account in the meantime") from taken
    request.session.pop(WAITING, None)
    assurance.note_shown(request, identity, proof.at)
    return identity


def let_go(request: HttpRequest) -> None:
    """The person does not want to link it after all."""
    request.session.pop(WAITING, None)

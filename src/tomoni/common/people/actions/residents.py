"""Residents, their profile, and the organisations they belong to."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model

from ..models import Account, Membership, Organisation, Resident
from .noting import changed, entered


@transaction.atomic
def enter_resident(*, who: Model | None, account: Account | None = None, **facts: Any) -> Resident:
    """Enter a resident: with an account, or without one at the counter."""
    return entered("people.enter_resident", Resident(account=account, **facts), who=who)


@transaction.atomic
def keep_profile(*, resident: Resident, facts: dict[str, Any], who: Model | None, why: str = "") -> Resident:
    """Change what a resident is known by."""
    return changed("people.keep_profile", resident, facts, who=who, why=why)


@transaction.atomic
def enter_organisation(*, who: Model | None, **facts: Any) -> Organisation:
    """Enter an organisation."""
    return entered("people.enter_organisation", Organisation(**facts), who=who)


@transaction.atomic
def keep_organisation(
    *, organisation: Organisation, facts: dict[str, Any], who: Model | None, why: str = ""
) -> Organisation:
    """Change what an organisation is known by."""
    return changed("people.keep_organisation", organisation, facts, who=who, why=why)


@transaction.atomic
def join(
    *, organisation: Organisation, resident: Resident, role: str, since: date, who: Model | None, why: str = ""
) -> Membership:
    """Make a resident part of an organisation; the standing membership when there is one already."""
    standing = Membership.objects.standing(since).filter(organisation=organisation, resident=resident, role=role)
    if held := standing.first():
        return held
    membership = Membership(organisation=organisation, resident=resident, role=role, since=since)
    return entered("people.join", membership, who=who, why=why)


@transaction.atomic
def leave(*, membership: Membership, on: date, who: Model | None, why: str = "") -> Membership:
    """End a membership; `on` is the first day without it."""
    return changed("people.leave", membership, {"until": on}, who=who, why=why)

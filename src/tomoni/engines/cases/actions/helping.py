"""The same form by another door: a clerk types for somebody, who then says that it is right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from tomoni.base.clock import now
from tomoni.base.journal.api import write
from tomoni.common.files.api import StoredFile
from tomoni.common.people.api import Clerk

from ..models import Assistance, Case, Confirmed, Consented, Draft, Package, Proxy
from ..procedures import Procedure
from ..workflow import Entrance
from .drafting import begin, submit


class NoConsent(Exception):
    """Nobody speaks for another without a name and their consent."""


class NoScan(Exception):
    """What came on paper arrives together with its picture."""


@dataclass(frozen=True, kw_only=True)
class Spokesperson:
    """Who speaks for the applicant, and how the applicant agreed to it."""

    proxy: Proxy
    name: str
    consent: Consented
    consent_on: date
    relation: str = ""


@transaction.atomic
def begin_for(
    procedures: Sequence[Procedure],
    *,
    entrance: Entrance,
    clerk: Clerk,
    place: str,
    spokesperson: Spokesperson | None = None,
    occasion: str = "",
) -> list[Draft]:
    """A draft of each procedure, typed by a clerk. Several at once are a package."""
    if entrance == Entrance.PROXY and spokesperson is None:
        raise NoConsent
    if spokesperson is not None and not spokesperson.name.strip():
        raise NoConsent
    package = Package.objects.create(title=occasion, began_at=now()) if len(procedures) > 1 else None
    drafts = [begin(procedure, entrance=entrance, helped_by=clerk) for procedure in procedures]
    for draft in drafts:
        draft.package = package
        draft.save(update_fields=["package"])
        Assistance.objects.create(draft=draft, clerk=clerk, place=place, began_at=now(), **_spoken_for(spokesperson))
    return drafts


def _spoken_for(who: Spokesperson | None) -> dict[str, Any]:
    if who is None:
        return {}
    return {"proxy": who.proxy, "proxy_name": who.name, "proxy_relation": who.relation, "consent": who.consent,
            "consent_on": who.consent_on}  # fmt: skip


@transaction.atomic
def keep_scan(draft: Draft, *, scan: StoredFile, clerk: Clerk) -> Assistance:
    """The picture of the paper from which a clerk types."""
    help_ = Assistance.objects.select_for_update().get(draft=draft)
    help_.scan = scan
    help_.save(update_fields=["scan"])
    return help_


@transaction.atomic
def hand_in_for(draft: Draft, *, confirmed: Confirmed, clerk: Clerk | None = None) -> Case:
    """Whoever applied has said that it is right: it arrives. The same draft again is the same case.

    `clerk` is who says so for them; none when the applicant pressed the button on the screen.
    """
    if draft.package_id is not None:  # first, so that two of one package never wait for each other
        Package.objects.select_for_update().get(pk=draft.package_id)
    help_ = Assistance.objects.select_for_update().filter(draft=draft).first()
    if help_ is None:
        return submit(draft)
    if (draft.entrance == Entrance.PAPER or confirmed == Confirmed.PAPER) and help_.scan is None:
        raise NoScan
    help_.confirmed, help_.confirmed_at = confirmed, now()
    help_.save(update_fields=["confirmed", "confirmed_at"])
    case = submit(draft)
    told = {"confirmed": confirmed.value, "place": help_.place}
    told |= {"proxy": help_.proxy, "consent": help_.consent} if help_.proxy else {}
    write("cases.confirm", who=clerk, about=case, after=told)
    return case

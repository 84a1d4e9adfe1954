"""The invented people of a demo: clerks with the posts they hold, residents, organisations with their members."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from django.conf import settings

from tomoni.base.city.api import CityData, load_csv, loadable

from ..actions.house import account_of
from ..models import Clerk, Holding, Membership, Organisation, Post, Resident
from .several import InOrder
from .writing import put

CLERKS = "demo/clerks.csv"


class ClerkRow(CityData):
    number: str
    family: str
    given: str = ""
    kana: str = ""
    email: str
    posts: InOrder = ()
    since: date = date.min


def _write_clerk(row: ClerkRow) -> Clerk:
    facts = {"family_name": row.family, "given_name": row.given, "kana": row.kana}
    clerk = Clerk.objects.filter(number=row.number).first()
    return put(clerk or Clerk(number=row.number, account=account_of(row.email, invented=True), invented=True), facts)


def _tell_clerk(clerk: Clerk) -> ClerkRow:
    return ClerkRow(
        number=clerk.number,
        family=clerk.family_name,
        given=clerk.given_name,
        kana=clerk.kana,
        email=clerk.account.email,
    )


class HoldingRow(CityData):
    """One post of one clerk; read from the same file."""

    number: str
    post: str
    since: date
    main: bool


def _holdings(folder: Path) -> Sequence[HoldingRow]:
    file = folder / CLERKS
    return [
        HoldingRow(number=row.number, post=post, since=row.since, main=place == 0).from_place(*row.origin)  # type: ignore[misc]
        for row in (load_csv(file, ClerkRow) if file.exists() else [])
        for place, post in enumerate(row.posts)
    ]


def _write_holding(row: HoldingRow) -> Holding:
    post = Post.objects.filter(key=row.post).first()
    if post is None:
        raise row.unknown("post", row.post, Post.objects.values_list("key", flat=True))
    clerk = Clerk.objects.get(number=row.number)
    holding, _ = Holding.objects.update_or_create(post=post, clerk=clerk, since=row.since, defaults={"main": row.main})
    return holding


def _tell_holding(holding: Holding) -> HoldingRow:
    return HoldingRow(number=holding.clerk.number, post=holding.post.key, since=holding.since, main=holding.main)


class ResidentRow(CityData):
    name: str
    kana: str = ""
    born_on: date | None = None
    postal_code: str = ""
    town: str = ""
    address: str = ""
    building: str = ""
    ward: str = ""
    phone: str = ""
    email: str = ""
    language: str = settings.LANGUAGE_CODE


def _write_resident(row: ResidentRow) -> Resident:
    if row.language not in dict(settings.LANGUAGES):
        raise row.unknown("language", row.language, dict(settings.LANGUAGES))
    facts = row.model_dump(exclude={"email", "ward"}) | {"ward_name": row.ward}
    account = account_of(row.email, invented=True) if row.email else None
    resident = Resident.objects.filter(name=row.name, born_on=row.born_on, invented=True).first()
    return put(resident or Resident(invented=True), facts | {"account": account})


def _tell_resident(resident: Resident) -> ResidentRow:
    told = {name: getattr(resident, name) for name in ResidentRow.model_fields if name not in {"email", "ward"}}
    return ResidentRow(**told, ward=resident.ward_name, email=resident.account.email if resident.account else "")


class OrganisationRow(CityData):
    key: str
    name: str
    kana: str = ""
    kind: Literal["group", "ward", "company", "school", "other"] = "group"
    postal_code: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


def _write_organisation(row: OrganisationRow) -> Organisation:
    facts = row.model_dump(exclude={"key"})
    organisation = Organisation.objects.filter(key=row.key).first()
    return put(organisation or Organisation(key=row.key, invented=True), facts)


def _tell_organisation(organisation: Organisation) -> OrganisationRow:
    return OrganisationRow(**{name: getattr(organisation, name) for name in OrganisationRow.model_fields})


class MemberRow(CityData):
    organisation: str
    resident: str
    role: Literal["head", "contact", "member"] = "member"
    since: date


def _write_member(row: MemberRow) -> Membership:
    invented = Resident.objects.filter(invented=True)
    resident = invented.filter(name=row.resident).first()
    if resident is None:
        raise row.unknown("resident", row.resident, invented.values_list("name", flat=True))
    organisation = Organisation.objects.filter(key=row.organisation).first()
    if organisation is None:
        known = [key for key in Organisation.objects.values_list("key", flat=True) if key]
        raise row.unknown("organisation", row.organisation, known)
    membership, _ = Membership.objects.update_or_create(
        organisation=organisation, resident=resident, role=row.role, defaults={"since": row.since}
    )
    return membership


def _tell_member(membership: Membership) -> MemberRow:
    return MemberRow(
        organisation=membership.organisation.key or "",
        resident=membership.resident.name,
        role=membership.role,  # type: ignore[arg-type]
        since=membership.since,
    )


loadable(
    "people.clerk", title="clerk", file=CLERKS, row=ClerkRow, natural="number", demo=True, aside=["posts", "since"],
    write=_write_clerk, tell=_tell_clerk,
    things=lambda: Clerk.objects.filter(invented=True).select_related("account"),
)  # fmt: skip
loadable(
    "people.holding", title="holding of a post", file=CLERKS, row=HoldingRow, rows=_holdings,
    natural=("number", "post", "since"), after=["people.clerk", "people.post"], demo=True,
    write=_write_holding, tell=_tell_holding,
    things=lambda: Holding.objects.filter(clerk__invented=True).select_related("clerk", "post"),
)  # fmt: skip
loadable(
    "people.resident", title="resident", file="demo/residents.csv", row=ResidentRow, natural=("name", "born_on"),
    demo=True, write=_write_resident, tell=_tell_resident,
    things=lambda: Resident.objects.filter(invented=True).select_related("account"),
)  # fmt: skip
loadable(
    "people.organisation", title="organisation", file="demo/organisations.csv", row=OrganisationRow, natural="key",
    demo=True, write=_write_organisation, tell=_tell_organisation,
    things=lambda: Organisation.objects.exclude(key=None),
)  # fmt: skip
loadable(
    "people.member", title="member of an organisation", file="demo/memberships.csv", row=MemberRow,
    natural=("organisation", "resident", "role"), after=["people.resident", "people.organisation"], demo=True,
    write=_write_member, tell=_tell_member,
    things=lambda: Membership.objects.filter(organisation__invented=True, resident__invented=True).select_related(
        "organisation", "resident"
    ),
)  # fmt: skip

"""Who belongs to an organisation, in the hands of its own people: invite, accept, leave, end, hand over.

Those who speak for it (its head and its contact) invite and end; everybody may leave. An organisation never loses the
last person who speaks for it: that role is handed over first.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet

from tomoni.base import clock
from tomoni.base.journal.api import write

from .actions import join, leave
from .models import Invitation, Membership, Organisation, Resident
from .settings import data_rules

Role = Membership.Role
SPEAKING = (Role.HEAD, Role.CONTACT)


class NobodyWouldSpeak(Exception):
    """After this nobody would speak for the organisation; the role is to be handed over first."""


class InvitedAlready(Exception):
    """This mail address has an invitation that still stands."""


class NotForYou(Exception):
    """The invitation is over, or was sent to another mail address."""


def standing_in(organisation: Organisation) -> QuerySet[Membership]:
    """Who belongs to an organisation today, those who speak for it first."""
    held = Membership.objects.standing(clock.today()).filter(organisation=organisation)
    return held.select_related("resident").order_by("role", "since", "pk")


def belongs(resident: Resident, organisation_pk: int, *, speaking: bool = False) -> bool:
    """Whether a resident is part of an organisation today, or speaks for it."""
    held = resident.memberships.standing(clock.today()).filter(organisation=organisation_pk)
    return held.filter(role__in=SPEAKING).exists() if speaking else held.exists()


@transaction.atomic
def invite(*, organisation: Organisation, email: str, role: str, by: Resident, who: Model) -> Invitation:
    """Invite whoever reads at a mail address. What is over makes room for a new one."""
    Invitation.objects.filter(
        organisation=organisation, email=email.lower(), ended_at=None, expires_on__lt=clock.today()
    ).update(ended_at=clock.now())
    try:
        with transaction.atomic():
            invited = Invitation.objects.create(
                organisation=organisation, email=email.lower(), role=role, invited_by=by, invited_at=clock.now(),
                expires_on=clock.today() + timedelta(days=data_rules().invitation_days),
            )  # fmt: skip
    except IntegrityError as twice:
        raise InvitedAlready from twice
    write("people.invite", who=who, about=invited, after={"organisation_id": organisation.pk, "role": role})
    return invited


@transaction.atomic
def call_off(*, invitation: Invitation, who: Model) -> None:
    """An invitation is taken back, or declined."""
    if Invitation.objects.filter(pk=invitation.pk, ended_at=None).update(ended_at=clock.now()):
        write("people.call_off_invitation", who=who, about=invitation)


@transaction.atomic
def accept(*, invitation: Invitation, resident: Resident, who: Model) -> Membership:
    """Become part of the organisation; the invitation is used up. Only for whoever reads at its address."""
    fresh = Invitation.objects.select_for_update().select_related("organisation").get(pk=invitation.pk)
    if fresh.ended_at or fresh.expires_on < clock.today() or not is_for(fresh, resident):
        raise NotForYou
    fresh.ended_at, fresh.accepted_by = clock.now(), resident
    fresh.save(update_fields=["ended_at", "accepted_by"])
    return join(
        organisation=fresh.organisation, resident=resident, role=fresh.role, since=clock.today(), who=who, why="招待"
    )


def is_for(invitation: Invitation, resident: Resident) -> bool:
    """Whether it was sent to an address that this resident signs in with and has confirmed."""
    account = resident.account
    if account is None:
        return False
    confirmed = EmailAddress.objects.filter(user=account, verified=True).values_list("email", flat=True)
    return invitation.email.lower() in {address.lower() for address in (account.email, *confirmed)}


@transaction.atomic
def end(*, membership: Membership, who: Model, why: str = "") -> Membership:
    """End a membership today: one's own, or as one who speaks for the organisation."""
    list(Organisation.objects.select_for_update().filter(pk=membership.organisation_id))
    others = standing_in(membership.organisation).filter(role__in=SPEAKING).exclude(pk=membership.pk)
    if membership.role in SPEAKING and not others.exists():
        raise NobodyWouldSpeak
    if membership.since >= clock.today():  # entered today: there was no day on which it stood
        write("people.leave", who=who, about=membership, why=why)
        membership.delete()
        return membership
    return leave(membership=membership, on=clock.today(), who=who, why=why)


@transaction.atomic
def hand_over(*, membership: Membership, to: Resident, who: Model) -> Membership:
    """Give the role one holds to another member; one stays as a member."""
    organisation = membership.organisation
    list(Organisation.objects.select_for_update().filter(pk=organisation.pk))
    today, role = clock.today(), membership.role
    taken = join(organisation=organisation, resident=to, role=role, since=today, who=who)
    plain = standing_in(organisation).filter(role=Role.MEMBER)
    for one in plain.filter(resident=to):
        end(membership=one, who=who)
    end(membership=membership, who=who)
    join(organisation=organisation, resident=membership.resident, role=Role.MEMBER, since=today, who=who)
    write("people.hand_over_role", who=who, about=taken, after={"role": role, "resident_id": to.pk})
    return taken

"""Consent as a record: to what, in which words, when, how, and when it was taken back.

Whoever does something only with consent declares the purpose, with its words and their version, in a module
`consents.py`, and asks before doing it:

    REMINDERS = purpose("groups.reminders", _("団体の更新のお知らせ"), text=_("…"), version=1)

    if standing(resident, REMINDERS, on): …

A consent holds for the version of the words that was read. Words that mean more get a new version, and then nobody has
agreed yet. Giving and withdrawing are one button each, side by side.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from tomoni.base import clock
from tomoni.base.catalogue import Catalogue
from tomoni.base.journal.api import write

from .models import Consent, Resident, Way
from .models.consents import ConsentQuerySet

Text = str | Promise


@dataclass(frozen=True)
class Purpose:
    """Something the city does only for those who agreed. `text` is the sentence that they agree to."""

    key: str
    title: Text
    text: Text
    version: int


purposes: Catalogue[Purpose] = Catalogue("purpose of a consent")


def purpose(key: str, title: Text, *, text: Text, version: int = 1) -> Purpose:
    """Declare a purpose under a key such as `groups.reminders`."""
    return purposes.add(key, Purpose(key, title, text, version))


def standing(resident: Resident, purpose: Purpose, on: date) -> bool:
    """Whether the resident agrees, on a day, to the words as they are now."""
    return _of(purpose).standing(on).filter(resident=resident).exists()


def agreeing(purpose: Purpose, on: date) -> "QuerySet[Resident]":
    """Everybody who agrees on a day; for work on many at once."""
    return Resident.objects.filter(pk__in=_of(purpose).standing(on).values("resident"))


def _of(purpose: Purpose) -> ConsentQuerySet:
    return Consent.objects.filter(purpose=purpose.key, version=purpose.version)


@transaction.atomic
def give(*, resident: Resident, purpose: Purpose, who: Model | None, how: str = Way.SCREEN) -> Consent:
    """Note that the resident agrees; a standing consent to the same words stays as it is."""
    held = Consent.objects.filter(resident=resident, purpose=purpose.key, withdrawn_at=None).first()
    if held and held.version == purpose.version:
        return held
    if held:
        _end(held, who=who, how=how)
    now = clock.now()
    given = Consent.objects.create(
        resident=resident, purpose=purpose.key, version=purpose.version, text=str(purpose.text), given_at=now,
        given_on=clock.today(), given_how=how,
    )  # fmt: skip
    write("people.consent", who=who, about=given, after={"purpose": given.purpose, "version": given.version})
    return given


@transaction.atomic
def withdraw(*, resident: Resident, purpose: Purpose, who: Model | None, how: str = Way.SCREEN) -> bool:
    """Take a consent back, whatever its version; whether there was one."""
    held = Consent.objects.filter(resident=resident, purpose=purpose.key, withdrawn_at=None).first()
    if held:
        _end(held, who=who, how=how)
    return held is not None


def _end(held: Consent, *, who: Model | None, how: str) -> None:
    held.withdrawn_at, held.withdrawn_on, held.withdrawn_how = clock.now(), clock.today(), how
    held.save(update_fields=["withdrawn_at", "withdrawn_on", "withdrawn_how"])
    write("people.withdraw_consent", who=who, about=held, before={"purpose": held.purpose, "version": held.version})

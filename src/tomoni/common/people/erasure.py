"""Erasure by rule: shown before it is done; what may go goes at once, the rest on the day on which its rule lets it.

Every keeper answers for its own things (see `my_data`). The row of the resident stays as an empty shell, so that what
must stay has something to point at; a nightly job goes on until nothing is left.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Model

from tomoni.base import clock
from tomoni.base.journal import api as journal

from .models import Clerk, Erasure, Resident, Way
from .my_data import Fate, Text, in_order

RULE = "people.erasure"
BASIS = "個人情報の保護に関する法律 第61条第2項（要らなくなった個人情報を保有しない）"


@dataclass(frozen=True)
class Part:
    """What becomes of one app's things."""

    title: Text
    goes: list[Fate]
    stays: list[Fate]


def parts_of(resident: Resident, on: date) -> list[Part]:
    """What would go on a day, and what would stay, until when and why. Apps that hold nothing are left out."""
    parts = []
    for keeper in in_order():
        fates = [fate for fate in keeper.fates(resident, on) if fate.number]
        if fates:
            goes, stays = [one for one in fates if not one.kept], [one for one in fates if one.kept]
            parts.append(Part(keeper.title, goes, stays))
    return parts


def forget(thing: Model, *, who: Model | None) -> int:
    """Erase what the journal remembers of a thing that goes; the entries and their digests stay."""
    return journal.erase(thing, rule=RULE, basis=BASIS, who=who)


class AskedAlready(Exception):
    """The erasure was asked for before and goes on by itself."""


@transaction.atomic
def erase_resident(
    *, resident: Resident, who: Model | None, how: str = Way.SCREEN, why: str = "", clerk: Clerk | None = None
) -> Erasure:
    """Erase a resident's data by rule, at their own wish; what may go is gone when this returns."""
    resident = Resident.objects.select_for_update().get(pk=resident.pk)
    if Erasure.objects.filter(resident=resident).exists():
        raise AskedAlready
    erasure = Erasure.objects.create(
        resident=resident, asked_at=clock.now(), asked_how=how, why=why, carried_out_by=clerk
    )
    journal.write("people.ask_erasure", who=who, about=erasure, why=why, after={"how": how})
    return carry_on(erasure, clock.today(), who=who)


@transaction.atomic
def carry_on(erasure: Erasure, on: date, *, who: Model | None = None) -> Erasure:
    """Erase what may go on a day, and write down when to come again. A night in which nothing goes leaves no trace."""
    resident, before = erasure.resident, _staying(erasure.resident, on)
    for keeper in reversed(in_order()):
        keeper.erase(resident, on, who=who)
    staying = _staying(resident, on)
    days = [fate.until for fate in staying if fate.until is not None]
    erasure.next_on = min(days) + clock.A_DAY if days else None
    erasure.finished_at = None if staying else clock.now()
    erasure.save(update_fields=["next_on", "finished_at"])
    if who is not None or staying != before or not staying:
        told = {"stays": sum(fate.number for fate in staying), "next_on": erasure.next_on}
        journal.write("people.erase", who=who, about=erasure, after=told)
    return erasure


def _staying(resident: Resident, on: date) -> list[Fate]:
    return [fate for part in parts_of(resident, on) for fate in part.stays]

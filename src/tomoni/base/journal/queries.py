"""Reads of the journal that more than one screen uses."""

import datetime as dt
import json
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import models
from django.db.models import Count, Min

from tomoni.base.references import pointing_at

from .digests import NO_ROOT, canonical, instant
from .models import Entry, Seal


@dataclass(frozen=True)
class Proof:
    """Stands for the whole journal up to a position. Whoever has noted it down can hold the city to it."""

    seal: int
    entries: int
    at: dt.datetime
    root: str


def public_proof() -> Proof | None:
    """The latest seal, to be shown to everybody; None before the first."""
    last = Seal.objects.defer("leaves").order_by("number").last()
    return Proof(seal=last.number, entries=last.last, at=last.at, root=last.chained) if last else None


@dataclass(frozen=True)
class Waiting:
    """Entries that no seal covers yet, and since when the oldest of them waits."""

    entries: int
    since: dt.datetime | None


def waiting_for_a_seal() -> Waiting:
    told = Entry.objects.filter(position=None).aggregate(entries=Count("id"), since=Min("at"))
    return Waiting(**told)


def chain_from(number: int, limit: int) -> list[dict[str, Any]]:
    """The published part of the seals from one on: enough to compute the chain anew, nothing about any entry."""
    seals = Seal.objects.defer("leaves").filter(number__gte=number - 1).order_by("number")[: limit + 1]
    linked = pairwise([Seal(number=0, chained=NO_ROOT), *seals] if number <= 1 else seals)
    return [_published(seal, before) for before, seal in linked][:limit]


def _published(seal: Seal, before: Seal) -> dict[str, Any]:
    return {
        "number": seal.number,
        "at": instant(seal.at),
        "first": seal.first,
        "last": seal.last,
        "count": seal.last - seal.first + 1,
        "root": seal.root,
        "drained": seal.drained,
        "before": before.chained,
        "chained": seal.chained,
    }


def entries_about(thing: models.Model) -> models.QuerySet[Entry]:
    """What was done to a thing, oldest first, with the values that have not been erased."""
    return Entry.objects.filter(**pointing_at(thing)).select_related("detail").order_by("id")


def facts_of(instance: models.Model) -> dict[str, Any]:
    """The columns of a record as plain JSON values, for `before` and `after`.

    A model keeps columns out of the journal by naming them in `kept_from_journal`; a password never goes in.
    """
    hidden = {"password", *getattr(instance, "kept_from_journal", ())}
    facts = {
        field.attname: _column(field, instance)
        for field in instance._meta.concrete_fields
        if not field.primary_key and field.name not in hidden
    }
    return json.loads(canonical(facts))  # type: ignore[no-any-return]


def _column(field: models.Field[Any, Any], instance: models.Model) -> object:
    value = getattr(instance, field.attname)
    return value.name if isinstance(field, models.FileField) else value

"""Reads of the journal that more than one screen uses."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.db import models

from tomoni.base.references import pointing_at

from .digests import canonical
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

"""The one way in which people's actions keep a record and note it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from tomoni.base.journal.api import facts_of, write

Facts = Mapping[str, Any]


def entered[M: Model](verb: str, thing: M, *, who: Model | None, why: str = "") -> M:
    """Save a new record and note what it holds."""
    thing.full_clean()
    thing.save()
    write(verb, who=who, about=thing, why=why, after=facts_of(thing))
    return thing


def changed[M: Model](verb: str, thing: M, facts: Facts, *, who: Model | None, why: str = "") -> M:
    """Put facts into a record and note what was there before; nothing when nothing differs."""
    differing = {name: value for name, value in facts.items() if getattr(thing, name) != value}
    if not differing:
        return thing
    before = facts_of(thing)
    for name, value in differing.items():
        setattr(thing, name, value)
    thing.full_clean()
    thing.save()
    write(verb, who=who, about=thing, why=why, before=before, after=facts_of(thing))
    return thing

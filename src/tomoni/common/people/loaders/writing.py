"""How rows of a city's files are written. What a load changed is noted by the loader itself, once for each thing."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model


def put[Thing: Model](thing: Thing, facts: Mapping[str, Any]) -> Thing:
    """Put facts into a record, new or standing, and save it."""
    for name, value in facts.items():
        setattr(thing, name, value)
    thing.full_clean()
    thing.save()
    return thing

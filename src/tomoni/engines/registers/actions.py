"""Everything that can happen to a record. Each verb is one transaction, checks the row whole and writes the journal."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models

from .records import Record


def enter[R: Record](
    model: type[R],
    facts: Mapping[str, Any],
    *,
    since: date,
    because: models.Model | None = None,
    who: models.Model | None = None,
    why: str = "",
    invented: bool = False,
) -> R:
    """A new row. ValidationError when the facts do not make one."""
    raise NotImplementedError


def change[R: Record](
    record: R,
    facts: Mapping[str, Any],
    *,
    on: date,
    because: models.Model | None = None,
    who: models.Model | None = None,
    why: str = "",
) -> R:
    """Other facts about the same row from a day on; the journal keeps what stood before."""
    raise NotImplementedError


def leave[R: Record](
    record: R, *, on: date, because: models.Model | None = None, who: models.Model | None, why: str = ""
) -> R:
    """The row ends because those it is about said so. `on` is the first day on which it no longer stands."""
    raise NotImplementedError


def lapse[R: Record](record: R, *, on: date, why: str, because: models.Model | None = None) -> R:
    """The row ends because its time ran out; the city's own clockwork does this."""
    raise NotImplementedError


def remove[R: Record](
    record: R, *, on: date, why: str, who: models.Model | None, because: models.Model | None = None
) -> R:
    """The city strikes the row, and must say why."""
    raise NotImplementedError

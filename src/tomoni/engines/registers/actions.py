"""Everything that can happen to a record. Each verb is one transaction, checks the row whole and writes the journal."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import ManyToManyField

from tomoni.base.journal.api import facts_of, write

from .records import Ending, Record


class AlreadyEnded(Exception):
    """The row no longer stands; nothing more can happen to it."""


class BeforeItBegan(Exception):
    """A row cannot end, or change, before the day on which it begins."""


class NeedsAReason(Exception):
    """Whoever strikes a row, or lets it lapse, says why."""


@transaction.atomic
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
    record = model(since=since, invented=invented)
    record.because = because
    _put(record, facts)
    write(_verb(record, "enter"), who=who, about=record, why=why, after=facts_of(record))
    return record


@transaction.atomic
def change[R: Record](
    record: R,
    facts: Mapping[str, Any],
    *,
    on: date,
    because: models.Model | None = None,
    who: models.Model | None = None,
    why: str = "",
) -> R:
    """Other facts about the same row, from a day on; the journal keeps what stood before. Same facts change nothing."""
    record = _standing(record, on)
    before = facts_of(record)
    _put(record, facts)
    after = facts_of(record)
    if after != before:
        changed = {name for name in after if after[name] != before.get(name)}
        write(
            _verb(record, "change"),
            who=who,
            about=record,
            why=why or (str(because) if because else ""),
            before={name: before.get(name) for name in changed},
            after={name: after[name] for name in changed},
        )
    return record


def leave[R: Record](
    record: R, *, on: date, because: models.Model | None = None, who: models.Model | None, why: str = ""
) -> R:
    """The row ends because those it is about said so. `on` is the first day on which it no longer stands."""
    return _end(record, Ending.LEFT, on=on, because=because, who=who, why=why)


def lapse[R: Record](record: R, *, on: date, why: str, because: models.Model | None = None) -> R:
    """The row ends because its time ran out; the city's own clockwork does this."""
    return _end(record, Ending.LAPSED, on=on, because=because, who=None, why=why)


def remove[R: Record](
    record: R, *, on: date, why: str, who: models.Model | None, because: models.Model | None = None
) -> R:
    """The city strikes the row, and must say why."""
    return _end(record, Ending.REMOVED, on=on, because=because, who=who, why=why)


@transaction.atomic
def _end[R: Record](
    record: R, ending: Ending, *, on: date, because: models.Model | None, who: models.Model | None, why: str
) -> R:
    if ending != Ending.LEFT and not why.strip():
        raise NeedsAReason(record)
    record = _standing(record, on)
    record.until, record.until_reason = on, ending
    record.save(update_fields=["until", "until_reason"])
    write(
        _verb(record, {Ending.LEFT: "leave", Ending.LAPSED: "lapse", Ending.REMOVED: "remove"}[ending]),
        who=who,
        about=record,
        why=why or (str(because) if because else ""),
        before={"until": None, "until_reason": ""},
        after={"until": on.isoformat(), "until_reason": ending.value},
    )
    return record


def _standing[R: Record](record: R, on: date) -> R:
    """The row as the database has it now, held until the transaction ends; only a row that stands may be touched."""
    fresh = type(record)._default_manager.select_for_update().get(pk=record.pk)
    for field in record._meta.concrete_fields:
        setattr(record, field.attname, getattr(fresh, field.attname))
    if record.until is not None:
        raise AlreadyEnded(record)
    if on < record.since:
        raise BeforeItBegan(record)
    return record


def _put(record: Record, facts: Mapping[str, Any]) -> None:
    """Set the facts, let the model judge them, and save; lists of other records are set after that."""
    many = {field.name for field in record._meta.many_to_many}
    for name, value in facts.items():
        if name not in many:
            setattr(record, name, value)
    record.full_clean()
    record.save()
    for name in many & facts.keys():
        field = record._meta.get_field(name)
        assert isinstance(field, ManyToManyField)
        getattr(record, name).set(facts[name])


def _verb(record: Record, what: str) -> str:
    return f"{record._meta.app_label}.{what}"

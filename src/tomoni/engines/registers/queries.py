"""Reads of a register that its screens and files use."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .columns import Cell, head_of, told
from .records import Record, RecordQuerySet
from .registers import Register

# What every register says of a row, beside its own columns. Why a row ended stays inside the city hall.
DAYS = ("since", "until")


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to see of a register."""

    on: date
    words: str = ""
    which: str = "standing"  # or "ended" (by that day), or "all"


def rows_of(register: Register, wanted: Wanted) -> RecordQuerySet[Record]:
    """The rows that match, ordered by what tells them apart; no query per row."""
    rows: RecordQuerySet[Record] = register.model._default_manager.all()
    if wanted.which == "standing":
        rows = rows.standing(wanted.on)
    elif wanted.which == "ended":
        rows = rows.filter(until__lte=wanted.on)
    for word in wanted.words.split():
        match = Q()
        for column in register.searched or register.found_by:
            match |= Q(**{f"{column}__icontains": word})
        rows = rows.filter(match)
    relations = [name for name in register.columns if register.model._meta.get_field(name).is_relation]
    rows = rows.select_related(*relations) if relations else rows
    return rows.order_by(*register.found_by, "since", "pk")


def heads(register: Register, columns: Sequence[str]) -> list[str]:
    return [head_of(register.model, column) for column in columns]


def table(register: Register, columns: Sequence[str], rows: Iterable[models.Model]) -> Iterable[list[Cell]]:
    """The rows as cells."""
    return ([told(row, column) for column in columns] for row in rows)


def public_table(register: Register, rows: Iterable[models.Model]) -> Iterable[list[Cell]]:
    """The rows as everybody may have them: a column that a row has not opened stays empty."""
    for row in rows:
        closed = {column for column, flag in register.opened_by.items() if not getattr(row, flag)}
        yield [None if column in closed else told(row, column) for column in all_columns(register, public=True)]


def all_columns(register: Register, *, public: bool) -> tuple[str, ...]:
    """The columns of a file: what everybody may have, or everything."""
    return (
        (*register.public, *register.opened_by, *DAYS)
        if public
        else (*register.columns, *DAYS, "until_reason", "invented")
    )


WHICH = [("standing", _("載っているもの")), ("ended", _("終わったもの")), ("all", _("すべて"))]

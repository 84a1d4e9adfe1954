"""What happened to one record, from the journal, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext_lazy as _

from tomoni.base.journal.api import entries_about

from .columns import worded
from .records import Record

VERBS = {
    "enter": _("登録"),
    "change": _("変更"),
    "leave": _("退会"),
    "lapse": _("失効"),
    "remove": _("抹消"),
}
HIDDEN = {"because_type_id", "because_id", "invented"}


@dataclass(frozen=True)
class Change:
    """One thing that happened: when, what, by whom, why, and which columns it changed from what to what."""

    at: datetime
    what: str
    who: str
    why: str
    columns: list[tuple[str, str, str]]
    erased: bool


def history_of(record: Record) -> list[Change]:
    """All that happened to the record, newest first, in a fixed number of queries."""
    entries = list(entries_about(record).prefetch_related("who"))
    return [
        Change(
            entry.at,
            str(VERBS.get(entry.verb.rpartition(".")[2], entry.verb)),
            str(entry.who) if entry.who else "",
            entry.why,
            _columns(record, entry.before or {}, entry.after or {}),
            entry.is_erased,
        )
        for entry in reversed(entries)
    ]


def _columns(record: Record, before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (_head(record, column), _said(record, column, before.get(column)), _said(record, column, value))
        for column, value in after.items()
        if (column not in HIDDEN and value not in (None, "")) or before.get(column)
    ]


def _field(record: Record, column: str) -> models.Field[Any, Any] | None:
    try:
        field = record._meta.get_field(column.removesuffix("_id"))
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) else None


def _head(record: Record, column: str) -> str:
    field = _field(record, column)
    return str(field.verbose_name) if field else column


def _said(record: Record, column: str, value: Any) -> str:
    field = _field(record, column)
    if value is not None and field is not None and field.choices:
        value = dict(field.flatchoices).get(value, value)
    return str(worded(value) if value is not None else "")

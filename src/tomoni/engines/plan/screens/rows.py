"""The records behind a figure, with no more of them than everybody may see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, overload

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, QuerySet
from django.utils.translation import gettext as _

from tomoni.base.sheets import Cell

from ..readings import Evidence


@dataclass(frozen=True)
class Rows(Sequence[tuple[Cell, ...]]):
    """Heads and lines; a page of the lines costs one query, however many there are."""

    heads: tuple[str, ...]
    columns: tuple[str, ...]
    records: QuerySet[Any]
    number: int

    @property
    def lines(self) -> "Rows":
        return self

    @property
    def open(self) -> bool:
        """Whether any column may be shown at all."""
        return bool(self.columns)

    def __len__(self) -> int:
        return self.number

    @overload
    def __getitem__(self, at: int) -> tuple[Cell, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> list[tuple[Cell, ...]]: ...
    def __getitem__(self, at: int | slice) -> tuple[Cell, ...] | list[tuple[Cell, ...]]:
        if isinstance(at, slice):
            return [self._told(row) for row in self._values()[at]]
        return self._told(self._values()[at])

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return (self._told(row) for row in self._values().iterator(chunk_size=2000))

    def _values(self) -> Any:
        return self.records.order_by("pk").values_list("pk", *self.columns)

    def _told(self, row: Sequence[Any]) -> tuple[Cell, ...]:
        names = ("pk", *self.columns)
        return tuple(_cell(self._choices.get(name, {}), value) for name, value in zip(names, row, strict=True))

    @property
    def _choices(self) -> dict[str, dict[Any, Any]]:
        fields = ((name, _field(self.records, name)) for name in self.columns)
        return {name: dict(field.flatchoices) for name, field in fields if field is not None and field.choices}


def rows_counted(evidence: Evidence) -> Rows:
    heads = (_("番号"), *(_head(evidence.records, column) for column in evidence.columns))
    return Rows(heads, evidence.columns, evidence.records, evidence.count)


def _field(records: QuerySet[Any], path: str) -> Field[Any, Any] | None:
    """The field at the end of a path such as `group__name`; None for a column that the query made itself."""
    model: Any = records.model
    *through, last = path.split("__")
    for name in through:
        model = model._meta.get_field(name).related_model
    try:
        return model._meta.get_field(last)  # type: ignore[no-any-return]
    except (FieldDoesNotExist, AttributeError):
        return None


def _head(records: QuerySet[Any], path: str) -> str:
    field = _field(records, path)
    return str(field.verbose_name) if field is not None else path


def _cell(choices: dict[Any, Any], value: Any) -> Cell:
    if value in choices:
        return str(choices[value])
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if isinstance(value, int | str | date | datetime) or value is None:
        return value
    return f"{value:f}" if isinstance(value, Decimal) else str(value)

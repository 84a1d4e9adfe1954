"""A reading is a number on a day, with the records it was counted from.

A service declares with `@reading(key)` how a number of the plan comes out of its own records, and returns an
`Evidence`: the value *and* the records. The plan names the reading by its key and knows nothing of the service. Whoever
sees the figure can so open the rows behind it, without any work of the service. A reading gets the day as its argument
and never asks the clock; on a day when the register was not kept yet it returns None.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, Count, ExpressionWrapper, Model, Q, QuerySet, Sum

from tomoni.base.catalogue import Catalogue

from .counting import number_of
from .rules import Interval, wilson

Numbers = Mapping[str, Decimal | int]
PER_CENT = Decimal(100)


@dataclass(frozen=True)
class Evidence:
    """A value and what it was counted from.

    records      the rows that were counted
    columns      their fields that everybody may see, in the order of the CSV; without any, the rows stay closed
    weighs       fields that enter the value beyond being counted, such as the households of a total
    numerator, denominator, n, interval   of a share, in the unit of the value
    breakdown    parts of the value under short keys; the plan's files have their titles
    not_counted  how many rows were left out, under the reason in words
    rows         how many rows were counted, when it is known already
    """

    value: Decimal
    records: QuerySet[Any] = field(repr=False, compare=False)
    columns: tuple[str, ...] = ()
    weighs: tuple[str, ...] = ()
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    n: int | None = None
    interval: Interval | None = None
    breakdown: Numbers = field(default_factory=dict)
    not_counted: Numbers = field(default_factory=dict)
    rows: int | None = None

    @cached_property
    def count(self) -> int:
        """How many rows were counted."""
        return number_of(self.records) if self.rows is None else self.rows

    @cached_property
    def invented(self) -> bool:
        """Whether any of the counted rows is demo data."""
        model: type[Model] = self.records.model
        try:
            model._meta.get_field("invented")
        except FieldDoesNotExist:
            return False
        return self.records.filter(invented=True).exists()

    def fingerprint_lines(self) -> Iterator[str]:
        """What the fingerprint is taken of: the number of each row and what it weighs, a line each, in order."""
        for row in self.records.order_by("pk").values_list("pk", *self.weighs).iterator():
            yield ",".join(str(part) for part in row) + "\n"

    def fingerprint(self) -> str:
        """SHA-256 of the lines above. The same rows with the same weights give the same fingerprint."""
        digest = hashlib.sha256()
        for line in self.fingerprint_lines():
            digest.update(line.encode())
        return digest.hexdigest()


Reader = Callable[[date], Evidence | None]
READERS: Catalogue[Reader] = Catalogue("reading")


def reading(key: str) -> Callable[[Reader], Reader]:
    """Declare how a number of the plan is counted from the records of a service."""
    return lambda reader: READERS.add(key, reader)


def read(key: str, on: date) -> Evidence | None:
    """The reading on a day; LookupError when no service declares it."""
    return READERS[key](on)


def count(
    records: QuerySet[Any],
    *,
    columns: tuple[str, ...] = (),
    breakdown: Mapping[str, Q] | None = None,
    not_counted: Numbers | None = None,
) -> Evidence:
    """How many rows. `breakdown` names parts by a condition; they are counted in the same query."""
    if breakdown:
        parts = records.aggregate(
            _all=Count("pk"), **{key: Count("pk", filter=part) for key, part in breakdown.items()}
        )
        rows = parts.pop("_all")
    else:
        parts, rows = {}, number_of(records)
    return Evidence(Decimal(rows), records, columns=columns, breakdown=parts, not_counted=not_counted or {}, rows=rows)


def total(
    records: QuerySet[Any],
    field: str,
    *,
    columns: tuple[str, ...] = (),
    breakdown: Mapping[str, Q] | None = None,
    not_counted: Numbers | None = None,
) -> Evidence:
    """The sum of a field over the rows; zero when there are none."""
    parts = {key: Sum(field, filter=part, default=0) for key, part in (breakdown or {}).items()}
    sums = records.aggregate(_all=Sum(field, default=0), _rows=Count("pk"), **parts)
    value, rows = Decimal(sums.pop("_all")), sums.pop("_rows")
    return Evidence(
        value,
        records,
        columns=columns,
        weighs=(field,),
        breakdown=sums,
        not_counted=not_counted or {},
        rows=rows,
    )


def share(
    records: QuerySet[Any],
    of: Q,
    *,
    columns: tuple[str, ...] = (),
    sample: bool = False,
    deff: Decimal = Decimal(1),
    population: int | None = None,
    not_counted: Numbers | None = None,
) -> Evidence | None:
    """The share of rows that meet `of`, in per cent; with its interval when the rows are a sample. None of no rows."""
    found = records.aggregate(_rows=Count("pk"), _of=Count("pk", filter=of))
    rows, counted = found["_rows"], found["_of"]
    if not rows:
        return None
    part = Decimal(counted) / rows
    interval = wilson(part, rows, deff=deff, population=population).times(PER_CENT) if sample else None
    return Evidence(
        part * PER_CENT,
        records.annotate(counted=ExpressionWrapper(of, BooleanField())),
        columns=columns,
        weighs=("counted",),
        numerator=Decimal(counted),
        denominator=Decimal(rows),
        n=rows,
        interval=interval,
        not_counted=not_counted or {},
        rows=rows,
    )

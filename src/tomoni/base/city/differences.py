"""Where a city's files and the database part, because people changed something after the files were loaded."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from django.db.models import Model
from django.utils.timezone import localtime

from tomoni.base.journal.api import entries_about

from .files import CityData
from .kinds import Kind
from .loading import read_city, told_by_database

How = Literal["changed", "only in the files", "only in the database"]


@dataclass(frozen=True)
class Difference:
    """One field that the files and the database say differently, or one thing that only one of them has."""

    how: How
    kind: str
    key: str
    field: str = ""
    file: Any = None
    database: Any = None
    by: str = ""
    at: str = ""


def differences(folder: Path, *, demo: bool = False, only: Collection[str] | None = None) -> list[Difference]:
    """All differences, in the order in which kinds are loaded. Nothing is changed."""
    return [
        difference
        for kind, rows in read_city(folder, demo=demo, only=only)
        for difference in _of_kind(kind, rows, told_by_database(kind))
    ]


def _of_kind(kind: Kind, rows: dict[str, CityData], now: dict[str, tuple[Model, CityData]]) -> Iterator[Difference]:
    for name, row in rows.items():
        if name in now:
            yield from _of_thing(kind, name, row, *now[name])
        else:
            yield Difference("only in the files", kind.key, name)
    for name, (thing, _) in now.items():
        if name not in rows:
            by, at = _last_hand(thing)
            yield Difference("only in the database", kind.key, name, by=by, at=at)


def _of_thing(kind: Kind, name: str, row: CityData, thing: Model, standing: CityData) -> Iterator[Difference]:
    file, database = kind.said_by(row), kind.said_by(standing)
    parted = [field for field in file if file[field] != database[field]]
    by, at = _last_hand(thing) if parted else ("", "")
    for field in parted:
        yield Difference("changed", kind.key, name, field, file[field], database[field], by, at)


def _last_hand(thing: Model) -> tuple[str, str]:
    """Who last changed a thing, and when, if the journal knows."""
    entry = entries_about(thing).exclude(who_id=None).last()
    return ("", "") if entry is None else (str(entry.who or entry.who_name), f"{localtime(entry.at):%Y-%m-%d %H:%M}")

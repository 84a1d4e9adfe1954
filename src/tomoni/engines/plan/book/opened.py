"""The book's figures as open data: all values in one table, and what its columns mean in another."""

from typing import Any

from tomoni.base.sheets import Cell, csv_bytes

from .contents import indicators_of
from .dictionary import DICTIONARY, INDICATOR_COLUMNS, JUDGED_COLUMNS, VALUE_COLUMNS

COLUMNS = (*INDICATOR_COLUMNS, *VALUE_COLUMNS, *JUDGED_COLUMNS)


def values_csv(told: dict[str, Any]) -> bytes:
    """All known values, one line each; the judgement stands on the line of the value that was judged."""
    heads = [column.head for column in COLUMNS]
    return csv_bytes(heads, (line for one in indicators_of(told) for line in _lines(one)))


def dictionary_csv() -> bytes:
    """What every column means."""
    rows = [(column.head, column.key, column.kind, column.says) for column in DICTIONARY]
    return csv_bytes(("列", "JSONでの名前", "種類", "意味"), rows)


def _lines(one: dict[str, Any]) -> list[list[Cell]]:
    return [
        [*_told(one, INDICATOR_COLUMNS), *_told(value, VALUE_COLUMNS), *_judged(one, value)] for value in one["values"]
    ]


def _judged(one: dict[str, Any], value: dict[str, Any]) -> list[Cell]:
    """Whatever is of the whole indicator, and the judgement where it belongs."""
    is_the_one = value["day"] == one["value_on"] and value["value"] == one["value"]
    whole = {"baseline", "baseline_on", "target", "target_on"}
    return [one.get(column.key) if is_the_one or column.key in whole else None for column in JUDGED_COLUMNS]


def _told(thing: dict[str, Any], columns: tuple[Any, ...]) -> list[Cell]:
    return [thing.get(column.key) for column in columns]

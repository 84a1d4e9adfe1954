"""The stored tables as rules, and the table by which a paper of a day is judged."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tomoni.common.people.api import Post, Rank, Section

from ..models import DecidingTable
from .rules import MAYOR, Rule, Table

RANKS = {str(rank.label): int(rank) for rank in Rank}


def table_on(on: date) -> DecidingTable | None:
    """The table in force on a day; None in a city that has none yet."""
    return DecidingTable.objects.standing(on).first()


def rules_of(table: DecidingTable | None) -> Table:
    """The table as the rules read it; without one, everything is the mayor's."""
    if table is None:
        return Table(())
    named = {rule["decider"] for rule in table.rules if rule["decider"] not in RANKS}
    ranks = dict(Post.objects.filter(key__in=named).values_list("key", "rank")) if named else {}
    return Table(tuple(_rule(rule, ranks) for rule in table.rules), _heights(table))


def _rule(row: Mapping[str, Any], ranks: Mapping[str, int]) -> Rule:
    decider = row["decider"]
    return Rule(
        key=row["key"], matter=row["matter"], stage=row["stage"], scope=row["scope"], max_yen=row["max_yen"],
        decider=decider, height=RANKS.get(decider) or ranks.get(decider, MAYOR), reference=row["reference"],
        consult=tuple(tuple(group.split()) for group in row["consult"]),
        since=_day(row["since"]) or date.min, until=_day(row["until"]),
    )  # fmt: skip


def _heights(table: DecidingTable) -> dict[str, int]:
    return {key: RANKS[to] for key, to in table.escalators.items()}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def upwards(section: Section) -> list[Section]:
    """A section and all above it, itself first."""
    return list(_climb(section))


def _climb(section: Section) -> Iterator[Section]:
    at: Section | None = section
    while at is not None:
        yield at
        at = at.parent

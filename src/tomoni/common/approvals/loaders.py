"""What a city's files say of who decides.

deciding.toml     the rules of standing authority: a [[table]] per version, in it [[table.rule]] and [table.escalators]
substitutes.csv   who acts for a post when nobody in it is there: post, place, substitute, matter,
                  without_review, reference
filing.csv        the table of papers (文書分類表): how long each kind is kept, and what then
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from tomoni.base.city.api import CityData, load_toml, loadable
from tomoni.common.people.api import Post, Rank

from .authority.matters import Escalator, Stage, matters
from .models import AtEnd, DecidingTable, FileClass, Substitute

RANKS = {str(rank.label): int(rank) for rank in Rank}
DECIDING = "deciding.toml"


class RuleRow(CityData):
    """One rule. `decider`: a rank of the drafter's line (課長), or the key of a post. `consult`: a group a string."""

    key: str = Field(pattern=r"^[a-z0-9_-]+$", max_length=60)
    matter: str
    decider: str
    stage: str = ""
    scope: str = ""
    max_yen: int | None = Field(None, ge=0)
    consult: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    reference: str = ""


class TableRow(CityData):
    number: int = Field(ge=1)
    since: date
    name: str
    reference: str = ""
    invented: bool = False
    escalators: dict[str, str] = {}
    rule: tuple[RuleRow, ...] = ()


class Deciding(CityData):
    """The whole file."""

    table: tuple[TableRow, ...] = ()


def _tables(folder: Path) -> Sequence[TableRow]:
    file = folder / DECIDING
    return load_toml(file, Deciding).table if file.exists() else ()


def _write_table(row: TableRow) -> DecidingTable:
    _check(row)
    facts: dict[str, Any] = {
        "since": row.since, "name": row.name, "reference": row.reference, "invented": row.invented,
        "escalators": dict(row.escalators), "rules": [rule.model_dump(mode="json") for rule in row.rule],
    }  # fmt: skip
    table = DecidingTable.objects.filter(number=row.number).first() or DecidingTable(number=row.number)
    judged = {name for name in ("since", "escalators", "rules") if getattr(table, name) != facts[name]}
    if table.pk and judged and table.papers.exists():
        raise row.wrong(f"papers began with table {row.number}; write a table {row.number + 1} instead of changing it")
    for name, value in facts.items():
        setattr(table, name, value)
    table.save()
    return table


def _check(row: TableRow) -> None:
    """Every name in the table means something; the first mistake is told at its own line."""
    posts = set(Post.objects.values_list("key", flat=True))
    for key, to in row.escalators.items():
        if key not in Escalator.values:
            raise row.unknown("escalator", key, Escalator.values)
        if to not in RANKS:
            raise row.unknown("rank", to, RANKS)
    keys: set[str] = set()
    for rule in row.rule:
        if rule.key in keys:
            raise rule.wrong(f"the rule {rule.key!r} stands twice")
        keys.add(rule.key)
        _check_rule(rule, posts)


def _check_rule(rule: RuleRow, posts: set[str]) -> None:
    if rule.matter not in matters:
        raise rule.unknown("matter", rule.matter, matters)
    if rule.stage and rule.stage not in Stage.values:
        raise rule.unknown("stage", rule.stage, Stage.values)
    if rule.decider not in RANKS and rule.decider not in posts:
        raise rule.unknown("rank or post", rule.decider, [*RANKS, *posts])
    for key in (key for group in rule.consult for key in group.split()):
        if key not in posts:
            raise rule.unknown("post", key, posts)


def _tell_table(table: DecidingTable) -> TableRow:
    return TableRow(
        number=table.number, since=table.since, name=table.name, reference=table.reference, invented=table.invented,
        escalators=table.escalators, rule=tuple(RuleRow.model_validate(rule) for rule in table.rules),
    )  # fmt: skip


class SubstituteRow(CityData):
    post: str
    place: int = Field(ge=1)
    substitute: str
    matter: str = ""
    without_review: bool = False
    reference: str = ""


def _write_substitute(row: SubstituteRow) -> Substitute:
    posts = {post.key: post for post in Post.objects.filter(key__in=(row.post, row.substitute))}
    for key in (row.post, row.substitute):
        if key not in posts:
            raise row.unknown("post", key, Post.objects.values_list("key", flat=True))
    if row.matter and row.matter not in matters:
        raise row.unknown("matter", row.matter, matters)
    found, _new = Substitute.objects.update_or_create(
        post=posts[row.post], place=row.place, matter=row.matter,
        defaults={
            "substitute": posts[row.substitute], "without_review": row.without_review, "reference": row.reference,
        },
    )  # fmt: skip
    return found


def _tell_substitute(one: Substitute) -> SubstituteRow:
    return SubstituteRow(
        post=one.post.key,
        place=one.place,
        substitute=one.substitute.key,
        matter=one.matter,
        without_review=one.without_review,
        reference=one.reference,
    )


def _retire_substitute(one: Substitute) -> None:
    one.delete()


loadable(
    "approvals.table", title="table of standing authority", file=DECIDING, row=TableRow, rows=_tables,
    natural="number", after=["people.post"], write=_write_table, tell=_tell_table,
    things=DecidingTable.objects.all,
)  # fmt: skip
loadable(
    "approvals.substitute", title="substitute of a post", file="substitutes.csv", row=SubstituteRow,
    natural=("post", "matter", "place"), after=["people.post"], write=_write_substitute, tell=_tell_substitute,
    things=lambda: Substitute.objects.select_related("post", "substitute"), retire=_retire_substitute,
)  # fmt: skip


class FileClassRow(CityData):
    """A line of filing.csv. `years`: 0 is for ever. `at_end`: 移管 or 廃棄. `counts`: 年度 or 暦年."""

    code: str
    large: str
    middle: str
    small: str
    years: int = Field(ge=0, le=100)
    years_undecided: int | None = Field(None, ge=0, le=100)
    at_end: Literal["移管", "廃棄"] = "廃棄"
    counts: Literal["年度", "暦年"] = "年度"
    reference: str = ""


AT_END = {"移管": AtEnd.TRANSFER, "廃棄": AtEnd.DISPOSE}
COUNTS = {"年度": FileClass.Counts.FISCAL, "暦年": FileClass.Counts.CALENDAR}


def _write_class(row: FileClassRow) -> FileClass:
    facts = row.model_dump() | {"at_end": AT_END[row.at_end], "counts": COUNTS[row.counts]}
    found, _new = FileClass.objects.update_or_create(code=facts.pop("code"), defaults=facts)
    return found


def _tell_class(one: FileClass) -> FileClassRow:
    facts = {name: getattr(one, name) for name in FileClassRow.model_fields}
    words = {"at_end": _word(AT_END, one.at_end), "counts": _word(COUNTS, one.counts)}
    return FileClassRow.model_validate(facts | words)


def _word(words: Mapping[str, str], value: str) -> str:
    return next(word for word, meant in words.items() if meant == value)


loadable(
    "approvals.file_class", title="class of papers", file="filing.csv", row=FileClassRow, natural="code",
    write=_write_class, tell=_tell_class, things=FileClass.objects.all,
)  # fmt: skip

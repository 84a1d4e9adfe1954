"""A sheet comes in: first as a rehearsal that changes nothing, then, once a clerk has confirmed it, in one transaction.

A line whose `found_by` columns name a standing row changes it; any other line enters a new one. A line that says
nothing new changes nothing, so the same sheet twice is the same register.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tomoni.base.clock import now
from tomoni.base.journal.api import write
from tomoni.base.sheets import Sheet, read_sheet
from tomoni.common.people.api import Clerk

from .actions import change, enter
from .columns import head_of, told, understood, worded
from .models import Import
from .records import Record
from .registers import Register, registers


class Verdict(StrEnum):
    """What a line would do."""

    ENTERS = "enters"
    CHANGES = "changes"
    SAME = "same"
    WRONG = "wrong"


class AlreadyCarriedOut(Exception):
    """This import is done; a second confirmation does nothing."""


class NoLongerFits(Exception):
    """The register has changed since the rehearsal; nothing was taken in. `line` no longer fits, and says why."""

    def __init__(self, line: "Line") -> None:
        super().__init__(line.number)
        self.line = line


@dataclass(frozen=True)
class Line:
    """One line of the sheet: its number there, what it would do, and what is wrong or new, in words."""

    number: int
    cells: dict[str, str]
    verdict: Verdict
    name: str = ""
    errors: list[str] = field(default_factory=list)
    differs: list[tuple[str, str, str]] = field(default_factory=list)  # column, before, after

    def as_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Line":
        return cls(**{**data, "verdict": Verdict(data["verdict"])})


@transaction.atomic
def rehearse(register: Register, data: bytes, *, name: str, on: date, who: Clerk) -> Import:
    """Read a sheet and say, line by line, what it would do. NotASheet when it is none."""
    sheet = read_sheet(data)
    columns = _columns_of(register, sheet)
    made = Import.objects.create(
        register_key=register.key,
        file_name=name[:200],
        on=on,
        lines=[line.as_data() for line in _judged(register, sheet, columns, on)],
        strange=_strange(register, sheet, columns),
        made_by=who,
        made_at=now(),
    )
    write("registers.rehearse", who=who, about=made, after={"register": register.key, "lines": len(made.lines)})
    return made


@transaction.atomic
def carry_out(made: Import, *, who: Clerk) -> Counter[Verdict]:
    """Take in every line that was found right. NoLongerFits, and nothing done, when the register has moved on."""
    made = Import.objects.select_for_update().get(pk=made.pk)
    if made.carried_out_at:
        raise AlreadyCarriedOut(made)
    register, done = registers[made.register_key], Counter[Verdict]()
    columns = {head_of(register.model, column): column for column in register.columns}
    for kept in map(Line.from_data, made.lines):
        if kept.verdict in (Verdict.WRONG, Verdict.SAME):
            continue
        line, record, facts = _judge(register, kept.number, kept.cells, columns, made.on)
        if line.verdict == Verdict.WRONG:
            raise NoLongerFits(line)
        if line.verdict == Verdict.ENTERS:
            enter(register.model, facts, since=made.on, because=made, who=who, why=made.file_name)
        elif line.verdict == Verdict.CHANGES and record is not None:
            change(record, facts, on=made.on, because=made, who=who, why=made.file_name)
        done[line.verdict] += 1
    made.carried_out_at, made.carried_out_by = now(), who
    made.save(update_fields=["carried_out_at", "carried_out_by"])
    write("registers.carry_out", who=who, about=made, after={"lines": sum(done.values())})
    return done


def counted(made: Import) -> Counter[Verdict]:
    """How many lines would do what."""
    return Counter(Verdict(line["verdict"]) for line in made.lines)


def _columns_of(register: Register, sheet: Sheet) -> dict[str, str]:
    """Heads of the sheet that name a column, by the Japanese name or by the field's own."""
    known = {head_of(register.model, column): column for column in register.columns}
    known |= {column: column for column in register.columns}
    return {head: known[head] for head in sheet.heads if head in known}


def _strange(register: Register, sheet: Sheet, columns: Mapping[str, str]) -> list[str]:
    """Heads that nobody uses; those that our own files add to a register are known, and passed over."""
    ours = {head_of(register.model, column) for column in ("since", "until", "until_reason", "invented")}
    return [head for head in sheet.heads if head and head not in columns and head not in ours]


def _judged(register: Register, sheet: Sheet, columns: Mapping[str, str], on: date) -> Iterator[Line]:
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in sheet.lines:
        line, _record, _facts = _judge(register, number, cells, columns, on)
        mark = tuple(cells.get(head, "") for head, column in columns.items() if column in register.found_by)
        if mark in seen and line.verdict != Verdict.WRONG:
            again = _("%(line)d行目と同じものを指しています") % {"line": seen[mark]}
            line = Line(number, line.cells, Verdict.WRONG, line.name, [again])
        seen.setdefault(mark, number)
        yield line


def _judge(
    register: Register, number: int, cells: Mapping[str, str], columns: Mapping[str, str], on: date
) -> tuple[Line, Record | None, dict[str, Any]]:
    facts, errors = _understood(register, cells, columns)
    kept = {head: cells[head] for head in columns if head in cells}
    found = _found(register, facts, on) if not errors else None
    record = found or register.model(since=on)
    before = {column: told(record, column) for column in facts} if found else {}
    if not errors:
        for column, value in facts.items():
            setattr(record, column, value)
        errors = _judged_by_the_model(register, record)
    name = " ".join(str(facts[column]) for column in register.found_by if column in facts)
    if errors:
        return Line(number, kept, Verdict.WRONG, name, errors), found, facts
    differs = [
        (head_of(register.model, column), str(worded(before.get(column)) or ""), str(told(record, column) or ""))
        for column in facts
        if told(record, column) != before.get(column)
    ]
    verdict = Verdict.ENTERS if not found else Verdict.CHANGES if differs else Verdict.SAME
    return Line(number, kept, verdict, name, [], differs if found else []), found, facts


def _understood(
    register: Register, cells: Mapping[str, str], columns: Mapping[str, str]
) -> tuple[dict[str, Any], list[str]]:
    facts: dict[str, Any] = {}
    errors = [
        _("「%(head)s」の列がありません") % {"head": head_of(register.model, column)}
        for column in register.found_by
        if column not in columns.values()
    ]
    for head, column in columns.items():
        try:
            facts[column] = understood(register.model, column, cells.get(head, ""))
        except ValidationError as wrong:
            errors += [f"{head}：{message}" for message in wrong.messages]
    return facts, errors


def _found(register: Register, facts: Mapping[str, Any], on: date) -> Record | None:
    """The standing row that the line means."""
    wanted = {column: facts[column] for column in register.found_by}
    return register.model._default_manager.filter(until=None, since__lte=on, **wanted).first()


def _judged_by_the_model(register: Register, record: Record) -> list[str]:
    try:
        record.full_clean()
    except ValidationError as wrong:
        said = []
        for column, messages in wrong.message_dict.items():
            head = "" if column == NON_FIELD_ERRORS else f"{head_of(register.model, column)}："
            said += [f"{head}{message}" for message in messages]
        return said
    return []

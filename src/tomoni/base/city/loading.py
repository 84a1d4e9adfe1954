"""Loading a city: the files and the database are brought together, and neither loses what people did.

For every field there are three sides: what the file says, what it said when it was last loaded, and what the database
says. Where only the file changed, the database follows. Where only staff changed something, it stays. Where both did,
staff's value stays and the conflict is reported, at every load, until somebody decides (`theirs` lets the file win).
A load is one transaction; a second load changes nothing.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from django.core.exceptions import ValidationError as Refused
from django.db import IntegrityError, transaction
from django.db.models import Model
from pydantic import ValidationError

from tomoni.base.journal import api as journal

from .files import CityData
from .kinds import Kind, in_order
from .merging import Merge, merge, parted
from .mistakes import CityFileError, Mistake
from .models import Loaded

What = Literal["entered", "changed", "retired", "kept", "conflict", "removed by staff", "not in the files"]
CHANGES: frozenset[What] = frozenset({"entered", "changed", "retired"})


@dataclass(frozen=True)
class Outcome:
    """What became of one thing; things on which all sides agree have none."""

    what: What
    kind: str
    key: str
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.what}: {self.kind} {self.key}" + (f" ({', '.join(self.fields)})" if self.fields else "")


@transaction.atomic
def load_city(
    folder: Path,
    *,
    demo: bool = False,
    theirs: bool = False,
    only: Collection[str] | None = None,
    who: Model | None = None,
) -> list[Outcome]:
    """Bring the database in step with a city's folder. CityFileError, and no change, when a file is wrong.

    only     the kinds to load, for whoever brings some of a city's files and not all; the others stay as they are
    who      the person in whose name it is done; None for the city's own clockwork
    """
    outcomes: list[Outcome] = []
    for kind, rows in read_city(folder, demo=demo, only=only):
        outcomes += _KindLoader(kind, theirs=theirs, who=who).load(rows)
    counts = Counter(f"{outcome.kind} {outcome.what}" for outcome in outcomes if outcome.what in CHANGES)
    if counts:
        journal.write("city.load", who=who, about=None, why=f"cities/{folder.name}", after=counts)
    return outcomes


def read_city(
    folder: Path, *, demo: bool, only: Collection[str] | None = None
) -> list[tuple[Kind, dict[str, CityData]]]:
    """Everything the files say, by kind and natural key; all their mistakes at once."""
    read: list[tuple[Kind, dict[str, CityData]]] = []
    mistakes: dict[Mistake, None] = {}
    for kind in in_order(demo=demo):
        if only is not None and kind.key not in only:
            continue
        try:
            read.append((kind, _by_name(kind, kind.rows_in(folder))))
        except CityFileError as error:
            mistakes |= dict.fromkeys(error.mistakes)  # one file may feed several kinds
    if mistakes:
        raise CityFileError(mistakes)
    return read


def told_by_database(kind: Kind) -> dict[str, tuple[Model, CityData]]:
    """All things of a kind as they stand, each with the row it would be in a file."""
    told = ((thing, kind.tell(thing)) for thing in kind.things())
    return {kind.name_of(row): (thing, row) for thing, row in told}


def _by_name(kind: Kind, rows: Sequence[CityData]) -> dict[str, CityData]:
    named: dict[str, CityData] = {}
    mistakes: list[Mistake] = []
    for row in rows:
        name = kind.name_of(row)
        if name in named:
            first = named[name].origin
            there = f" (first in line {first.line})" if first and first.line else ""
            mistakes += row.wrong(f"{kind.title} {name!r} stands twice{there}").mistakes
        named.setdefault(name, row)
    if mistakes:
        raise CityFileError(mistakes)
    return named


def _joined(row: CityData, standing: CityData, stay: Iterable[str]) -> CityData | None:
    """The row to write: the file's, with what staff keep; None when the parts do not fit together."""
    try:
        joined = type(row).model_validate(dict(row) | {key: getattr(standing, key) for key in stay})
    except ValidationError:
        return None
    return joined.from_place(*row.origin) if row.origin else joined


class _KindLoader:
    """Loads all rows of one kind."""

    def __init__(self, kind: Kind, *, theirs: bool, who: Model | None) -> None:
        self.kind = kind
        self.who = who
        self.theirs = theirs
        self.last = {loaded.key: loaded for loaded in Loaded.objects.filter(kind=kind.key)}
        self.now = told_by_database(kind)
        self.mistakes: list[Mistake] = []

    def load(self, rows: dict[str, CityData]) -> list[Outcome]:
        outcomes = [outcome for name, row in rows.items() for outcome in self._one(name, row)]
        if self.mistakes:
            raise CityFileError(self.mistakes)
        gone = [name for name in self.last if name not in rows]
        return outcomes + [outcome for name in gone for outcome in self._gone(name)]

    def _one(self, name: str, row: CityData) -> Iterable[Outcome]:
        said = self.kind.said_by(row)
        if name in self.now:
            yield from self._merge(name, row)
        elif name not in self.last or (self.theirs and self.last[name].said != said):
            if self._write(name, row):
                self._remember(name, said)
                yield self._outcome("entered", name)
        else:
            changed = parted(file=said, last=self.last[name].said)
            yield self._outcome("conflict" if changed else "removed by staff", name, changed)

    def _merge(self, name: str, row: CityData) -> Iterable[Outcome]:
        standing = self.now[name][1]
        last = self.last[name].said if name in self.last else {}
        merged = merge(file=self.kind.said_by(row), last=last, database=self.kind.said_by(standing), theirs=self.theirs)
        joined = _joined(row, standing, [*merged.kept, *merged.conflicts])
        if joined is None:  # the file's new values and staff's do not go together
            merged = Merge(said=last, conflicts=[*merged.changed, *merged.conflicts], kept=merged.kept)
        elif merged.changed and self._write(name, joined, merged.changed):
            yield self._outcome("changed", name, merged.changed)
        self._remember(name, merged.said)
        if merged.kept:
            yield self._outcome("kept", name, merged.kept)
        if merged.conflicts:
            yield self._outcome("conflict", name, merged.conflicts)

    def _gone(self, name: str) -> Iterable[Outcome]:
        """A thing that the files said once and say no longer."""
        if name not in self.now:
            self.last[name].delete()
            return
        thing, row = self.now[name]
        if self.kind.retire is None:
            yield self._outcome("not in the files", name)
        elif self.theirs or self.kind.said_by(row) == self.last[name].said:
            journal.write("city.retire", who=self.who, about=thing, before=self.kind.said_by(row))
            self.kind.retire(thing)
            self.last[name].delete()
            yield self._outcome("retired", name)
        else:
            yield self._outcome("conflict", name)

    def _write(self, name: str, row: CityData, changed: Iterable[str] = ()) -> bool:
        """Write one row and its entry in the journal; a row that is refused is kept for the list of mistakes."""
        after = self.kind.said_by(row)
        before = self.kind.said_by(self.now[name][1]) if name in self.now else None
        if before is not None:
            before, after = ({key: said[key] for key in changed} for said in (before, after))
        try:
            with transaction.atomic():
                thing = self.kind.write(row)
        except CityFileError as error:
            self.mistakes += error.mistakes
            return False
        except (IntegrityError, Refused) as error:
            what = "; ".join(error.messages) if isinstance(error, Refused) else error
            self.mistakes += row.wrong(f"the database refuses {self.kind.title} {name!r}: {what}").mistakes
            return False
        verb = "city.enter" if before is None else "city.change"
        journal.write(verb, who=self.who, about=thing, why=str(row.origin or ""), before=before, after=after)
        return True

    def _remember(self, name: str, said: dict[str, Any]) -> None:
        if name not in self.last:
            self.last[name] = Loaded.objects.create(kind=self.kind.key, key=name, said=said)
        elif self.last[name].said != said:
            self.last[name].said = said
            self.last[name].save(update_fields=["said"])

    def _outcome(self, what: What, name: str, fields: Iterable[str] = ()) -> Outcome:
        return Outcome(what, self.kind.key, name, tuple(fields))

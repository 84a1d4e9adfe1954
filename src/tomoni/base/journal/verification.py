"""Is the journal what it was when it was sealed? Reads it once, in the order of the seals, in constant memory.

Every digest is computed anew. What does not agree is a *finding* and names its row: changed, deleted, inserted, or
values that changed or went without a rule. What a rule erased is counted, not found. A *doubt* asks for a look: a clock
that jumped, a sealer that sleeps, triggers that are down. Entries that are not sealed yet vouch for themselves only.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain as chain_of
from itertools import pairwise
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from tomoni.base.references import pointing_at

from . import guards, notes
from .digests import NO_ROOT, chain, digest_of_entry, digest_of_values, merkle_root
from .models import CHAINED, COVERED, ERASED, Entry, Seal

CHUNK = 2000
SHOWN = 200  # findings kept; all are counted
LONGEST_TRANSACTION = dt.timedelta(hours=1)


class Kind(StrEnum):
    CHANGED = "changed"
    DELETED = "deleted"
    INSERTED = "inserted"
    VALUES_CHANGED = "values changed"
    VALUES_GONE = "values gone without a rule"
    SEAL_CHANGED = "seal changed"
    SEAL_DELETED = "seal deleted"


@dataclass(frozen=True)
class Finding:
    kind: Kind
    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: {self.says}"


@dataclass
class Report:
    """What a verification read, and what it found."""

    seals: int = 0
    sealed: int = 0
    waiting: int = 0
    erased: int = 0
    found: int = 0
    findings: list[Finding] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.found

    def add(self, finding: Finding) -> None:
        self.found += 1
        if len(self.findings) < SHOWN:
            self.findings.append(finding)

    def doubt(self, about: str) -> None:
        if len(self.doubts) < SHOWN:
            self.doubts.append(about)


class Row(NamedTuple):
    """An entry beside its detail, as plain columns."""

    id: int
    place: int
    digest: str
    salt: str | None
    values: str | None
    covered: tuple[object, ...]

    @property
    def at(self) -> dt.datetime:
        return self.covered[0]  # type: ignore[return-value]


def verify(*, noted: Mapping[int, str] | None = None) -> Report:
    """Read the whole journal. `noted`: chained roots that somebody kept elsewhere, by the number of their seal."""
    return Verification(notes.read() if noted is None else noted).run()


class Verification:
    def __init__(self, noted: Mapping[int, str]) -> None:
        self.report = Report()
        self.noted = dict(noted)
        # The latest moment at which everything written so far had been sealed: what claims to be older came later.
        self.drained_at: dt.datetime | None = None

    def run(self) -> Report:
        end = Seal.objects.order_by("number").last() or Seal(number=0, last=0, chained=NO_ROOT)
        sealed = _rows(Entry.objects.filter(position__range=(1, end.last)).order_by("position"))
        row = next(sealed, None)
        previous = Seal(number=0, last=0, chained=NO_ROOT)
        for seal in Seal.objects.filter(number__lte=end.number).order_by("number").iterator(CHUNK // 100):
            self._look_at_seal(seal, previous)
            row = self._look_at_batch(seal, row, sealed)
            previous = seal
        self._look_for_lost_seals(previous)
        self._look_at_tail(end)
        self._look_for_lost_details()
        self._look_at_surroundings()
        return self.report

    # The seals

    def _look_at_seal(self, seal: Seal, previous: Seal) -> None:
        self.report.seals += 1
        where = f"seal {seal.number}"
        if seal.number != previous.number + 1:
            lost = f"seals {previous.number + 1} to {seal.number - 1}"
            self._find(Kind.SEAL_DELETED, lost, f"positions {previous.last + 1} to {seal.first - 1} are not covered")
        elif seal.first != previous.last + 1:
            self._find(Kind.SEAL_CHANGED, where, f"begins at {seal.first}, the one before ends at {previous.last}")
        if len(bytes(seal.leaves)) != 32 * (seal.last - seal.first + 1) or merkle_root(_leaves(seal)) != seal.root:
            self._find(Kind.SEAL_CHANGED, where, "its root is not the root of its leaves")
        chained = chain(previous.chained, [getattr(seal, column) for column in CHAINED])
        if seal.number == previous.number + 1 and chained != seal.chained:
            self._find(Kind.SEAL_CHANGED, where, "it or the seal before it is not what it was when they were chained")
        if self.noted.pop(seal.number, seal.chained) != seal.chained:
            self._find(Kind.SEAL_CHANGED, where, "its root is not the one that was noted outside the database")

    def _look_for_lost_seals(self, last: Seal) -> None:
        lost = [number for number in self.noted if number > last.number]
        if lost:
            where = f"seals {last.number + 1} to {max(lost)}"
            self._find(
                Kind.SEAL_DELETED, where, "noted outside the database, not in it: the end of the journal is gone"
            )

    # The entries under a seal

    def _look_at_batch(self, seal: Seal, row: Row | None, rows: Iterator[Row]) -> Row | None:
        """Lay the sealed digests beside the rows; returns the first row that lies after this seal."""
        while row and row.place < seal.first:  # their seal is gone, which has been said
            row = next(rows, None)
        for position, leaf in enumerate(_leaves(seal), start=seal.first):
            if row is None or row.place != position:
                self._find(Kind.DELETED, f"position {position}", f"sealed by seal {seal.number} with digest {leaf}")
                continue
            self._look_at_row(row, leaf)
            self._look_at_time(row, seal)
            self.report.sealed += 1
            row = next(rows, None)
        if seal.drained:
            self.drained_at = seal.at
        return row

    def _look_at_row(self, row: Row, leaf: str) -> None:
        if not _agrees(row):
            self._find(Kind.CHANGED, _name(row), "its columns do not give its digest")
        elif row.digest != leaf:
            self._find(Kind.CHANGED, _name(row), "it is not the entry that was sealed at its position")
        elif row.values is not None and digest_of_values(row.salt or "", row.values) != row.covered[-1]:
            self._find(Kind.VALUES_CHANGED, _name(row), "its values do not give the digest that was kept of them")

    def _look_at_time(self, row: Row, seal: Seal) -> None:
        too_old = self.drained_at and row.at < self.drained_at - LONGEST_TRANSACTION
        if too_old or row.at > seal.at + LONGEST_TRANSACTION:
            self.report.doubt(f"{_name(row)} says it was written at {row.at:%F %T}, but was sealed at {seal.at:%F %T}")

    # What no seal covers

    def _look_at_tail(self, end: Seal) -> None:
        """Entries waiting for the sealer. Those that were sealed while we read carry the position of a later seal."""
        tail = Entry.objects.filter(Q(position=None) | Q(position__gt=end.last) | Q(position__lt=1))
        self._look_for_bare_positions(tail, end)
        oldest = None
        for row in _rows(tail.order_by("id")):
            self.report.waiting += 1
            oldest = min(oldest or row.at, row.at)
            self._look_at_row(row, row.digest)
        if oldest and oldest < timezone.now() - LONGEST_TRANSACTION:
            self.report.doubt(f"entries have been waiting for their seal since {oldest:%F %T}: does the clockwork run?")
        if connection.vendor == "sqlite":
            self._look_for_gaps(end)

    def _look_for_bare_positions(self, tail: QuerySet[Entry], end: Seal) -> None:
        covering = Seal.objects.filter(first__lte=OuterRef("position"), last__gte=OuterRef("position"))
        bare = tail.filter(~Exists(covering), position__isnull=False)
        low, high, many = bare.aggregate(low=Min("position"), high=Max("position"), many=Count("id")).values()
        if not many:
            return
        once_sealed = low == end.last + 1 and high - low + 1 == many
        kind = Kind.SEAL_DELETED if once_sealed else Kind.INSERTED
        self._find(
            kind, f"{many} entries at positions {low} to {high}", "they carry positions, but stand under no seal"
        )

    def _look_for_gaps(self, end: Seal) -> None:
        """SQLite gives numbers without gaps, so a number missing after the last seal was a row that is gone.

        On PostgreSQL a transaction that was rolled back leaves such a gap, too: there it says nothing.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'journal_entry'")
            given = (cursor.fetchone() or (0,))[0]
        sealed = (
            Entry.objects.filter(position__lte=end.last).order_by("-position").values_list("id", "position").first()
        )
        begin = sealed[0] + end.last - (sealed[1] or 0) if sealed else 0
        tail = Entry.objects.filter(id__gt=begin).order_by("id").values_list("id", flat=True)
        begin = begin or (tail.first() or given + 1) - 1
        for before, after in pairwise(chain_of([begin], tail.iterator(CHUNK), [given + 1])):
            if after > before + 1:
                self._find(Kind.DELETED, f"entries {before + 1} to {after - 1}", "written, but neither sealed nor here")

    def _look_for_lost_details(self) -> None:
        bare = Entry.objects.filter(detail=None)
        without_rule = bare.exclude(_said_by_rule(about=True)).exclude(_said_by_rule(about=False))
        lost = 0
        for row in _rows(without_rule.order_by("id")):
            lost += 1
            self._find(Kind.VALUES_GONE, _name(row), "no entry says by which rule they were erased")
        self.report.erased = bare.count() - lost

    # What stands around the journal

    def _look_at_surroundings(self) -> None:
        down = guards.missing(connection)
        if down:
            self.report.doubt(f"triggers are down: {', '.join(down)}; `migrate` puts them up again")
        others = notes.of_other_journals()
        if others:
            self.report.doubt(
                f"seals of another journal were noted here ({', '.join(others)}): was this one begun anew?"
            )

    def _find(self, kind: Kind, where: str, says: str) -> None:
        self.report.add(Finding(kind, where, says))


def _rows(entries: QuerySet[Entry]) -> Iterator[Row]:
    columns = ("id", "position", "digest", "detail__salt", "detail__values", *COVERED)
    for id_, position, digest, salt, values, *covered in entries.values_list(*columns).iterator(CHUNK):
        yield Row(id_, position or 0, digest, salt, values, tuple(covered))


def _agrees(row: Row) -> bool:
    """False also for an instant that is none: SQLite keeps whatever is written into a column."""
    try:
        return digest_of_entry(row.covered) == row.digest
    except (AttributeError, TypeError):
        return False


def _leaves(seal: Seal) -> list[str]:
    packed = bytes(seal.leaves).hex()
    return [packed[i : i + 64] for i in range(0, len(packed), 64)]


def _name(row: Row) -> str:
    return f"entry {row.id} at position {row.place}" if row.place else f"entry {row.id}"


def _said_by_rule(*, about: bool) -> Exists:
    """A later entry that erases what an entry is about, or the entry itself."""
    later = Entry.objects.filter(verb=ERASED, id__gt=OuterRef("id"))
    if about:
        return Exists(later.filter(about_type=OuterRef("about_type"), about_id=OuterRef("about_id")))
    itself = {key: value for key, value in pointing_at(Entry(pk=0)).items() if key == "about_type"}
    return Exists(later.filter(**itself, about_id=OuterRef("id")))

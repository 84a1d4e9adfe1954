"""What the journal does: write an entry, erase what entries remember, seal what has been written."""

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone

from tomoni.base.references import name_of, pointing_at

from . import notes
from .digests import NO_ROOT, canonical, chain, digest_of_entry, digest_of_values, merkle_root
from .models import CHAINED, COVERED, ERASED, Detail, Entry, Seal

BATCH = 1000  # entries under one seal: small enough to lock SQLite for some 20 ms only

# Written as plain SQL: every action of the house pays for it, and the ORM asks four times the price.
ENTRY = ("id", "position", *COVERED, "digest")
INSERT_ENTRY = (
    f"INSERT INTO journal_entry ({', '.join(COVERED)}, digest) VALUES (%s{', %s' * len(COVERED)}) RETURNING id"
)
INSERT_DETAIL = 'INSERT INTO journal_detail (entry_id, salt, "values") VALUES (%s, %s, %s)'

Values = Mapping[str, Any]


def write(
    verb: str,
    *,
    who: models.Model | None,
    about: models.Model | None,
    why: str = "",
    before: Values | None = None,
    after: Values | None = None,
) -> Entry:
    """Add an entry, in the transaction of the change it tells of. `who=None` is the city's own clockwork.

    Costs two inserts and no query. `verb` reads `app.verb`; `before` and `after` are what `facts_of` returns.
    """
    salt = secrets.token_hex(16)
    values = canonical({"after": after, "before": before, "why": str(why)})
    at = timezone.now()
    covered = [at, verb, *_reference(who), *_reference(about), digest_of_values(salt, values)]
    digest = digest_of_entry(covered)
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(INSERT_ENTRY, [connection.ops.adapt_datetimefield_value(at), *covered[1:], digest])
        (number,) = cursor.fetchone()
        cursor.execute(INSERT_DETAIL, [number, salt, values])
    return Entry.from_db(connection.alias, ENTRY, [number, None, *covered, digest])


def _reference(thing: models.Model | None) -> tuple[int | None, int | None, str]:
    if thing is None:
        return None, None, ""
    return ContentType.objects.get_for_model(thing).pk, thing.pk, name_of(thing)


def erase(what: models.Model, *, rule: str, basis: str, who: models.Model | None) -> int:
    """Erase the values and reasons of one entry, or of all entries about a thing; how many there were.

    `rule` names the retention rule, `basis` the law it rests on. Both are written into the journal itself, and what is
    written there about erasing cannot be erased.
    """
    if isinstance(what, Entry):
        remembered = Q(entry=what)
    else:
        remembered = Q(*((f"entry__{column}", value) for column, value in pointing_at(what).items()))
    details: models.QuerySet[Detail] = models.QuerySet(Detail).filter(remembered).exclude(entry__verb=ERASED)
    with transaction.atomic():
        if not details.exists():
            return 0
        # Only what is older than the entry that says so: what is written meanwhile is not covered by it.
        said = write(ERASED, who=who, about=what, why=basis, after={"rule": rule})
        return details.filter(entry__lt=said.pk).delete()[0]


def seal(now: dt.datetime) -> int:
    """Give every committed entry its position and put seals over them; how many there were.

    An entry whose transaction is still open is not seen and waits for the next round: positions follow the order of
    sealing, so that nothing can come late and leave a gap.
    """
    sealed = 0
    while count := _seal_batch(now):
        sealed += count
        if count < BATCH:
            break
    return sealed


def _seal_batch(now: dt.datetime) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("LOCK TABLE journal_seal IN EXCLUSIVE MODE")  # one sealer at a time; readers go on
        waiting = list(Entry.objects.filter(position=None).order_by("id").values_list("id", "digest")[:BATCH])
        if waiting:
            previous = Seal.objects.order_by("number").last() or Seal(number=0, last=0, chained=NO_ROOT)
            places = list(enumerate((number for number, _ in waiting), start=previous.last + 1))
            cursor.executemany("UPDATE journal_entry SET position = %s WHERE id = %s", places)
            _put_seal(previous, [leaf for _, leaf in waiting], now)
    return len(waiting)


def _put_seal(previous: Seal, leaves: list[str], now: dt.datetime) -> None:
    seal = Seal(
        number=previous.number + 1,
        at=now,
        first=previous.last + 1,
        last=previous.last + len(leaves),
        root=merkle_root(leaves),
        drained=len(leaves) < BATCH,
        leaves=bytes.fromhex("".join(leaves)),
    )
    seal.chained = chain(previous.chained, [getattr(seal, column) for column in CHAINED])
    seal.added()
    transaction.on_commit(lambda: notes.add(seal.number, seal.chained))

"""What the journal does: write an entry, erase what entries remember, seal what has been written."""

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone

from tomoni.base.references import name_of, pointing_at

from .digests import NO_ROOT, canonical, chain, digest_of_entry, digest_of_values, merkle_root
from .models import COVERED, ERASED, Detail, Entry, Seal

BATCH = 1000  # entries under one seal: small enough to lock SQLite for some 20 ms only

PLACE = """
    UPDATE journal_entry SET position = placed.position
    FROM (
        SELECT id, %s + row_number() OVER (ORDER BY id) AS position
        FROM (SELECT id FROM journal_entry WHERE position IS NULL ORDER BY id LIMIT %s) AS waiting
    ) AS placed
    WHERE journal_entry.id = placed.id
"""

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
    entry = Entry(
        at=timezone.now(),
        verb=verb,
        who=who,
        who_name=name_of(who),
        about=about,
        about_name=name_of(about),
        detail_digest=digest_of_values(salt, values),
    )
    entry.digest = digest_of_entry([getattr(entry, column) for column in COVERED])
    with transaction.atomic(savepoint=False):
        entry.added()
        Detail(entry=entry, salt=salt, values=values).added()
    return entry


def erase(what: models.Model, *, rule: str, basis: str, who: models.Model | None) -> int:
    """Erase the values and reasons of one entry, or of all entries about a thing; how many there were.

    `rule` names the retention rule, `basis` the law it rests on. Both are written into the journal itself, and what is
    written there about erasing cannot be erased.
    """
    if isinstance(what, Entry):
        remembered = Q(entry=what)
    else:
        remembered = Q(*((f"entry__{column}", value) for column, value in pointing_at(what).items()))
    details = models.QuerySet(Detail).filter(remembered).exclude(entry__verb=ERASED)
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
    with transaction.atomic():
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("LOCK TABLE journal_seal IN EXCLUSIVE MODE")  # one sealer at a time; readers go on
            previous = Seal.objects.order_by("number").last() or Seal(number=0, last=0, chained=NO_ROOT)
            cursor.execute(PLACE, [previous.last, BATCH])
        placed = Entry.objects.filter(position__gt=previous.last).order_by("position")
        leaves = list(placed.values_list("digest", flat=True))
        if leaves:
            _put_seal(previous, leaves, now)
    return len(leaves)


def _put_seal(previous: Seal, leaves: list[str], now: dt.datetime) -> None:
    number, first, last = previous.number + 1, previous.last + 1, previous.last + len(leaves)
    root = merkle_root(leaves)
    chained = chain(previous.chained, number=number, at=now, first=first, last=last, root=root)
    packed = bytes.fromhex("".join(leaves))
    Seal(number=number, at=now, first=first, last=last, root=root, chained=chained, leaves=packed).added()
    transaction.on_commit(lambda: _note_outside(number, chained))


def _note_outside(number: int, chained: str) -> None:
    """Keep a line for every seal beside the database: who changes the database alone is found out by it."""
    file = settings.VAR / "proofs" / "journal"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as proofs:
        proofs.write(f"{number} {chained}\n")

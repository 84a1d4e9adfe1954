"""Many hands write while sealers seal: no position is skipped, none is given twice, nobody who is late is forgotten."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from tomoni.base.journal.api import Entry, seal, verify, write

pytestmark = pytest.mark.django_db(transaction=True)
NOW = dt.datetime.now(dt.UTC)


class ChangedItsMind(Exception):
    pass


def and_hang_up[Answer](work: Callable[..., Answer]) -> Callable[..., Answer]:
    """A thread closes the connection it opened, or the test database could not be put away."""

    def working(*args: object) -> Answer:
        try:
            return work(*args)
        finally:
            connection.close()

    return working


@and_hang_up
def a_writer(ready: Barrier, writes: int) -> int:
    """Writes one entry in each transaction, and changes its mind about every fifth."""
    ready.wait()
    kept = 0
    for n in range(writes):
        try:
            with transaction.atomic():
                write("test.write", who=None, about=None, after={"n": n})
                if n % 5 == 4:
                    raise ChangedItsMind
        except ChangedItsMind:
            continue
        kept += 1
    return kept


@and_hang_up
def a_sealer(ready: Barrier, done: Event) -> int:
    ready.wait()
    sealed = 0
    while not done.is_set():
        sealed += seal(NOW)
    return sealed


def test_positions_have_no_gap_whoever_writes_and_seals_at_once() -> None:
    ready, done = Barrier(6), Event()
    with ThreadPoolExecutor(6) as threads:
        writers = [threads.submit(a_writer, ready, 40) for _ in range(4)]
        sealers = [threads.submit(a_sealer, ready, done) for _ in range(2)]
        try:
            kept = sum(writer.result() for writer in writers)
        finally:
            done.set()
        sealed = sum(sealer.result() for sealer in sealers)
    assert sealed + seal(NOW) == kept == 128
    assert list(Entry.objects.order_by("position").values_list("position", flat=True)) == list(range(1, kept + 1))
    assert verify(noted={}).findings == []


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one transaction write at a time")
def test_who_commits_late_gets_a_later_position() -> None:
    written, may_commit = Event(), Event()

    @and_hang_up
    def slow() -> None:
        with transaction.atomic():
            write("test.slow", who=None, about=None)
            written.set()
            may_commit.wait(20)

    with ThreadPoolExecutor(1) as thread:
        late = thread.submit(slow)
        written.wait(20)
        write("test.quick", who=None, about=None)
        assert seal(NOW) == 1
        may_commit.set()
        late.result()
    assert seal(NOW) == 1
    assert list(Entry.objects.order_by("position").values_list("verb", flat=True)) == ["test.quick", "test.slow"]
    assert verify(noted={}).is_whole

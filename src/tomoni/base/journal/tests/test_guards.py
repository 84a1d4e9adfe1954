"""The database itself refuses to change the journal, whoever asks."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction

from tomoni.base.journal import guards
from tomoni.base.journal.api import erase, seal, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_in_operation(settings) -> None:  # type: ignore[no-untyped-def]
    settings.JOURNAL_MAY_BE_EMPTIED = False
    guards.put_up(connection, deletions=True)
    write("people.see", who=None, about=None)
    seal(dt.datetime.now(dt.UTC))


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return guards.REFUSAL in str(error)
    return False


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET verb = 'x'",
        "UPDATE journal_entry SET digest = 'x'",
        "UPDATE journal_entry SET position = 7",
        "UPDATE journal_entry SET position = NULL",
        "DELETE FROM journal_entry",
        "UPDATE journal_detail SET salt = 'x'",
        "DELETE FROM journal_detail",
        "UPDATE journal_seal SET root = 'x'",
        "DELETE FROM journal_seal",
    ],
)
def test_the_database_refuses(statement: str) -> None:
    assert refused(statement)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_postgresql_refuses_to_empty_the_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # foreign keys that wait would refuse first
    assert refused("TRUNCATE journal_entry CASCADE")
    assert refused("TRUNCATE journal_seal")


def test_what_a_rule_erases_may_go() -> None:
    somebody = get_user_model().objects.create(email="mihon@example.jp")  # type: ignore[attr-defined]
    entry = write("people.see", who=None, about=somebody)
    assert refused(f"DELETE FROM journal_detail WHERE entry_id = {entry.pk}")
    assert erase(somebody, rule="a", basis="b", who=None) == 1
    alone = write("people.see", who=None, about=somebody)
    assert erase(alone, rule="a", basis="b", who=None) == 1


def test_guards_that_are_down_are_missed() -> None:
    assert guards.missing(connection) == []
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER seal_is_kept" + (" ON journal_seal" if connection.vendor == "postgresql" else ""))
    assert guards.missing(connection) == ["seal_is_kept"]

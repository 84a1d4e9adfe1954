"""Triggers that keep the journal append-only against any hand that reaches the database with plain SQL.

They are put up after every migration, because SQLite drops a table's triggers whenever it rebuilds the table. An
entry lets one thing happen: its empty position is filled, once. A detail can be deleted only when an entry says by
which rule. A seal stays as it is. Whoever owns the database can take the triggers down: `verify` finds what they did.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from .models import COVERED, ERASED

REFUSAL = "the journal is append-only"

ERASED_BY_RULE = f"""EXISTS (
    SELECT 1 FROM journal_entry gone JOIN journal_entry said ON said.verb = '{ERASED}' AND said.id > gone.id
    WHERE gone.id = {{entry}} AND (
        (said.about_type_id = gone.about_type_id AND said.about_id = gone.about_id)
        OR (said.about_id = gone.id AND said.about_type_id = (
            SELECT id FROM django_content_type WHERE app_label = 'journal' AND model = 'entry'
        ))
    )
)"""


@dataclass(frozen=True)
class Guard:
    name: str
    refuses: str
    table: str
    when: str = "1 = 1"

    @property
    def sqlite(self) -> str:
        when = self.when.replace("erased_by_rule(OLD.entry_id)", ERASED_BY_RULE.format(entry="OLD.entry_id"))
        return (
            f"CREATE TRIGGER IF NOT EXISTS {self.name} BEFORE {self.refuses} ON {self.table} "
            f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )

    @property
    def postgresql(self) -> str:
        each = "STATEMENT" if self.refuses == "TRUNCATE" else "ROW"
        return (
            f"CREATE OR REPLACE TRIGGER {self.name} BEFORE {self.refuses} ON {self.table} "
            f"FOR EACH {each} WHEN ({self.when}) EXECUTE FUNCTION journal_refuses()"
        )


CHANGING = (
    Guard("entry_is_kept", f"UPDATE OF id, {', '.join(COVERED)}, digest", "journal_entry"),
    Guard(
        "position_is_kept", "UPDATE OF position", "journal_entry", "OLD.position IS NOT NULL OR NEW.position IS NULL"
    ),
    Guard("detail_is_kept", "UPDATE", "journal_detail"),
    Guard("seal_is_kept", "UPDATE", "journal_seal"),
)
DELETING = (
    Guard("entry_is_not_deleted", "DELETE", "journal_entry"),
    Guard("detail_is_deleted_by_rule", "DELETE", "journal_detail", "NOT erased_by_rule(OLD.entry_id)"),
    Guard("seal_is_not_deleted", "DELETE", "journal_seal"),
)
EMPTYING = (  # SQLite has no TRUNCATE
    Guard("entries_are_not_emptied", "TRUNCATE", "journal_entry"),
    Guard("details_are_not_emptied", "TRUNCATE", "journal_detail"),
    Guard("seals_are_not_emptied", "TRUNCATE", "journal_seal"),
)
FUNCTIONS = (
    f"""CREATE OR REPLACE FUNCTION journal_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE OR REPLACE FUNCTION erased_by_rule(entry bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT {ERASED_BY_RULE.format(entry="entry")} $$""",
)


def put_up(connection: BaseDatabaseWrapper, *, deletions: bool) -> None:
    """Put up the triggers. `deletions`: also those that refuse to delete."""
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for function in FUNCTIONS if postgresql else ():
            cursor.execute(function)
        for guard in _wanted(connection, deletions=deletions):
            cursor.execute(guard.postgresql if postgresql else guard.sqlite)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the triggers that should stand here and do not."""
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {name for (name,) in cursor.fetchall()}
    wanted = _wanted(connection, deletions=not settings.JOURNAL_MAY_BE_EMPTIED)
    return [guard.name for guard in wanted if guard.name not in standing]


def _wanted(connection: BaseDatabaseWrapper, *, deletions: bool) -> tuple[Guard, ...]:
    emptying = EMPTYING if connection.vendor == "postgresql" else ()
    return (*CHANGING, *DELETING, *emptying) if deletions else CHANGING


def after_migration(using: str, **rest: Any) -> None:
    """Put up the guards. Django's tests empty the tables they have used: there, deletions stay possible."""
    connection = connections[using]
    if "journal_seal" in connection.introspection.table_names():
        put_up(connection, deletions=not settings.JOURNAL_MAY_BE_EMPTIED)

"""What a backup asks of a database: a snapshot while others write, and to be brought back from one."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from django.core.management.base import CommandError
from django.db import connection, transaction

from .manifest import Contents, Kind


class Cursor(Protocol):
    def execute(self, query: str) -> Any: ...
    def fetchall(self) -> Sequence[Sequence[Any]]: ...


class Database(Protocol):
    kind: Kind
    piece: str

    def snapshot(self, to: Path) -> Contents:
        """Write a consistent copy, while others read and write; what it holds."""

    def is_empty(self) -> bool:
        """Whether there is not a single table."""

    def set_aside(self, stamp: str) -> str:
        """Make room for a restore; what became of the old data, in a sentence. CommandError when it is in use."""

    def bring_back(self, snapshot: Path) -> None:
        """Fill the empty database."""

    def rows(self) -> dict[str, int]:
        """How many rows stand in each table."""


def database() -> Database:
    """The one this Tomoni works with."""
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()


def _rows(cursor: Cursor, tables: str) -> dict[str, int]:
    cursor.execute(tables)
    counts = {}
    for (table,) in cursor.fetchall():
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        counts[table] = int(cursor.fetchall()[0][0])
    return counts


def _migrations(cursor: Cursor) -> list[tuple[str, str]]:
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
    return [(app, name) for app, name in cursor.fetchall()]


class SQLite:
    """The online backup of SQLite reads one state, however long it takes, and lets others write meanwhile."""

    kind: Kind = "sqlite"
    piece = "database.sqlite3"
    TABLES = """
        SELECT name FROM pragma_table_list
        WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name
    """  # without the virtual tables of the search index, some of which cannot be counted

    def __init__(self) -> None:
        self.file = Path(connection.settings_dict["NAME"])

    def snapshot(self, to: Path) -> Contents:
        if not self.file.exists():
            raise CommandError(f"There is no database to back up: {self.file}")
        with closing(sqlite3.connect(self.file)) as live, closing(sqlite3.connect(to)) as copy:
            live.execute("PRAGMA busy_timeout = 20000")
            live.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file without companions
            cursor = copy.cursor()
            (sound,) = cursor.execute("PRAGMA quick_check").fetchone()
            if sound != "ok":
                raise CommandError(f"The database is damaged, so nothing was written: {sound}")
            return Contents(
                kind=self.kind,
                version=sqlite3.sqlite_version,
                migrations=_migrations(cursor),
                rows=_rows(cursor, self.TABLES),
            )

    def is_empty(self) -> bool:
        return not self.file.exists() or not self.rows()

    def rows(self) -> dict[str, int]:
        with closing(sqlite3.connect(self.file)) as here:
            return _rows(here.cursor(), self.TABLES)

    def set_aside(self, stamp: str) -> str:
        connection.close()
        if not self.file.exists():
            return ""
        with closing(sqlite3.connect(self.file, timeout=1)) as here:
            try:  # leaving WAL needs the file for itself alone, and folds the log into it
                here.execute("PRAGMA journal_mode = DELETE")
            except sqlite3.OperationalError as busy:
                raise CommandError("The database is in use: stop server, worker and tick first.") from busy
        aside = self.file.with_name(f"{self.file.name}.before-{stamp}")
        self.file.rename(aside)
        return f"the old database lies at {aside}"

    def bring_back(self, snapshot: Path) -> None:
        connection.close()
        self.file.parent.mkdir(parents=True, exist_ok=True)
        for companion in ("-wal", "-shm"):
            self.file.with_name(self.file.name + companion).unlink(missing_ok=True)
        passing = self.file.with_name(f"{self.file.name}.coming")
        shutil.copyfile(snapshot, passing)
        with passing.open("rb") as written:
            os.fsync(written.fileno())
        passing.rename(self.file)


class PostgreSQL:
    """pg_dump and the counts read one snapshot, which a transaction of ours holds open and hands over by its name."""

    kind: Kind = "postgresql"
    piece = "database.dump"
    TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"

    def snapshot(self, to: Path) -> Contents:
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
            name, version = cursor.fetchone()
            self._run("pg_dump", "--format=custom", "--compress=0", f"--snapshot={name}", f"--file={to}")
            return Contents(
                kind=self.kind,
                version=version,
                migrations=_migrations(cursor),
                rows=_rows(cursor, self.TABLES),
            )

    def is_empty(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(self.TABLES)
            return not cursor.fetchall()

    def rows(self) -> dict[str, int]:
        with connection.cursor() as cursor:
            return _rows(cursor, self.TABLES)

    def set_aside(self, stamp: str) -> str:
        self._be_alone()
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            (schema,) = cursor.fetchone()
            cursor.execute(f'DROP SCHEMA "{schema}" CASCADE')
            cursor.execute(f'CREATE SCHEMA "{schema}"')
        return "the old tables were dropped"

    def bring_back(self, snapshot: Path) -> None:
        self._run("pg_restore", "--exit-on-error", "--single-transaction", str(snapshot))

    def _be_alone(self) -> None:
        """One connection is enough here, and nobody else may hold one."""
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]
        connection.settings_dict["OPTIONS"].pop("pool", None)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            (others,) = cursor.fetchone()
        if others:
            raise CommandError(f"The database has {others} other users: stop server, worker and tick first.")

    def _run(self, program: str, *words: str) -> None:
        ours, more = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
        command = [self._program(program), "--no-owner", "--no-privileges", *words, *ours[1:-1], f"--dbname={ours[-1]}"]
        done = subprocess.run(command, env=os.environ | (more or {}), capture_output=True, text=True)
        if done.returncode:
            raise CommandError(f"{program} did not work:\n{done.stderr.strip()[-2000:]}")

    def _program(self, name: str) -> str:
        """The one of the server's own version where Debian keeps it, else the newest, else what is on the PATH."""
        major = connection.pg_version // 10000  # type: ignore[attr-defined]
        kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda file: int(file.parts[4]))
        own = [str(file) for file in kept if int(file.parts[4]) == major]
        found = next(iter([*own, *(str(file) for file in reversed(kept))]), None) or shutil.which(name)
        if not found:
            raise CommandError(f"{name} is not on this machine. On Debian: apt install postgresql-client")
        return found

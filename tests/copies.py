"""A copy of the test database with the example city in it, to be put back when a test has committed.

Most tests roll back. One that commits would leave its rows, or, with Django's own flush, a database without the city
and without what migrations wrote. Putting the copy back is exact, and faster than either.
"""

import sqlite3
from typing import Protocol

from django.db import connection, connections


class Copy(Protocol):
    """The test database as it was."""

    def put_back(self) -> None: ...

    def forget(self) -> None: ...


def copy_of_the_database() -> Copy:
    return FileCopy() if connection.vendor == "sqlite" else TemplateCopy()


class FileCopy:
    """SQLite: a second database in memory, copied page by page."""

    def __init__(self) -> None:
        connection.ensure_connection()
        self.kept = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(self.kept)

    def put_back(self) -> None:
        connection.close()
        connection.ensure_connection()
        self.kept.backup(connection.connection)

    def forget(self) -> None:
        self.kept.close()


class TemplateCopy:
    """PostgreSQL: a second database; `TEMPLATE` copies its files."""

    def __init__(self) -> None:
        self.name = connection.settings_dict["NAME"]
        self.kept = f"{self.name}_kept"
        self._make(self.kept, like=self.name)

    def put_back(self) -> None:
        self._make(self.name, like=self.kept)

    def forget(self) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{self.kept}" WITH (FORCE)')

    def _make(self, name: str, *, like: str) -> None:
        connections.close_all()
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{like}"')

    def _run(self, *commands: str) -> None:
        with connection._nodb_cursor() as cursor:
            for command in commands:
                cursor.execute(command)

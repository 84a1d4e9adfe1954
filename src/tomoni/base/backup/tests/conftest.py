"""Two machines in one test: each with a folder and a database of its own."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

Machine = Callable[[str], None]


@pytest.fixture
def at(tmp_path: Path, settings: Any, transactional_db: None) -> Iterator[Machine]:
    """`at("old")` works on the machine that has the test's database, `at("new")` on an empty one."""
    kept, made = connection.settings_dict["NAME"], set()

    def move(machine: str) -> None:
        connection.close()
        var = tmp_path / machine
        settings.VAR, settings.MEDIA_ROOT = var, var / "uploads"
        connection.settings_dict["NAME"] = _database(str(kept), var, copied=machine == "old" and machine not in made)
        if not var.exists():
            (var / "keys").mkdir(parents=True)
            (var / "keys" / "django").write_text(f"the key of the {machine} machine")
        made.add(machine)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA journal_mode = WAL")  # as in operation

    try:
        yield move
    finally:
        connection.close()
        connection.settings_dict["NAME"] = kept
        for machine in made:
            _drop(str(kept), machine)


def _database(kept: str, var: Path, *, copied: bool) -> str:
    if connection.vendor == "sqlite":
        var.parent.mkdir(exist_ok=True)
        file = var.with_suffix(".sqlite3")
        if copied:
            shutil.copyfile(kept, file)
        return str(file)
    name = f"{kept}_{var.name}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            cursor.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{kept}"' if copied else ""))
    return name


def _drop(kept: str, machine: str) -> None:
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{kept}_{machine}" WITH (FORCE)')

"""What lies in a backup: the last piece of the archive, so that one without it is known to be cut short."""

import datetime as dt
import tomllib
import uuid
from typing import Literal

from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from pydantic import BaseModel, ConfigDict

FORMAT = 1
NAME = "manifest.json"

Kind = Literal["sqlite", "postgresql"]


class Piece(BaseModel):
    """One file of the archive."""

    size: int
    sha256: str


class Contents(BaseModel):
    """What a snapshot of the database held, read from the snapshot itself."""

    kind: Kind
    version: str
    migrations: list[tuple[str, str]]
    rows: dict[str, int]


class Manifest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    format: int = FORMAT
    number: str
    tomoni: str
    city: str
    made_at: dt.datetime
    database: Contents
    pieces: dict[str, Piece] = {}

    @classmethod
    def begun(cls, contents: Contents) -> "Manifest":
        return cls(
            number=str(uuid.uuid4()),
            tomoni=version_here(),
            city=settings.CITY,
            made_at=dt.datetime.now(dt.UTC),
            database=contents,
        )

    def unknown_here(self) -> list[str]:
        """The steps of its schema that this Tomoni has never heard of: it was made by a newer one."""
        known = set(MigrationLoader(None).disk_migrations)
        return [f"{app}.{name}" for app, name in self.database.migrations if (app, name) not in known]


class Keys(BaseModel):
    """FILE.keys: the keys by their name, base64."""

    model_config = ConfigDict(extra="forbid")

    number: str
    keys: dict[str, str]


def version_here() -> str:
    return str(tomllib.loads((settings.ROOT / "pyproject.toml").read_text())["project"]["version"])

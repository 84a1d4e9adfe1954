"""Bringing a backup back. Everything that can be wrong is found before anything here is touched."""

import base64
import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from .archive import read, unpack
from .databases import Database, database
from .manifest import Keys, Manifest
from .taking import keys_of, staging

Tell = Callable[[str], object]


def restore(file: Path, *, force: bool, tell: Tell) -> Manifest:
    """Bring FILE and FILE.keys back; `force` sets aside what is here already."""
    target = database()
    keys = _keys(file)
    with staging() as folder:
        manifest = unpack(file, folder)
        _refuse_what_does_not_fit(file, manifest, keys, target)
        _make_room(target, force=force, tell=tell)
        _put(folder / "uploads", Path(settings.MEDIA_ROOT))
        _put(folder / "proofs", settings.VAR / "proofs")
        _put_keys(keys)
        target.bring_back(folder / target.piece)
    rows = target.rows()
    lost = {table for table, count in manifest.database.rows.items() if rows.get(table) != count}
    if lost:
        raise CommandError(f"The restored tables do not have the rows that were counted: {', '.join(sorted(lost))}")
    return manifest


def check(file: Path) -> Manifest:
    """Read a backup through, and bring nothing back."""
    keys = _keys(file)
    with staging() as folder:
        manifest = unpack(file, folder)
        _refuse_what_does_not_fit(file, manifest, keys, database())
    return manifest


def _keys(file: Path) -> Keys:
    for needed in (file, keys_of(file)):
        if not needed.exists():
            raise CommandError(
                f"There is no file {needed}. A restore needs both: {file.name} and {keys_of(file).name}."
            )
    return read(Keys, keys_of(file), what=keys_of(file))


def _refuse_what_does_not_fit(file: Path, manifest: Manifest, keys: Keys, target: Database) -> None:
    if keys.number != manifest.number:
        raise CommandError(f"{keys_of(file).name} belongs to another backup than {file.name}.")
    if manifest.city != settings.CITY:
        raise CommandError(f"{file.name} is the city of {manifest.city}; here is {settings.CITY}. Set TOMONI_CITY.")
    if manifest.database.kind != target.kind:
        raise CommandError(f"{file.name} was taken from {manifest.database.kind}; the database here is {target.kind}.")
    unknown = manifest.unknown_here()
    if unknown:
        named = ", ".join(unknown[:3]) + (" and more" if len(unknown) > 3 else "")
        raise CommandError(
            f"{file.name} was made by a newer Tomoni ({manifest.tomoni}): this one does not know {named}. "
            "Upgrade Tomoni, then restore."
        )


def _make_room(target: Database, *, force: bool, tell: Tell) -> None:
    uploads = Path(settings.MEDIA_ROOT)
    full = [] if target.is_empty() else ["the database is not empty"]
    if any(path.is_file() for path in uploads.rglob("*")):
        full.append(f"there are files in {uploads}")
    if full and not force:
        raise CommandError(f"Nothing was restored, because {' and '.join(full)}. --force sets aside what is here.")
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    if not target.is_empty():
        tell(target.set_aside(stamp))
    for folder in (uploads, settings.VAR / "proofs"):
        if folder.exists() and any(folder.iterdir()):
            aside = folder.with_name(f"{folder.name}.before-{stamp}")
            folder.rename(aside)
            tell(f"the old {folder.name} lie at {aside}")


def _put(source: Path, to: Path) -> None:
    if source.exists():
        shutil.copytree(source, to, dirs_exist_ok=True)
    else:
        to.mkdir(parents=True, exist_ok=True)


def _put_keys(keys: Keys) -> None:
    """The keys of the backup replace those that this machine made for itself a moment ago."""
    folder = settings.VAR / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, value in keys.keys.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise CommandError(f"The key {name} would lie outside {folder}.")
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        passing = path.with_name(f"{path.name}.coming")
        passing.unlink(missing_ok=True)
        with os.fdopen(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(base64.b64decode(value))
        passing.rename(path)

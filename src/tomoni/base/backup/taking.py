"""Taking a backup, while the city works.

The order makes it whole. Uploads are gathered, then the database is read, then the uploads that came meanwhile are
gathered: what the database speaks of was there before it was read, and is here even if it is deleted a moment later.
"""

import base64
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from .archive import pack, written
from .databases import database
from .manifest import Keys, Manifest


def take(file: Path) -> Manifest:
    """Write FILE and FILE.keys."""
    source = database()
    with staging() as folder:
        gather(Path(settings.MEDIA_ROOT), folder / "uploads")
        _copy_notes(folder / "proofs")
        contents = source.snapshot(folder / source.piece)
        gather(Path(settings.MEDIA_ROOT), folder / "uploads")
        manifest = Manifest.begun(contents)
        keys = Keys(number=manifest.number, keys=_keys())
        with written(keys_of(file)) as out:
            out.write(keys.model_dump_json(indent=1).encode())
        with written(file) as out:
            pack(folder, manifest, out)
    return manifest


def keys_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.keys")


@contextmanager
def staging() -> Iterator[Path]:
    """A passing folder beside the data, so that a file can be gathered by a second name instead of a copy."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=settings.VAR) as folder:
        yield Path(folder)


def gather(source: Path, to: Path) -> None:
    """Give every file a second name under `to`, unless it has one; what goes away meanwhile is let go."""
    for path in source.rglob("*"):
        if path.is_symlink() or not path.is_file():
            continue
        here = to / path.relative_to(source)
        here.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError, FileExistsError):
            _link(path, here)


def _link(path: Path, here: Path) -> None:
    try:
        os.link(path, here)
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError:  # uploads on another disk, or a disk without links
        shutil.copy2(path, here)


def _copy_notes(to: Path) -> None:
    """Before the database is read: a root is noted after its commit, so whatever is noted by now will be in there."""
    notes = settings.VAR / "proofs"
    if notes.exists():
        shutil.copytree(notes, to)


def _keys() -> dict[str, str]:
    folder = settings.VAR / "keys"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): base64.b64encode(path.read_bytes()).decode() for path in files}

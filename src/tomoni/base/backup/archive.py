"""FILE: a compressed tar that is written from front to end and read back whole, every piece with its SHA-256."""

import gzip
import hashlib
import io
import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.core.management.base import CommandError
from pydantic import BaseModel, ValidationError

from .manifest import FORMAT, NAME, Manifest, Piece

LEVEL = 3  # a database shrinks to a fifth; pictures do not shrink whatever one spends
BLOCK = 1 << 20


@contextmanager
def written(file: Path) -> Iterator[IO[bytes]]:
    """Write a file for its owner's eyes only; it takes its name when it is complete and on the disk."""
    passing = file.with_name(f"{file.name}.part")
    passing.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        passing.rename(file)
    finally:
        passing.unlink(missing_ok=True)


def pack(folder: Path, manifest: Manifest, out: IO[bytes]) -> None:
    """Write every file under a folder, then the manifest that lists them."""
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=LEVEL) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            with path.open("rb") as file:
                info = archive.gettarinfo(arcname=name, fileobj=file)
                info.type, info.linkname = tarfile.REGTYPE, ""  # a hard link here, a file of its own there
                info.uid = info.gid = 0
                info.uname = info.gname = ""
                reading = Hashing(file)
                archive.addfile(info, reading)  # type: ignore[arg-type]
            manifest.pieces[name] = Piece(size=info.size, sha256=reading.digest.hexdigest())
        last = manifest.model_dump_json(indent=1).encode()
        info = tarfile.TarInfo(NAME)
        info.size, info.mtime = len(last), int(manifest.made_at.timestamp())
        archive.addfile(info, io.BytesIO(last))


class Hashing:
    """A file that keeps the digest of what was read of it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int) -> bytes:
        block = self.file.read(size)
        self.digest.update(block)
        return block


def unpack(file: Path, folder: Path) -> Manifest:
    """Lay the pieces out in a folder, and hold every one against the manifest. CommandError when one does not agree."""
    try:
        with tarfile.open(file, mode="r:gz") as archive:
            archive.extractall(folder, filter="data")
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError) as broken:
        raise CommandError(f"{file} is damaged or cut short: {broken}") from broken
    if not (folder / NAME).exists():
        raise CommandError(f"{file} has no manifest: it is no backup of Tomoni, or was cut short.")
    manifest = read(Manifest, folder / NAME, what=file)
    if manifest.format > FORMAT:
        raise CommandError(f"{file} has the format {manifest.format}; this Tomoni reads up to {FORMAT}.")
    (folder / NAME).unlink()
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    wrong = sorted(there ^ set(manifest.pieces)) or [
        name for name, piece in manifest.pieces.items() if _sha256(folder / name) != piece.sha256
    ]
    if wrong:
        raise CommandError(f"{file} is not what was written: {', '.join(wrong[:5])} does not agree with the manifest.")
    return manifest


def read[Model: BaseModel](model: type[Model], path: Path, *, what: Path) -> Model:
    try:
        return model.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise CommandError(f"{what} cannot be read: {error.errors()[0]['msg']}") from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

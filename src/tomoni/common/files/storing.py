"""Bytes on the disk: written beside their place, made to last, and only then moved there under their name."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings

from .wrong import EmptyFile, TooLarge


class Upload(Protocol):
    """What a form hands over; Django's UploadedFile is one."""

    name: str | None

    def chunks(self) -> Iterator[bytes]: ...


@dataclass(frozen=True)
class Arrived:
    path: Path
    size: int
    sha256: str


def kept_folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "kept"


@contextmanager
def arriving(upload: Upload, *, token: str, most_bytes: int) -> Iterator[Arrived]:
    """Write the upload to a passing place for as long as the block lasts; it is gone afterwards unless moved."""
    folder = kept_folder() / "arriving"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / token
    try:
        yield _written(upload, path, most_bytes)
    finally:
        path.unlink(missing_ok=True)


def _written(upload: Upload, path: Path, most_bytes: int) -> Arrived:
    size, digest = 0, hashlib.sha256()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in upload.chunks():
            size += len(chunk)
            if size > most_bytes:
                raise TooLarge(most_bytes)
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if size == 0:
        raise EmptyFile
    return Arrived(path, size, digest.hexdigest())


def settle(arrived: Arrived, place: Path) -> None:
    """Move it to its place; afterwards a power cut cannot take it away."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    arrived.path.rename(place)
    for folder in (place.parent, place.parent.parent):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""What a file is taken for: each purpose says which types it takes and how large they may be.

A service declares its own (`purpose("groups.rules", _("会則"), types=DOCUMENTS)`); a file without a declared purpose is
not taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from tomoni.base.catalogue import Catalogue

from .types import EVERYTHING, FileType

MEGABYTE = 1024 * 1024
purposes: Catalogue["Purpose"] = Catalogue("purpose of files")


@dataclass(frozen=True)
class Purpose:
    key: str
    title: str | Promise
    types: tuple[FileType, ...]
    most_bytes: int

    @property
    def accept(self) -> str:
        """For the `accept` of a file field: a hint for the browser, never a check."""
        return ",".join(f"{kind.suffix},{kind.mime}" for kind in self.types)


def purpose(
    key: str, title: str | Promise, *, types: Sequence[FileType] = EVERYTHING, most_bytes: int = 10 * MEGABYTE
) -> Purpose:
    """Declare what files may be taken for."""
    return purposes.add(key, Purpose(key, title, tuple(types), most_bytes))

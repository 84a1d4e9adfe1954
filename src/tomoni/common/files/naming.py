"""The name a file came with, kept as text: it names no place on our disk and cannot deceive the eye."""

import unicodedata
from pathlib import PurePosixPath

from .types import CSV, TXT, FileType

LONGEST = 200
SAME_ENDINGS = {".jpeg": ".jpg", ".jpe": ".jpg", ".heif": ".heic", ".text": ".txt"}


def plain_name(name: str | None) -> str:
    """Without folders, control characters and signs that turn the direction of writing."""
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    plain = unicodedata.normalize("NFC", seen).strip(" .")
    if len(plain) > LONGEST:
        stem, suffix = PurePosixPath(plain).stem, PurePosixPath(plain).suffix[:10]
        plain = stem[: LONGEST - len(suffix)] + suffix
    return plain or "file"


def name_to_hand_out(name: str, found: FileType) -> str:
    """The name for saving: it ends as the type says, so that `invoice.pdf.exe` cannot be started by a double tap."""
    suffix = PurePosixPath(name).suffix.lower()
    if SAME_ENDINGS.get(suffix, suffix) == found.suffix or (found in (CSV, TXT) and suffix in (".csv", ".txt")):
        return name
    return name + found.suffix

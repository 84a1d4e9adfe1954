"""Roots kept beside the database: a line for every seal, in a file that is named after the journal's first seal.

Who changes the database alone, or cuts off its end, is found out by them. The same lines can be kept further away: a
neighbouring city, a newspaper, a mailbox (`journal_verify --noted FILE`).
"""

import re
from pathlib import Path

from django.conf import settings

from .models import Seal

LINE = re.compile(r"(\d+) ([0-9a-f]{64})")


def add(number: int, chained: str) -> None:
    file = _file()
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a") as lines:
            lines.write(f"{number} {chained}\n")


def read(file: Path | None = None) -> dict[int, str]:
    """Chained roots by the number of their seal; a line that a crash cut short is passed over."""
    file = file or _file()
    if not file or not file.exists():
        return {}
    lines = map(LINE.fullmatch, file.read_text().splitlines())
    return {int(line[1]): line[2] for line in lines if line}


def of_other_journals() -> list[str]:
    """Files of journals that once lay in this place. Where the journal may be emptied they tell nothing."""
    if settings.JOURNAL_MAY_BE_EMPTIED:
        return []
    return sorted(file.name for file in _folder().glob("journal-*") if file != _file())


def _file() -> Path | None:
    first = Seal.objects.filter(number=1).values_list("chained", flat=True).first()
    return _folder() / f"journal-{first[:16]}" if first else None


def _folder() -> Path:
    return Path(settings.VAR) / "proofs"

"""Three sides of one thing: what the file says, what it said when last loaded, what the database says.

Plain Python on dictionaries of field → plain value.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_NOT_SAID = object()


@dataclass
class Merge:
    """Which fields follow the file, which stay with staff, which nobody but a person can decide."""

    said: dict[str, Any] = field(default_factory=dict)  # to be remembered as the middle side
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)


def merge(
    *, file: Mapping[str, Any], last: Mapping[str, Any], database: Mapping[str, Any], theirs: bool = False
) -> Merge:
    """Decide field by field. With `theirs` the file wins where both sides changed, and nowhere else.

    A conflict is not remembered as said, so that it is seen again until it is decided.
    """
    merged = Merge()
    for key, value in file.items():
        before = last.get(key, _NOT_SAID)
        if value == database[key]:
            merged.said[key] = value
        elif before == database[key] or (theirs and before != value):
            merged.said[key] = value
            merged.changed.append(key)
        elif before == value:
            merged.said[key] = value
            merged.kept.append(key)
        else:
            merged.conflicts.append(key)
            if before is not _NOT_SAID:
                merged.said[key] = before
    return merged


def parted(*, file: Mapping[str, Any], last: Mapping[str, Any]) -> list[str]:
    """The fields that the file says otherwise than when it was last loaded."""
    return [key for key, value in file.items() if last.get(key, _NOT_SAID) != value]

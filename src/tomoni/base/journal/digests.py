"""The arithmetic of the journal, which needs no database: to be read beside docs/base-journal.md.

A digest is SHA-256, written as 64 hexadecimal digits, over UTF-8 text, so that anybody can recompute one with
`sha256sum`. The text is canonical JSON: keys sorted, no blanks, characters as they are.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

NO_ROOT = "0" * 64  # what the first seal is chained to


def canonical(value: object) -> str:
    """The one way to write a value as JSON text; TypeError when it has no plain form."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain)


def _plain(value: object) -> object:
    """What JSON lacks, in the one way it is written down here."""
    for kinds, plain in PLAIN:
        if isinstance(value, kinds):
            return plain(value)
    raise TypeError(f"The journal cannot write down a {type(value).__name__}: {value!r}")


def instant(moment: dt.datetime) -> str:
    """An instant to the microsecond in universal time: `2026-11-24T01:02:03.000004Z`."""
    return f"{moment.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


PLAIN: tuple[tuple[tuple[type, ...], Callable[[Any], object]], ...] = (
    ((dt.datetime,), lambda moment: instant(moment) if moment.tzinfo else moment.isoformat()),
    ((dt.date, dt.time), lambda day: day.isoformat()),
    ((Enum,), lambda choice: choice.value),
    ((Mapping,), dict),
    ((set, frozenset), lambda members: sorted(members, key=str)),
    ((bytes, memoryview), lambda octets: bytes(octets).hex()),
    ((Decimal, UUID, PurePath, dt.timedelta, Promise), str),
)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_values(salt: str, values: str) -> str:
    """The digest that stays when the values are erased. Without the salt nobody can guess them back."""
    return digest(f"{salt}\n{values}")


def digest_of_entry(columns: Sequence[Any]) -> str:
    """`columns`: at, verb, who_type, who_id, who_name, about_type, about_id, about_name, detail_digest."""
    at, *rest = columns
    return digest(canonical([instant(at), *rest]))


def merkle_root(leaves: Sequence[str]) -> str:
    """The root of a tree of digests. A leaf and a node are hashed apart, an odd node goes up as it is."""
    level = [_leaf(leaf) for leaf in leaves]
    while len(level) > 1:
        level = [_node(*level[i : i + 2]) for i in range(0, len(level), 2)]
    return level[0].hex() if level else NO_ROOT


def merkle_path(leaves: Sequence[str], index: int) -> list[tuple[str, str]]:
    """What one leaf needs to reach the root: (side of the neighbour, its digest), from below."""
    path, level = [], [_leaf(leaf) for leaf in leaves]
    while len(level) > 1:
        neighbour = index ^ 1
        if neighbour < len(level):
            path.append(("left" if neighbour < index else "right", level[neighbour].hex()))
        level = [_node(*level[i : i + 2]) for i in range(0, len(level), 2)]
        index //= 2
    return path


def root_along(leaf: str, path: Sequence[tuple[str, str]]) -> str:
    """The root that a leaf and its path lead to; equal to the seal's root when the leaf was sealed."""
    here = _leaf(leaf)
    for side, neighbour in path:
        there = bytes.fromhex(neighbour)
        here = _node(there, here) if side == "left" else _node(here, there)
    return here.hex()


def _leaf(leaf: str) -> bytes:
    return hashlib.sha256(b"\x00" + bytes.fromhex(leaf)).digest()


def _node(*pair: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + b"".join(pair)).digest() if len(pair) == 2 else pair[0]


def chain(previous: str, seal: Sequence[Any]) -> str:
    """`seal`: number, at, first, last, root, drained. Covers these and, through `previous`, every seal before it."""
    number, at, first, last, *rest = seal
    return digest(canonical([previous, number, instant(at), first, last, last - first + 1, *rest]))

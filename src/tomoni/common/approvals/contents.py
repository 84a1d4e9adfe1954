"""What a version of a paper says, put into one canonical form, and where two versions differ. Plain Python.

The digest of a version covers everything a seal is put on: what kind of paper it is, what it is about, its title, text,
facts and the digests of its files, in this order. Two versions with the same digest say the same.
"""

import difflib
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

FORM = "tomoni paper 1"  # changes when the canonical form does


@dataclass(frozen=True)
class EnclosedFile:
    name: str
    sha256: str


@dataclass(frozen=True)
class Content:
    """`facts` are pairs of heading and value in the order of the paper; `about` is a stable name (cases.case:7)."""

    kind: str
    about: str
    title: str
    text: str
    facts: tuple[tuple[str, str], ...] = ()
    files: tuple[EnclosedFile, ...] = ()

    @property
    def digest(self) -> str:
        parts = [
            FORM, self.kind, self.about, self.title, self.text,
            [list(pair) for pair in self.facts],
            [[file.name, file.sha256] for file in self.files],
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


class Change(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Line:
    """A line of the comparison, and what became of it."""

    change: Change
    words: str


@dataclass(frozen=True)
class Difference:
    """One part of a paper that is not what it was: its title, its text, one fact, one file."""

    part: str  # title, text, fact, file
    name: str  # of the fact or the file
    lines: tuple[Line, ...]


def differences(old: Content, new: Content) -> list[Difference]:
    """Where `new` says something else than `old`, in the order of the paper; empty when they say the same."""
    found = [
        *_changed("title", "", [old.title], [new.title]),
        *_changed("text", "", old.text.splitlines(), new.text.splitlines()),
    ]
    before, after = dict(old.facts), dict(new.facts)
    for name in _in_order([*after, *before]):
        found += _changed("fact", name, _said(before.get(name)), _said(after.get(name)))
    return [*found, *_files(old.files, new.files)]


def _changed(part: str, name: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
    if list(old) != list(new):
        yield Difference(part, name, tuple(_compared(old, new)))


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        if kind == "equal":
            yield from (Line(Change.SAME, words) for words in old[first:last])
        else:
            yield from (Line(Change.GONE, words) for words in old[first:last])
            yield from (Line(Change.NEW, words) for words in new[new_first:new_last])


def _files(old: Sequence[EnclosedFile], new: Sequence[EnclosedFile]) -> Iterator[Difference]:
    """A file of the same name with other bytes has been replaced; the digest says so in the first figures of each."""
    for name in _in_order([file.name for file in (*new, *old)]):
        before = sorted(file.sha256[:8] for file in old if file.name == name)
        after = sorted(file.sha256[:8] for file in new if file.name == name)
        yield from _changed("file", name, before, after)


def _said(value: str | None) -> list[str]:
    return [] if value is None else value.splitlines() or [""]


def _in_order(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(names))

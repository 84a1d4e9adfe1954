"""What is found, ready to be shown: where it is, and the passage with the words that were asked for marked."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import escape

from django.utils.safestring import SafeString, mark_safe

PASSAGE = 110  # characters of a text that are shown
BEFORE = 30  # how many of them may stand before the first word that was asked for


@dataclass(slots=True)
class Hit:
    """One document that was found. `language` is its own, `url` leads to it in the language of the reader."""

    kind: str
    language: str
    title: str
    text: str
    url: str
    needles: list[list[str]] = field(repr=False)  # for each word that was asked for, its spellings

    @property
    def marked_title(self) -> SafeString:
        return marked(self.title, self._spellings)

    @property
    def snippet(self) -> SafeString:
        """A passage around the first word that was asked for, with every such word in <mark>."""
        return marked(passage(" ".join(self.text.split()), self._spellings), self._spellings)

    @property
    def _spellings(self) -> list[str]:
        return [spelling for spellings in self.needles for spelling in spellings]


@dataclass(frozen=True)
class Found:
    """The answer to a query. `total` counts up to a limit; with `more`, there are at least so many.

    `loose` says that nothing holds all the words, and that these hold some of them.
    """

    total: int
    hits: list[Hit]
    more: bool = False
    loose: bool = False
    _kinds: Callable[[], Iterable[str]] = field(default=tuple, repr=False)

    @cached_property
    def per_kind(self) -> dict[str, int]:
        """How many of the total are of each kind, the most frequent first."""
        return dict(Counter(self._kinds()).most_common())


def passage(text: str, needles: Iterable[str]) -> str:
    """The part of a text to show: from the sentence of the first needle, or from its beginning."""
    lower = _lower(text)
    first = min((at for at in map(lower.find, needles) if at >= 0), default=0)
    sentence = max(text.rfind(end, 0, first) for end in "。！？") + 1
    start = sentence if first - sentence <= BEFORE else first - BEFORE
    if start + PASSAGE >= len(text):
        start = max(0, min(start, len(text) - PASSAGE))
    shown = text[start : start + PASSAGE].strip()
    return ("…" if start and start != sentence else "") + shown + ("…" if start + PASSAGE < len(text) else "")


def marked(text: str, needles: Iterable[str]) -> SafeString:
    """The text as safe HTML with every needle in <mark>; needles that touch or overlap share one."""
    pieces, at = [], 0
    for start, end in _spans(text, needles):
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return mark_safe("".join([*pieces, escape(text[at:])]))  # every piece of the text is escaped


def _spans(text: str, needles: Iterable[str]) -> list[tuple[int, int]]:
    """Where to mark, from left to right."""
    lower = _lower(text)
    found = sorted((at, at + len(needle)) for needle in needles for at in _each(lower, needle))
    spans: list[tuple[int, int]] = []
    for start, end in found:
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def _lower(text: str) -> str:
    """In lower case, character by character, so that what is found in it stands at the same place in the text."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _each(lower: str, needle: str) -> Iterator[int]:
    at = lower.find(needle)
    while at >= 0:
        yield at
        at = lower.find(needle, at + len(needle))

"""Under which words a text is found.

Pairs of characters find everything that is written (recall); Sudachi's normalised words find what is meant, 受入 by
受け入れる, and are what ranking counts. Both see the same folded text, so that width, kana and the variants of a kanji
never matter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from sudachipy import Morpheme, SplitMode

from ..kana import fold, to_hiragana
from .words import sentences, words

_RUN = re.compile(r"[^\W_]+")
_UNIT = re.compile(r"[0-9a-z]+|.")
_SAYS_NOTHING = ("空白", "補助記号", "助詞", "助動詞")
_STEM = str.maketrans("うくぐすつぬぶむる", "いきぎしちにびみり")


def folded(text: str) -> str:
    """The text as search sees it: narrow, lower case, everyday kanji, katakana as hiragana."""
    return to_hiragana(fold(text))


def tokens_bigram(text: str) -> list[str]:
    """Every two characters that stand together, and the last of a run alone: ごみ出し gives ごみ み出 出し し.

    So every character begins a token, and one character is found by prefix. 第17号 gives 第17 17 17号 号.
    """
    return [token for units in runs(text) for token in _pairs(units)]


def tokens_normal(text: str) -> list[str]:
    """The words in one spelling and form, without particles, whole and in their parts: 市役所 gives 市役所 市 役所."""
    return [form for sentence in sentences(text) for word in _words_of(sentence) for form in (word.form, *word.parts)]


def runs(text: str) -> list[list[str]]:
    """What stands together between spaces and signs, as its characters; a number or a Latin word counts as one."""
    return [_UNIT.findall(run) for run in _RUN.findall(folded(text))]


@dataclass(frozen=True, slots=True)
class Word:
    """A word that means something: as it is written, in its normal form, and the forms of its parts if it has some."""

    written: str
    form: str
    parts: tuple[str, ...]


def words_of(text: str) -> list[Word]:
    return [word for sentence in sentences(text) for word in _words_of(sentence)]


def _pairs(units: list[str]) -> Iterator[str]:
    for unit, following in pairwise(units):
        if len(unit) > 1 or unit.isascii():
            yield unit
        yield unit + following
    yield units[-1]


@lru_cache(maxsize=4096)
def _words_of(sentence: str) -> tuple[Word, ...]:
    """Boilerplate recurs from page to page, so the words of a sentence are remembered."""
    return tuple(word for morpheme in words(sentence) for word in _meaning(morpheme))


def _meaning(morpheme: Morpheme) -> Iterator[Word]:
    form = _form(morpheme)
    if form:
        parts = morpheme.split(SplitMode.A)
        yield Word(morpheme.surface(), form, tuple(filter(None, map(_form, parts))) if len(parts) > 1 else ())


def _form(morpheme: Morpheme) -> str:
    """The normalised form, or nothing; a verb becomes its noun, so that 申し込む and 申込み are both 申し込み."""
    kind, form = morpheme.part_of_speech(), morpheme.normalized_form()
    if kind[0] in _SAYS_NOTHING or form in ("する", "為る"):
        return ""
    if kind[0] == "動詞":
        form = form[:-1] if "一段" in kind[4] else form[:-1] + form[-1:].translate(_STEM)
    return "".join(_RUN.findall(folded(form)))

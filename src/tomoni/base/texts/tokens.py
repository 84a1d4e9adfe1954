"""Under which words a text is found.

Pairs of characters find everything that is written (recall); Sudachi's normalised words find what is meant, 受入 by
受け入れる, and are what ranking counts. Both see the same folded text, so that width, kana and the variants of a kanji
never matter.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from sudachipy import Morpheme, SplitMode

from ..kana import fold, to_hiragana
from .words import sentences, words

_RUN = re.compile(r"[^\W_]+")
_UNIT = re.compile(r"[0-9a-z]+|.")  # a number or a Latin word counts as one character
_SAYS_NOTHING = ("空白", "補助記号", "助詞", "助動詞")
_STEM = str.maketrans("うくぐすつぬぶむる", "いきぎしちにびみり")


def folded(text: str) -> str:
    """The text as search sees it: narrow, lower case, everyday kanji, katakana as hiragana."""
    return to_hiragana(fold(text))


def tokens_bigram(text: str) -> list[str]:
    """Every two characters that stand together, and the last of a run alone: ごみ出し gives ごみ み出 出し し.

    So every character begins a token, and one character is found by prefix. 第17号 gives 第17 17 17号 号.
    """
    return [token for run in _RUN.findall(folded(text)) for token in _pairs(_UNIT.findall(run))]


def tokens_normal(text: str) -> list[str]:
    """The words in one spelling and form, without particles, whole and in their parts: 市役所 gives 市役所 市 役所."""
    return [word for sentence in sentences(text) for word in _normal(sentence)]


def _pairs(units: list[str]) -> Iterator[str]:
    for unit, following in pairwise(units):
        if len(unit) > 1 or unit.isascii():
            yield unit
        yield unit + following
    yield units[-1]


@lru_cache(maxsize=4096)
def _normal(sentence: str) -> tuple[str, ...]:
    """Boilerplate recurs from page to page, so the words of a sentence are remembered."""
    return tuple(form for word in words(sentence) for form in _forms(word))


def _forms(word: Morpheme) -> Iterator[str]:
    if word.part_of_speech()[0] in _SAYS_NOTHING:
        return
    yield from _form(word)
    parts = word.split(SplitMode.A)
    if len(parts) > 1:
        for part in parts:
            yield from _form(part)


def _form(word: Morpheme) -> Iterator[str]:
    """The normalised form; a verb becomes its noun, so that 申し込む and 申込み are both 申し込み."""
    kind, form = word.part_of_speech(), word.normalized_form()
    if kind[0] == "動詞":
        if form in ("する", "為る"):
            return
        form = form[:-1] if "一段" in kind[4] else form[:-1] + form[-1:].translate(_STEM)
    plain = "".join(_RUN.findall(folded(form)))
    if plain:
        yield plain

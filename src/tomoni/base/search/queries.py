"""What somebody typed, turned into conditions from strict to generous."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tomoni.base.kana import normal_width, to_hiragana, to_katakana
from tomoni.base.texts import Word, runs, words_of

from .conditions import All, Condition, Either, Token
from .synonyms import Phrase, family_at
from .tokens import KIND, STRONG, WORD

MOST_CHARACTERS = 100  # of a query; the rest is not looked at
MOST_WORDS = 12
_LATIN = re.compile("[a-zà-ÿ]")


@dataclass(frozen=True)
class Query:
    """A query, ready to be asked.

    `steps` are conditions from strict to generous: the words matter in the document; it holds the words; it holds the
    characters. `any_word` is for when all of them find nothing. `needles` are, for each word, the ways in which it may
    stand in a text.
    """

    phrase: str  # as typed, without spaces, in lower case like the needles
    latin: bool  # whether case matters to it
    several: bool  # whether more than one word was typed
    steps: tuple[Condition, ...]
    any_word: Condition | None
    needles: tuple[tuple[str, ...], ...]
    all_needles: tuple[str, ...]


@dataclass(frozen=True)
class Sought:
    """One word of a query, or several that have synonyms together: as typed, and all phrases that will do for it."""

    typed: str
    phrases: tuple[Phrase, ...]  # in normal forms; its own first


@lru_cache(maxsize=512)
def read(typed: str) -> Query | None:
    """The query that somebody typed, or None if it asks for nothing."""
    typed = " ".join(normal_width(typed[:MOST_CHARACTERS]).lower().split())
    parts = {part: words_of(part)[:MOST_WORDS] for part in typed.split(" ") if runs(part)}
    if not parts:
        return None
    sought = _sought([word for words in parts.values() for word in words][:MOST_WORDS])
    strict = _strict(sought) if sought else []
    by_characters = _all(tuple(_written(part, words) for part, words in parts.items()))
    any_word = Either(_meant(sought, WORD)) if len(sought) > 1 else None
    needles = _needles(sought, list(parts))
    return Query(
        phrase=typed.replace(" ", ""),
        latin=_LATIN.search(typed) is not None,
        several=len(sought) > 1,
        steps=(*strict, by_characters),
        any_word=any_word,
        needles=needles,
        all_needles=tuple(spelling for spellings in needles for spelling in spellings),
    )


def narrowed(condition: Condition, kinds: Sequence[str]) -> Condition:
    """The same among these kinds only."""
    return All((condition, Either(tuple(Token(KIND + kind) for kind in kinds)))) if kinds else condition


def _sought(words: list[Word]) -> list[Sought]:
    forms, sought, at = [word.form for word in words], [], 0
    while at < len(words):
        length, synonyms = family_at(forms, at)
        typed = "".join(word.written for word in words[at : at + length])
        sought.append(Sought(typed, (tuple(forms[at : at + length]), *synonyms)))
        at += length
    return sought


def _strict(sought: list[Sought]) -> list[Condition]:
    """All words are there and one of them matters; all words are there."""
    all_words = _meant(sought, WORD)
    one_matters = _either(_meant(sought, STRONG))
    return [All((*all_words, one_matters)) if len(sought) > 1 else one_matters, _all(all_words)]


def _meant(sought: list[Sought], mark: str) -> tuple[Condition, ...]:
    return tuple(_either(tuple(_all(_tokens(mark, phrase)) for phrase in one.phrases)) for one in sought)


def _tokens(mark: str, forms: Iterable[str]) -> tuple[Condition, ...]:
    return tuple(Token(mark + form) for form in forms)


def _written(part: str, words: list[Word]) -> Condition:
    """All characters of a part, pair by pair, or else its words."""
    pairs = _all(tuple(dict.fromkeys(token for units in runs(part) for token in _pairs(units))))
    return Either((pairs, _all(_tokens(WORD, (word.form for word in words))))) if words else pairs


def _pairs(units: list[str]) -> list[Token]:
    if len(units) == 1:  # one character is found as the beginning of a pair; one Latin word stands for itself
        return [Token(units[0], begins=not units[0].isascii())]
    return [Token(units[at] + units[at + 1]) for at in range(len(units) - 1)]


def _all(parts: tuple[Condition, ...]) -> Condition:
    return parts[0] if len(parts) == 1 else All(parts)


def _either(parts: tuple[Condition, ...]) -> Condition:
    return parts[0] if len(parts) == 1 else Either(parts)


def _needles(sought: list[Sought], parts: list[str]) -> tuple[tuple[str, ...], ...]:
    """For each word the spellings to look for: as typed, in its normal form, its synonyms, each in both kana."""
    spelled = [(one.typed, *map("".join, one.phrases)) for one in sought] or [(part,) for part in parts]
    return tuple(
        tuple(dict.fromkeys(kana for text in texts for kana in (text, to_hiragana(text), to_katakana(text))))
        for texts in spelled
    )

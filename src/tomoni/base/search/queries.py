"""What somebody typed, turned into conditions from strict to generous."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tomoni.base.kana import normal_width, to_katakana
from tomoni.base.texts import Word, runs, words_of

from .conditions import All, Condition, Either, Token
from .synonyms import Phrase, family_at
from .tokens import KIND, STRONG, WORD

MOST_CHARACTERS = 100  # of a query; the rest is not looked at
MOST_WORDS = 12
_LATIN = re.compile("[a-zà-ÿ]")


@dataclass(frozen=True, slots=True)
class Sought:
    """One word of a query, or several that have synonyms together: as typed, and all phrases that will do for it."""

    typed: str
    phrases: tuple[Phrase, ...]  # in normal forms; its own first


@dataclass(frozen=True, slots=True)
class Query:
    """A query, read once and asked in steps."""

    phrase: str  # as typed, without spaces, narrow and in lower case
    parts: dict[str, list[Word]]  # what stood between spaces, and its words
    sought: list[Sought]
    needles: list[list[str]]  # for each word the spellings to look for in a text
    latin: bool  # whether case matters to them

    def steps(self) -> Iterator[Condition]:
        """From strict to generous: the words are there and one of them matters; they are there; the characters are.

        Most queries are answered before the last step, so it is not even made.
        """
        if self.sought:
            all_words = _meant(self.sought, WORD)
            one_matters = _either(_meant(self.sought, STRONG))
            yield All((*all_words, one_matters)) if len(all_words) > 1 else one_matters
            yield _all(all_words)
        yield _all(tuple(_written(part, words) for part, words in self.parts.items()))

    def any_word(self) -> Iterator[Condition]:
        """When no step finds anything: at least one of several words is there."""
        if len(self.sought) > 1:
            yield Either(_meant(self.sought, WORD))


@lru_cache(maxsize=512)
def read(typed: str) -> Query | None:
    """The query that somebody typed, or None if it asks for nothing."""
    typed = normal_width(typed[:MOST_CHARACTERS]).lower()
    words = {part: words_of(part)[:MOST_WORDS] for part in typed.split()}
    parts = {part: of_part for part, of_part in words.items() if of_part or runs(part)}
    if not parts:
        return None
    sought = _sought([word for of_part in parts.values() for word in of_part][:MOST_WORDS])
    return Query(
        phrase="".join(typed.split()),
        parts=parts,
        sought=sought,
        needles=[_spellings(one) for one in sought] or [[part] for part in parts],
        latin=_LATIN.search(typed) is not None,
    )


def narrowed(condition: Condition, kinds: Sequence[str]) -> Condition:
    """The same among these kinds only."""
    return All((condition, _either(_tokens(KIND, kinds)))) if kinds else condition


def _sought(words: list[Word]) -> list[Sought]:
    forms, sought, at = [word.form for word in words], [], 0
    while at < len(words):
        length, synonyms = family_at(forms, at)
        typed = "".join(word.written for word in words[at : at + length])
        sought.append(Sought(typed, (tuple(forms[at : at + length]), *synonyms)))
        at += length
    return sought


def _spellings(one: Sought) -> list[str]:
    """As typed, in normal form, and its synonyms. Normal forms are in hiragana; texts may have katakana there."""
    plain = ["".join(phrase) for phrase in one.phrases]
    return list(dict.fromkeys([one.typed, *plain, *map(to_katakana, plain)]))


def _meant(sought: list[Sought], mark: str) -> tuple[Condition, ...]:
    return tuple(_either(tuple(_all(_tokens(mark, phrase)) for phrase in one.phrases)) for one in sought)


def _written(part: str, words: list[Word]) -> Condition:
    """All characters of a part, pair by pair, or else its words."""
    pairs = _all(tuple(dict.fromkeys(token for units in runs(part) for token in _pairs(units))))
    return Either((pairs, _all(_tokens(WORD, (word.form for word in words))))) if words else pairs


def _pairs(units: list[str]) -> list[Token]:
    if len(units) == 1:  # one character is the beginning of a pair, and a Latin word may be one of a longer word
        return [Token(units[0], begins=not units[0].isdecimal())]
    return [Token(units[at] + units[at + 1]) for at in range(len(units) - 1)]


def _tokens(mark: str, texts: Iterable[str]) -> tuple[Condition, ...]:
    return tuple(Token(mark + text) for text in texts)


def _all(parts: tuple[Condition, ...]) -> Condition:
    return parts[0] if len(parts) == 1 else All(parts)


def _either(parts: tuple[Condition, ...]) -> Condition:
    return parts[0] if len(parts) == 1 else Either(parts)

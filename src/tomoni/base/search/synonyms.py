"""Words for one thing: who asks for ごみ also finds 廃棄物."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from tomoni.base.texts import words_of

type Phrase = tuple[str, ...]  # the normal forms of its words


@lru_cache(maxsize=1)
def _families() -> dict[Phrase, frozenset[Phrase]]:
    lines = (Path(__file__).parent / "synonyms.txt").read_text(encoding="utf-8").splitlines()
    families: dict[Phrase, frozenset[Phrase]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            family = frozenset(tuple(word.form for word in words_of(phrase)) for phrase in line.split())
            for phrase in family:
                families[phrase] = families.get(phrase, frozenset()) | family - {phrase}
    return families


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _families()))


def family_at(forms: Sequence[str], at: int) -> tuple[int, list[Phrase]]:
    """The longest phrase that begins there and has synonyms: how many words it takes, and the synonyms."""
    for length in range(min(_longest(), len(forms) - at), 0, -1):
        others = _families().get(tuple(forms[at : at + length]))
        if others:
            return length, sorted(others)
    return 1, []

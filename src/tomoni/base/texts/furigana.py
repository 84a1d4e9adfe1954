"""Furigana: the reading over the kanji and over nothing else, 受[う]け入[い]れる.

Sudachi reads; readings.txt knows better where a word is local, official or simply read otherwise in a city hall; and
numbers change the words that follow them (3階, 20日). A reading that nobody knows is left out rather than guessed.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from sudachipy import Morpheme

from ..kana import everyday_kanji, to_hiragana
from .words import words

type Piece = tuple[str, str | None]  # what is written, and how its kanji are read

_KANJI = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af々〆ヶヵ〇"
_RUNS = re.compile(f"[{_KANJI}]+|[^{_KANJI}]+")
KANJI = re.compile(f"[{_KANJI.removesuffix('ヶヵ〇')}]")  # ヶ, ヵ and 〇 alone ask for no reading

_KATAKANA = re.compile("[ァ-ヶー・]+")

# The last digit before a counter changes its reading.
_COUNTERS = {
    "分": ("ふん", {"1": "ぷん", "3": "ぷん", "4": "ぷん", "6": "ぷん", "8": "ぷん", "0": "ぷん"}),
    "本": ("ほん", {"1": "ぽん", "3": "ぼん", "6": "ぽん", "8": "ぽん", "0": "ぽん"}),
    "匹": ("ひき", {"1": "ぴき", "3": "びき", "6": "ぴき", "8": "ぴき", "0": "ぴき"}),
    "泊": ("はく", {"1": "ぱく", "3": "ぱく", "4": "ぱく", "6": "ぱく", "8": "ぱく", "0": "ぱく"}),
    "階": ("かい", {"3": "がい"}),
    "軒": ("けん", {"3": "げん"}),
    "人": ("にん", {}),
    "日": ("にち", {}),
    "日間": ("にちかん", {}),
    "月": ("がつ", {}),
}
# Some counts are one word, read as a whole.
_DAYS = dict(enumerate(("ふつか", "みっか", "よっか", "いつか", "むいか", "なのか", "ようか", "ここのか", "とおか"), 2))
_DAYS |= {14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか"}
_COUNTED = {
    **{f"{n}日": kana for n, kana in _DAYS.items()},
    **{f"{n}日間": f"{kana}かん" for n, kana in _DAYS.items()},
    **{"1人": "ひとり", "2人": "ふたり"},
}


def furigana(text: str) -> list[Piece]:
    """The text in pieces: kanji with their reading in hiragana, everything else with None."""
    line = list(words(text))
    known = "".join(_everyday(word) for word in line)
    return _joined(_laid_over(text, _pieces(line if known == text else list(words(known)))))


@lru_cache(maxsize=16384)
def furigana_html(text: str) -> str:
    """The text as HTML with <ruby>, escaped. Assistive technology gets the kanji alone, not every word twice."""
    return "".join(
        html.escape(written, quote=False)
        if reading is None
        else f'<ruby>{html.escape(written, quote=False)}<rt aria-hidden="true">{reading}</rt></ruby>'
        for written, reading in furigana(text)
    )


def overrides(readings: Mapping[str, str]) -> None:
    """Add a city's own words, `overrides({"豊科/高家": "とよしな/たきべ"})`. The last reading of a word counts."""
    _Readings.known = _Readings.known.with_more(readings)
    furigana_html.cache_clear()


@dataclass(frozen=True)
class Readings:
    """Words whose reading is settled, each as its pieces."""

    words: Mapping[str, tuple[Piece, ...]]
    longest: int  # in characters

    @classmethod
    def of(cls, file: Path) -> "Readings":
        lines = file.read_text(encoding="utf-8").splitlines()
        pairs = dict(line.split() for line in lines if line and not line.startswith("#"))
        return cls(MappingProxyType({}), 0).with_more(pairs)

    def with_more(self, readings: Mapping[str, str]) -> "Readings":
        more = {word.replace("/", ""): _aligned_parts(word, kana) for word, kana in readings.items()}
        together = MappingProxyType({**self.words, **more})
        return Readings(together, max(map(len, together), default=0))


def _aligned_parts(word: str, kana: str) -> tuple[Piece, ...]:
    """The pieces of a word whose parts may be marked by slashes on both sides."""
    pairs = zip(word.split("/"), kana.split("/"), strict=True)
    return tuple(piece for written, reading in pairs for piece in _aligned(written, reading))


@lru_cache(maxsize=16384)
def _aligned(written: str, reading: str) -> tuple[Piece, ...]:
    """Lay a reading over a word so that its okurigana stay outside."""
    if not reading or not KANJI.search(written):
        return ((written, None),)
    runs = _RUNS.findall(written)
    pattern = "".join("(.+?)" if KANJI.search(run) else re.escape(to_hiragana(run)) for run in runs)
    found = re.fullmatch(pattern, reading)
    if found is None:
        return ((written, reading),)
    readings = iter(found.groups())
    return tuple((run, next(readings) if KANJI.search(run) else None) for run in runs)


class _Readings:
    """Holds what is known now; replaced as a whole, so that a reader in another thread sees the old or the new."""

    known = Readings.of(Path(__file__).parent / "readings.txt")


def _pieces(line: list[Morpheme]) -> Iterator[Piece]:
    readings, surfaces = _Readings.known, [word.surface() for word in line]
    at = 0
    while at < len(line):
        length, pieces = _settled(surfaces, at, readings) or _counted(surfaces, at) or _alone(line, at)
        yield from pieces
        at += length


def _settled(surfaces: list[str], at: int, readings: Readings) -> tuple[int, Iterable[Piece]] | None:
    """The longest settled word that begins here and ends where a word ends, so that 毎日本 holds no 日本."""
    together, best = "", None
    for length, surface in enumerate(surfaces[at:], 1):
        together += surface
        if len(together) > readings.longest:
            break
        if together in readings.words:
            best = length, readings.words[together]
    return best


def _counted(surfaces: list[str], at: int) -> tuple[int, Iterable[Piece]] | None:
    """A number in digits and the counter behind it."""
    number, counter = surfaces[at], surfaces[at + 1] if at + 1 < len(surfaces) else ""
    if counter not in _COUNTERS or not number.isdecimal():
        return None
    count = f"{int(number)}{counter}"
    if count == "1日" and at and surfaces[at - 1] == "月":
        return 2, [(number + counter, "ついたち")]
    if count in _COUNTED:
        return 2, [(number + counter, _COUNTED[count])]
    usual, changed = _COUNTERS[counter]
    return 2, [(number, None), (counter, changed.get(number[-1:], usual))]


def _everyday(word: Morpheme) -> str:
    """A word as written, or, if Sudachi does not know it, with everyday shapes for its variants: 𠮷 is read as 吉."""
    written: str = word.surface()
    return written.translate(everyday_kanji()) if word.is_oov() else written


def _alone(line: list[Morpheme], at: int) -> tuple[int, Iterable[Piece]]:
    """A word as Sudachi reads it; behind the name of a country 人 is じん."""
    written, reading = line[at].surface(), to_hiragana(line[at].reading_form())
    if written == "人" and at and _KATAKANA.fullmatch(line[at - 1].surface()):
        reading = "じん"
    return 1, _aligned(written, reading)


def _laid_over(text: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces of an everyday shape of the text, spelled again as in the text itself."""
    at = 0
    for written, reading in pieces:
        yield text[at : at + len(written)], reading
        at += len(written)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours without a reading become one piece."""
    joined: list[Piece] = []
    for written, reading in pieces:
        if reading is None and joined and joined[-1][1] is None:
            joined[-1] = joined[-1][0] + written, None
        else:
            joined.append((written, reading))
    return joined

"""Kana, width, and the many shapes of one name.

A name is stored exactly as its owner writes it. Only for finding are its shapes folded into one: 髙﨑 and 高崎,
𠮷邊 and 吉辺, ｻﾄｳ and サトウ.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

_WIDTH_FORMS = re.compile("[　！-｝｡-ﾟ￠-￦]+")  # wide Latin and narrow kana, without the wave ～
_VARIATION_SELECTORS = re.compile("[\N{VARIATION SELECTOR-1}-\N{VARIATION SELECTOR-16}\U000e0100-\U000e01ef]")
_KANA = re.compile("[ぁ-ゖゝゞァ-ヺヽヾー・\\s]+")
# What an address may leave out, write in several ways, or put for the sign between two numbers.
_SMALL_WORDS = re.compile("大字|小字|字(?=[^0-9])")
_ALIKE = str.maketrans("ヶケヵカガ之ノツッ壱弐", "がががががののつつ一二")
_DASHES = re.compile("(?<=[0-9a-z])[-‐‑‒–—―−─━ー~の](?=[0-9a-z])")
_KANJI_NUMBER = re.compile("[〇一二三四五六七八九十百千]+(?=丁目?|番|号|条|線|の[0-9])")
_LOT_WORDS = re.compile("(?<=[0-9])(?:丁目|番地の?|番(?!町)|号(?!室))-?")
_TO_HIRAGANA = {katakana: katakana - 0x60 for katakana in (*range(ord("ァ"), ord("ヶ") + 1), ord("ヽ"), ord("ヾ"))}
_TO_KATAKANA = {hiragana: katakana for katakana, hiragana in _TO_HIRAGANA.items()}


def normal_width(text: str) -> str:
    """Latin letters, digits and signs narrow, kana wide. Kanji stay as they are: no variant is touched."""
    return _WIDTH_FORMS.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)


def to_hiragana(text: str) -> str:
    return text.translate(_TO_HIRAGANA)


def to_katakana(text: str) -> str:
    return text.translate(_TO_KATAKANA)


def is_kana(text: str) -> bool:
    """Whether this can stand in a field for readings: hiragana or katakana, also with ー, ・ and spaces."""
    return bool(text.strip()) and _KANA.fullmatch(text) is not None


def fold_name(text: str) -> str:
    """One shape for all ways to write a name: for finding and comparing, never for storing."""
    return fold("".join(fold(text).split()))


def fold_address(text: str) -> str:
    """One shape for all ways to write an address, 大字豊科六千番地 or 豊科6000: for finding and comparing only."""
    plain = _SMALL_WORDS.sub("", fold_name(text)).translate(_ALIKE)
    arabic = _KANJI_NUMBER.sub(lambda number: str(_counted(number[0])), plain)
    return _LOT_WORDS.sub("-", _DASHES.sub("-", arabic)).rstrip("-")


def fold(text: str) -> str:
    """The same for a running text: narrow, lower case, every kanji in its everyday shape; spaces stay."""
    plain = unicodedata.normalize("NFKC", _VARIATION_SELECTORS.sub("", text)).casefold()
    return unicodedata.normalize("NFKC", plain).translate(everyday_kanji())  # folding case may take letters apart


def _counted(number: str) -> int:
    """12 from 十二 or 一二, 6000 from 六千."""
    if not set(number) & set("十百千"):
        return int("".join(str("〇一二三四五六七八九".index(digit)) for digit in number))
    total, digit = 0, 0
    for character in number:
        if character in "十百千":
            total += (digit or 1) * 10 ** ("十百千".index(character) + 1)
            digit = 0
        else:
            digit = "〇一二三四五六七八九".index(character)
    return total + digit


@lru_cache(maxsize=1)
def everyday_kanji() -> dict[int, str]:
    """From every variant in variants.txt to the character that its line begins with: a table for str.translate."""
    lines = (Path(__file__).parent / "texts" / "variants.txt").read_text(encoding="utf-8").splitlines()
    families = [line.split() for line in lines if line and not line.startswith("#")]
    return {ord(variant): everyday for everyday, *variants in families for variant in "".join(variants)}

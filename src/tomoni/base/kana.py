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
    return re.sub(r"\s", "", fold(text))


def fold(text: str) -> str:
    """The same for a running text: narrow, lower case, every kanji in its everyday shape; spaces stay."""
    plain = unicodedata.normalize("NFKC", _VARIATION_SELECTORS.sub("", text)).casefold()
    return plain.translate(everyday_kanji())


@lru_cache(maxsize=1)
def everyday_kanji() -> dict[int, str]:
    """From every variant in variants.txt to the character that its line begins with: a table for str.translate."""
    lines = (Path(__file__).parent / "texts" / "variants.txt").read_text(encoding="utf-8").splitlines()
    families = [line.split() for line in lines if line and not line.startswith("#")]
    return {ord(variant): everyday for everyday, *variants in families for variant in "".join(variants)}

"""Which characters a font has, read from the font itself; and what is printed for those it has not."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from tomoni.base.kana import fold_name

GETA = "〓"  # what Japanese printers have always set where a type was missing
UNSEEN = frozenset("\n\r\t\u00a0\u200b\u200c\u200d\u2060\ufeff") | {chr(code) for code in range(0xFE00, 0xFE10)}
_SELECTORS = range(0xE0100, 0xE01F0)  # they choose a form of the character before them; the font's own form stands in
_CHOSEN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff][\ufe00-\ufe0f\U000e0100-\U000e01ef]")


@dataclass(frozen=True)
class Letters:
    """The characters of a font."""

    codes: frozenset[int]

    def has(self, character: str) -> bool:
        return ord(character) in self.codes or character in UNSEEN

    def lacks(self, text: str) -> list[str]:
        """The characters of a text that the font lacks, each once, in order."""
        return list(dict.fromkeys(one for one in text if not self.has(one) and ord(one) not in _SELECTORS))

    def instead_of(self, character: str) -> str:
        """What is printed for a character that the font lacks: its common form (𠮷 → 吉), else 〓."""
        common = fold_name(character)
        return common if common != character and not self.lacks(common) else GETA

    def replaced_in(self, text: str) -> dict[str, str]:
        """What is printed by another form: characters that the font lacks, and forms chosen by a selector."""
        if self._all.issuperset(text):
            return {}
        chosen = {pair: self.fitting(pair[0]) for pair in _CHOSEN.findall(text)}
        alone = _CHOSEN.sub("", text) if chosen else text
        return chosen | {one: self.instead_of(one) for one in self.lacks(alone)}

    def fitting(self, text: str) -> str:
        """The text as it can be printed."""
        if self._all.issuperset(text):
            return text
        kept = (one for one in text if ord(one) not in _SELECTORS)
        return "".join(one if self.has(one) else self.instead_of(one) for one in kept)

    @cached_property
    def _all(self) -> frozenset[str]:
        """Those that are printed as they stand."""
        return frozenset(map(chr, self.codes)) | frozenset("\n\r\t")


@cache
def letters(font: Path) -> Letters:
    """The characters of a TrueType or OpenType file."""
    data = font.read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * at) for at in range(count))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    return Letters(frozenset(_codes(data, start)))


def _codes(data: bytes, start: int) -> Iterator[int]:
    for at in range(struct.unpack_from(">H", data, start + 2)[0]):
        table = start + struct.unpack_from(">HHI", data, start + 4 + 8 * at)[2]
        match struct.unpack_from(">H", data, table)[0]:
            case 4:
                yield from _of_segments(data, table)
            case 12:
                yield from _of_groups(data, table)


def _of_segments(data: bytes, table: int) -> Iterator[int]:
    """Format 4: segments of the basic plane. A code whose glyph is 0 is not there."""
    half = struct.unpack_from(">H", data, table + 6)[0] // 2
    ends, starts = table + 14, table + 16 + 2 * half
    shifts, ranges = starts + 2 * half, starts + 4 * half
    for at in range(half):
        end, first, shift, offset = (
            struct.unpack_from(">H", data, part + 2 * at)[0] for part in (ends, starts, shifts, ranges)
        )
        for code in range(first, min(end, 0xFFFE) + 1):
            if offset:
                place = ranges + 2 * at + offset + 2 * (code - first)
                found = struct.unpack_from(">H", data, place)[0]
            else:
                found = (code + shift) & 0xFFFF
            if found:
                yield code


def _of_groups(data: bytes, table: int) -> Iterator[int]:
    """Format 12: runs of characters of all planes."""
    for at in range(struct.unpack_from(">I", data, table + 12)[0]):
        first, last, _ = struct.unpack_from(">III", data, table + 16 + 12 * at)
        yield from range(first, last + 1)

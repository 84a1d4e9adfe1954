"""Letters of the city: a decision, a request for a correction, a delay, a letter to every household.

A letter is data. One or thousands are set in one run, which is what makes a bundle cheap: fonts are found once, the
template is read once. A character that the font lacks is printed by its common form, and the letter itself says so.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import segno

from .press import Printed, fitted, print_fitted

TEMPLATE = Path(__file__).parent / "letter.typ"


@dataclass(frozen=True, kw_only=True)
class Window:
    """Where a window envelope shows the address, in millimetres from the upper left corner of A4 (長形3号)."""

    left: float = 22
    top: float = 18
    width: float = 92
    height: float = 38
    fold: float = 99


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a letter: a heading, short facts, and words in paragraphs. Each may be empty."""

    heading: str = ""
    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    def as_data(self) -> dict[str, Any]:
        paragraphs = [one.strip() for one in self.text.splitlines() if one.strip()]
        return {"heading": self.heading, "facts": [list(one) for one in self.facts], "paragraphs": paragraphs}


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One letter. `qr` is an address that a telephone can read, with `qr_says` in words beside it."""

    title: str
    name: str
    honorific: str = "様"
    postal_code: str = ""
    address: tuple[str, ...] = ()
    number: str = ""
    day: str = ""
    sender: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    contact: tuple[str, ...] = ()
    qr: str = ""
    qr_says: str = ""
    made: bool = False

    def as_data(self) -> dict[str, Any]:
        kept = {name: getattr(self, name) for name in _PLAIN} | {name: list(getattr(self, name)) for name in _LISTS}
        return kept | {"parts": [one.as_data() for one in self.parts], "qr": _picture(self.qr) if self.qr else ""}


_PLAIN = ("title", "name", "honorific", "postal_code", "number", "day", "qr_says", "made")
_LISTS = ("address", "sender", "contact")


@dataclass(frozen=True)
class Bundle:
    """Letters in one file, and of each the characters that were printed by another form."""

    pdf: bytes
    replaced: tuple[Mapping[str, str], ...] = field(default=())


def print_letter(letter: Letter, *, at: dt.datetime, window: Window | None = None, foot: str = "") -> Printed:
    """One letter as PDF/UA-1."""
    bundle = print_letters([letter], title=letter.title, at=at, window=window, foot=foot)
    return Printed(bundle.pdf, bundle.replaced[0])


def print_letters(
    letters: Sequence[Letter], *, title: str, at: dt.datetime, window: Window | None = None, foot: str = ""
) -> Bundle:
    """Letters one after the other in one file, as PDF/UA-1. The same letters and moment give the same bytes."""
    rows, all_replaced = [], []
    for letter in letters:
        replaced: dict[str, str] = {}
        row = fitted(letter.as_data(), replaced)
        row["substitutes"] = [f"「{shown}」（{_codes(one)}）" for one, shown in replaced.items()]
        rows.append(row)
        all_replaced.append(replaced)
    head: dict[str, str] = {}
    data = fitted({"title": title, "foot": foot, "window": vars(window or Window())}, head) | {"letters": rows}
    return Bundle(print_fitted(TEMPLATE, data, at=at), tuple(all_replaced))


def _codes(characters: str) -> str:
    """How a list of characters names one that cannot be printed: U+20BB7."""
    return " ".join(f"U+{ord(one):04X}" for one in characters)


def _picture(address: str) -> str:
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", scale=4, border=2, xmldecl=False)
    return out.getvalue().decode()

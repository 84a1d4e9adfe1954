"""The press: one compiler for the whole process, as finding and loading fonts takes far longer than setting a page."""

import datetime as dt
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from .glyphs import Letters, letters

HERE = Path(__file__).parent
PAPER = HERE / "paper.typ"
FAMILY = "BIZ UDPGothic"
_one_at_a_time = threading.Lock()


class NoFonts(Exception):
    """The fonts that set-up copies into build/vendor are not there: `./tomoni` has to be called once."""


class Unprintable(Exception):
    """Typst refused: the template has a mistake, or the data lacks what it wants. Says what Typst said."""


@dataclass(frozen=True)
class Printed:
    """A finished document, and the characters that were printed by another (character → what stands there)."""

    pdf: bytes
    replaced: Mapping[str, str] = field(default_factory=dict)


def print_pdf(template: Path, data: Mapping[str, Any], *, at: dt.datetime) -> Printed:
    """Set a template with data as PDF/UA-1. `at` is the moment of the document: the same call gives the same bytes.

    `data` is anything JSON can hold; the template finds it as `data`.
    """
    replaced: dict[str, str] = {}
    return Printed(print_fitted(template, fitted(data, replaced), at=at), replaced)


def print_fitted(template: Path, data: Mapping[str, Any], *, at: dt.datetime) -> bytes:
    """The same for data of which every text is known to be printable."""
    source = f"{PAPER.read_text()}\n{template.read_text()}"
    with _one_at_a_time:
        try:
            pdf = _compiler().compile(
                input=source.encode(),
                format="pdf",
                sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
                pdf_standards=["ua-1"],
                timestamp=at.astimezone(dt.UTC).replace(microsecond=0),
            )
        except typst.TypstError as error:
            raise Unprintable(f"{template.name}: {error}") from error
    assert isinstance(pdf, bytes)  # one document, not a picture a page
    return pdf


def fitted(thing: Any, replaced: dict[str, str]) -> Any:
    """The data with texts that the font can print; notes in `replaced` what it changed."""
    return _fitted(thing, _letters(), replaced)


def readied() -> bool:
    """Whether this machine can print."""
    return bool(_font_files())


def _font_files() -> list[Path]:
    return sorted((settings.ROOT / "build" / "vendor" / "biz-udpgothic-ttf").rglob("*.ttf"))


@cache
def _compiler() -> typst.Compiler:
    files = _font_files()
    if not files:
        raise NoFonts("build/vendor/biz-udpgothic-ttf has no fonts; ./tomoni copies them there at set-up.")
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(file.parent) for file in files]
    )
    return typst.Compiler(b"", root=str(HERE), font_paths=fonts)


def _letters() -> Letters:
    files = _font_files()
    if not files:
        raise NoFonts("build/vendor/biz-udpgothic-ttf has no fonts; ./tomoni copies them there at set-up.")
    return letters(files[0])


def _fitted(thing: Any, font: Letters, replaced: dict[str, str]) -> Any:
    match thing:
        case str():
            replaced.update(font.replaced_in(thing))
            return font.fitting(thing)
        case Mapping():
            return {str(key): _fitted(value, font, replaced) for key, value in thing.items()}
        case list() | tuple():
            return [_fitted(value, font, replaced) for value in thing]
    return thing

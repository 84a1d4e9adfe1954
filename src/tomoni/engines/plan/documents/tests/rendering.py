"""The same text as another document: Word by python-docx, a two-column PDF by Typst."""

import json
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest
import typst
from django.conf import settings

FONTS = Path(settings.ROOT) / "node_modules" / "@expo-google-fonts" / "biz-udpgothic"
HEADINGS = ("第", "６", "○", "現状と", "指標・", "価値創出", "トピックス", "基本目標", "１-", "２-")


def as_word(text: str) -> bytes:
    paper = docx.Document()
    for line in text.splitlines():
        paper.add_paragraph(line)
    return saved(paper)


def saved(paper) -> bytes:
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


@cache
def fonts() -> typst.Fonts:
    if not FONTS.exists():
        pytest.skip(f"no Japanese font in {FONTS}")
    return typst.Fonts(font_paths=[str(FONTS)])


def as_pdf(text: str, *, columns: int = 2, titles: Iterable[str] = ()) -> bytes:
    """Headings bold and a little larger, as plans print them."""
    known = {*titles}
    body = []
    for line in unwrapped(text):
        said = json.dumps(line, ensure_ascii=False)
        heading = line.strip().startswith(HEADINGS) or line.strip() in known
        style = 'size: 11pt, weight: "bold"' if heading else "size: 9pt"
        body.append(f"#text({style}, {said})\n")
    return typst_pdf("\n".join(body), columns=columns)


def typst_pdf(body: str, *, columns: int = 1) -> bytes:
    head = (
        f'#set page(paper: "a4", margin: 18mm, columns: {columns}, numbering: "1")\n'
        '#set text(font: "BIZ UDPGothic", lang: "ja", size: 9pt)\n#set par(justify: true)\n'
    )
    return bytes(typst.Compiler((head + body).encode(), font_paths=fonts()).compile())


def unwrapped(text: str) -> list[str]:
    """The paragraphs of a text in which long lines were broken by hand."""
    lines: list[str] = []
    for line in text.splitlines():
        if (
            lines
            and not line.startswith(("　", "・", "○"))
            and lines[-1].startswith("　")
            and not lines[-1].endswith("。")
        ):
            lines[-1] += line
        elif line.strip():
            lines.append(line)
    return lines

"""A printed document can be read by everybody, and no text of a person is taken for a command."""

import datetime as dt
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tomoni.base.printing import NoFonts, Unprintable, letters, press, print_pdf, readied
from tomoni.base.printing.checks import complaints

AT = dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC)
LETTER = '#show: paper.with(title: "手紙")\n= 手紙\n#data.text\n'


@pytest.fixture
def letter(tmp_path) -> Path:
    file = tmp_path / "letter.typ"
    file.write_text(LETTER)
    return file


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_a_document_keeps_what_pdf_ua_asks_for(letter):
    assert complaints(print_pdf(letter, {"text": "こんにちは"}, at=AT).pdf) == []


def test_the_checks_see_what_is_missing(letter, tmp_path):
    untitled = tmp_path / "bare.typ"
    untitled.write_text('#set text(font: "BIZ UDPGothic")\n#rect()')
    with pytest.raises(Unprintable, match="title"):
        print_pdf(untitled, {}, at=AT)
    import typst

    bare = typst.compile(b"#rect()", format="pdf", pdf_tags=False)
    assert {"it is not tagged", "it has no title", "it does not claim PDF/UA-1"} <= set(complaints(bare))


def test_the_same_call_gives_the_same_bytes(letter):
    assert print_pdf(letter, {"text": "あ"}, at=AT).pdf == print_pdf(letter, {"text": "あ"}, at=AT).pdf


@pytest.mark.parametrize("text", ["#pagebreak()", "*太*", "$x$", '"); #read("/etc/passwd")', "= 見出し", "<a> @b \\ ]"])
def test_a_text_is_never_a_command(letter, text):
    printed = print_pdf(letter, {"text": text}, at=AT)
    assert "".join(text.split()) in "".join(text_of(printed.pdf).split())
    assert len(PdfReader(BytesIO(printed.pdf)).pages) == 1


def test_a_character_that_the_font_lacks_is_printed_by_its_common_form_and_named(letter):
    printed = print_pdf(letter, {"text": "𠮷田さん、髙﨑さん", "list": [{"deep": "💡"}]}, at=AT)
    assert printed.replaced == {"𠮷": "吉", "💡": "〓"}
    assert "吉田さん、髙﨑さん" in text_of(printed.pdf)


def test_a_form_selector_leaves_the_character_and_is_named(letter):
    printed = print_pdf(letter, {"text": "葛\U000e0101城市"}, at=AT)
    assert printed.replaced == {"葛\U000e0101": "葛"}
    assert "葛城市" in text_of(printed.pdf)


def test_the_font_says_what_it_has():
    font = letters(press._font_files()[0])
    assert font.lacks("安曇野市 髙﨑辻葛㈱①德濵\n") == []
    assert font.lacks("𠮷𠮷") == ["𠮷"]


def test_without_fonts_it_says_what_to_do(letter, monkeypatch):
    monkeypatch.setattr(press, "_font_files", list)
    assert not readied()
    with pytest.raises(NoFonts, match=r"\./tomoni"):
        print_pdf(letter, {"text": "あ"}, at=AT)


def test_a_mistake_in_a_template_is_named(tmp_path):
    wrong = tmp_path / "wrong.typ"
    wrong.write_text("#nonsense")
    with pytest.raises(Unprintable, match=r"wrong\.typ.*nonsense"):
        print_pdf(wrong, {}, at=AT)

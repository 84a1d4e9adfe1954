"""A letter can be read by everybody, fits its envelope, and says itself what it could not print."""

import datetime as dt
from dataclasses import replace
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as some
from pypdf import PdfReader

from tomoni.base.printing import Letter, Part, Window, print_letter, print_letters
from tomoni.base.printing.checks import complaints, tags_of

AT = dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC)
LETTER = Letter(
    title="国民健康保険税の納付について",
    name="見本 花子",
    postal_code="399-8281",
    address=("ひかり野市北町1番地", "見本荘101号"),
    number="8国第12号",
    day="令和8年11月24日",
    sender=("ひかり野市長",),
    parts=(
        Part(text="次のとおりお知らせします。"),
        Part(heading="納める額", facts=(("年税額", "12,300円"), ("納期限", "令和8年12月25日"))),
    ),
    contact=("税務課 0000-00-0000",),
    made=True,
)


def words(pdf: bytes, page: int = 0) -> str:
    return "".join(PdfReader(BytesIO(pdf)).pages[page].extract_text().split())


def test_a_letter_keeps_what_pdf_ua_asks_for():
    pdf = print_letter(replace(LETTER, qr="https://example.jp/a", qr_says="この手紙の案内"), at=AT).pdf
    assert complaints(pdf) == []
    assert [tag for tag, _ in tags_of(pdf)].count("/H1") == 1
    for said in ("〒399-8281", "見本荘101号", "見本花子様", "8国第12号", "見本", "納期限", "税務課"):
        assert said in words(pdf)


def test_the_same_letter_gives_the_same_bytes():
    assert print_letter(LETTER, at=AT).pdf == print_letter(LETTER, at=AT).pdf


def test_the_address_stands_in_the_window():
    """Every piece of the address, in millimetres from the upper left corner."""
    window, found = Window(), []

    def visit(text: str, page: list[float], at: list[float], _font: object, _size: float) -> None:
        if text.strip():
            x, y = at[4] * page[0] + page[4], at[5] * page[3] + page[5]
            found.append((text.strip(), x / 72 * 25.4, 297 - y / 72 * 25.4))

    PdfReader(BytesIO(print_letter(LETTER, at=AT).pdf)).pages[0].extract_text(visitor_text=visit)
    inside = [
        text
        for text, x, y in found
        if window.left - 1 <= x <= window.left + window.width and window.top <= y <= window.top + window.height
    ]
    assert "".join("".join(inside).split()) == "〒399-8281ひかり野市北町1番地見本荘101号見本花子様"


def test_a_name_that_the_font_lacks_is_printed_by_another_form_and_the_letter_says_so():
    printed = print_letter(replace(LETTER, name="𠮷田 葛\U000e0101子"), at=AT)
    assert printed.replaced == {"葛\U000e0101": "葛", "𠮷": "吉"}
    said = words(printed.pdf)
    assert "吉田葛子様" in said
    assert "「吉」（U+20BB7）" in said
    assert "「葛」（U+845BU+E0101）" in said
    assert "U+" not in words(print_letter(LETTER, at=AT).pdf)


def test_a_bundle_begins_every_letter_on_a_page_of_its_own_and_names_what_was_replaced_in_which():
    bundle = print_letters([LETTER, replace(LETTER, name="𠮷田 一"), LETTER], title="束 1", at=AT)
    assert complaints(bundle.pdf) == []
    assert [words(bundle.pdf, page).count("様") for page in range(3)] == [1, 1, 1]
    assert bundle.replaced == ({}, {"𠮷": "吉"}, {})
    assert "U+20BB7" in words(bundle.pdf, 1)
    assert "U+20BB7" not in words(bundle.pdf, 2)


@settings(max_examples=15, deadline=None)
@given(text=some.text(alphabet=some.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_no_words_of_a_person_stop_a_letter(text):
    assert print_letter(replace(LETTER, name=text, parts=(Part(heading=text, text=text),)), at=AT).pdf

"""The book and the summary as PDF: readable for everybody, two pages where two are promised."""

import datetime as dt
from io import BytesIO

import pytest
from pypdf import PdfReader

from tomoni.base.printing.checks import complaints, tags_of
from tomoni.engines.plan.book import printed
from tomoni.engines.plan.book.contents import contents, digest_of, indicators_of
from tomoni.engines.plan.book.printed import DoesNotFit, print_book, print_summary

ON = dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 20, 3, tzinfo=dt.UTC)


@pytest.fixture
def told(undeclared, plan):
    return contents(ON)


@pytest.fixture
def book(told) -> bytes:
    return print_book(told, number=3, at=AT).pdf


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_the_book_and_the_summary_keep_what_pdf_ua_asks_for(told, book):
    assert complaints(book) == []
    assert complaints(print_summary(told, number=3, at=AT).pdf) == []


def test_the_book_has_a_bookmark_for_every_policy_and_every_indicator(told, book):
    def titles(marks):
        for mark in marks:
            yield from titles(mark) if isinstance(mark, list) else [mark.title]

    marks = " ".join(titles(PdfReader(BytesIO(book)).outline))
    assert all(policy["title"] in marks for policy in told["policies"])
    assert all(one["title"] in marks for one in indicators_of(told))


def test_every_chart_is_told_in_words_with_its_values(told, book):
    alts = [str(element["/Alt"]) for tag, element in tags_of(book) if tag == "/Figure"]
    drawn = [one["chart"]["says"] for one in indicators_of(told) if one["chart"]]
    assert len(drawn) >= 3
    assert all(any(says in alt for alt in alts) for says in drawn)


def test_the_book_says_every_verdict_in_words_and_every_value_with_its_source(told, book):
    text = text_of(book)
    for one in indicators_of(told):
        assert one["verdict_word"] in text
        assert "".join(one["value_said"].split()) in text
        assert all("".join(row["source"].split()) in text for row in one["rows"])
    assert digest_of(told) in text


def test_no_page_is_empty(book):
    assert all(len(page.extract_text()) > 80 for page in PdfReader(BytesIO(book)).pages)


@pytest.mark.parametrize("times", [1, 3, 6])
def test_the_summary_has_two_pages_exactly(told, times):
    """Also with three and six times as many indicators; what does not fit is left to the book, which it says."""
    for policy in told["policies"]:
        policy["indicators"] = [
            one | {"id": f"{one['id']}-{again}"} for again in range(times) for one in policy["indicators"]
        ]
    pages = PdfReader(BytesIO(print_summary(told, number=3, at=AT).pdf)).pages
    assert len(pages) == 2
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {(595, 842)}


def test_what_cannot_be_two_pages_is_refused(told, monkeypatch):
    monkeypatch.setattr(printed, "SUMMARY_PAGES", 1)
    with pytest.raises(DoesNotFit):
        print_summary(told, number=3, at=AT)

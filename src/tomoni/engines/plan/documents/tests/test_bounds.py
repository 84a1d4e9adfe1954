"""Long documents: bounded in pages, signs and time, and always saying how far they are."""

import tracemalloc
from io import BytesIO

import pypdf
import pytest

from tomoni.engines.plan.documents import pdf_files, text_files
from tomoni.engines.plan.documents.reading import read_plan
from tomoni.engines.plan.documents.sources import Trouble, Unreadable

from .rendering import typst_pdf
from .test_broken import PLAN

MEGABYTE = 1024 * 1024


def long_pdf(pages: int) -> bytes:
    """A plan of one page, and many pages about something else before it."""
    plan = pypdf.PdfReader(BytesIO(typst_pdf("\n\n".join(PLAN.replace("・", "\\・").splitlines()))))
    other = pypdf.PdfReader(BytesIO(typst_pdf("資料編のページです。")))
    writer = pypdf.PdfWriter()
    for _ in range(pages - 1):
        writer.add_page(other.pages[0])
    writer.add_page(plan.pages[0])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_three_hundred_pages_are_read_with_progress_and_little_memory():
    data, seen = long_pdf(300), []
    tracemalloc.start()
    draft, lines = read_plan(data, progress=lambda done, of: seen.append((done, of)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seen == [(page, 300) for page in range(1, 301)]
    assert [policy.title for policy in draft.policies] == ["団体とともに", "見える市役所"]
    assert draft.policies[0].indicators[0].target.value == 220 and lines[-1].page == 300
    assert most < 150 * MEGABYTE


@pytest.mark.parametrize("limit", ["MOST_PAGES", "MOST_SECONDS", "MOST_SIGNS"])
def test_beyond_its_bounds_a_pdf_is_refused_with_what_to_do(monkeypatch, limit):
    monkeypatch.setattr(pdf_files, limit, 0)
    with pytest.raises(Unreadable, match="章ごとに分けて") as raised:
        read_plan(typst_pdf("１-１　団体とともに"))
    assert raised.value.trouble is Trouble.TOO_LONG


def test_a_text_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(text_files, "MOST_LINES", 3)
    with pytest.raises(Unreadable, match="章ごとに分けて"):
        read_plan(PLAN.encode())

"""The book from the desk over the worker to a PDF that anybody may read."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from .looking import Watch, nu, screen
from .serving import Server, serving

PLANNER = "中島 遥"


@pytest.fixture
def town() -> Iterator[Server]:
    """A server as in operation: what is ordered waits for a worker."""
    with serving(more={"DJANGO_SETTINGS_MODULE": "tests.operation"}) as server:
        yield server


def test_a_book_is_ordered_at_the_desk_made_by_the_worker_and_read_by_anybody(
    town: Server, page_as: Callable[..., Page], watch: Watch, tmp_path: Path
) -> None:
    watch.home = town.url
    desk, anybody = page_as(PLANNER, server=town), page_as(server=town)
    desk.goto(f"{town.url}/desk/plan/book/")
    desk.get_by_role("button", name="新しい号を作る").click()
    expect(desk.locator("main")).to_contain_text("新しい号を頼みました")
    anybody.goto(f"{town.url}/plan/book/")
    expect(anybody.locator("main")).to_contain_text("まだ1号もありません")

    town.manage("worker", "--batch", "--interval", "0", "--no-startup-delay")

    desk.reload()
    screen(desk)
    anybody.reload()
    screen(anybody)
    nu({"ordered": desk.content(), "published": anybody.content()}, tmp_path)
    link = anybody.get_by_role("link", name="計画の本（PDF）").first.get_attribute("href")
    answer = anybody.request.get(f"{town.url}{link}")
    assert answer.headers["content-type"] == "application/pdf"
    book = PdfReader(BytesIO(answer.body()))
    assert "/MarkInfo" in book.trailer["/Root"]  # type: ignore[operator]
    assert "計画の本" in "".join(page.extract_text() for page in book.pages[:2])

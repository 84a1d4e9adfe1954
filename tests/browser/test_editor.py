"""Wagtail's editor, one click from the desk in the same session, runs under its own policy and calls nobody."""

from collections.abc import Callable

from playwright.sync_api import Page

from .looking import Watch
from .pages import GENERAL
from .serving import Server


def test_the_editor_opens_in_the_same_session(served: Server, page_as: Callable[..., Page], watch: Watch) -> None:
    watch.home = served.url
    page = page_as(GENERAL)
    for path in ("/cms/", "/cms/pages/", "/cms/images/"):
        answer = page.goto(served.url + path, wait_until="networkidle")
        assert answer is not None
        assert answer.status == 200, f"{path} answered {answer.status}"
        assert "/cms/login" not in page.url
        assert page.locator("main").is_visible()

"""Every declared screen, in every language: accessible, valid, narrow enough, quiet, and usable without script."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from .looking import Watch, nu, screen
from .pages import LANGUAGES, SCREENS, Screen
from .serving import Server


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("shown", SCREENS, ids=lambda one: one.name)
def test_a_screen_is_for_everybody(served: Server, page: Page, watch: Watch, shown: Screen, code: str) -> None:
    watch.home = served.url
    answer = page.goto(served.url + shown.in_language(code))
    assert answer is not None
    assert answer.status == 200
    screen(page)


def test_every_screen_is_valid_html(served: Server, tmp_path: Path) -> None:
    public = [one for one in SCREENS if not one.who]
    nu({f"{one.path} ({code})": served.get(one.in_language(code)) for one in public for code in LANGUAGES}, tmp_path)


@pytest.mark.parametrize("shown", SCREENS, ids=lambda one: one.name)
def test_a_screen_works_without_script(served: Server, page_without_script: Page, shown: Screen) -> None:
    page_without_script.goto(served.url + shown.path)
    assert page_without_script.locator("h1").first.is_visible()
    assert not page_without_script.locator("[data-needs-script]:visible").count()

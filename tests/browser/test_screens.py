"""Every declared screen, in every language: accessible, valid, narrow enough, quiet, and usable without script."""

import os
from pathlib import Path
from urllib.parse import unquote

import pytest

from tomoni.web.addresses import spoken

from .looking import WIDTHS, nu, screen
from .pages import NOT_LOOKED_AT, SCREENS, Screen
from .people import Doors, Windows
from .serving import Server

SPOKEN = [(one, code) for one in SCREENS for code in one.languages]
# What a screen looks like does not hang on the database: on PostgreSQL, Japanese shows that each one is answered.
LOOKED_AT = [pair for pair in SPOKEN if pair[1] == "ja" or not os.environ.get("TOMONI_DATABASE")]


@pytest.mark.parametrize(("shown", "code"), LOOKED_AT, ids=lambda one: one.name if isinstance(one, Screen) else one)
def test_a_screen_is_for_everybody(served: Server, window: Windows, shown: Screen, code: str) -> None:
    page = window(shown.who)
    answer = page.goto(served.url + shown.in_language(code))
    assert answer is not None
    assert answer.status == 200
    assert unquote(page.url) == served.url + shown.in_language(code), "the screen sent this person elsewhere"
    # Other languages have the same structure: the narrow screen, where words are cut first, shows what they change.
    screen(page, widths=WIDTHS if code == "ja" else WIDTHS[:1])


@pytest.mark.parametrize("shown", SCREENS, ids=lambda one: one.name)
def test_a_screen_works_without_script(served: Server, window: Windows, shown: Screen) -> None:
    page = window(shown.who, script=False)
    page.goto(served.url + shown.path)
    assert page.locator("h1").first.is_visible()
    assert not page.locator("[data-needs-script]:visible").count()


def test_every_screen_is_valid_html(served: Server, doors: Doors, tmp_path: Path) -> None:
    sources = {}
    for who in sorted({one.who for one in SCREENS}):
        context = doors.open(served, who)
        for one, code in ((one, code) for one, code in SPOKEN if one.who == who):
            sources[f"{one.path} ({code})"] = context.request.get(served.url + one.in_language(code)).text()
        context.close()
    nu(sources, tmp_path)


def test_every_address_without_a_part_of_its_own_is_looked_at() -> None:
    looked_at = {one.path for one in SCREENS}
    forgotten = {
        str(pattern.pattern): pattern.name
        for pattern in spoken()
        if "<" not in str(pattern.pattern)
        and f"/{pattern.pattern}" not in looked_at
        and pattern.name not in NOT_LOOKED_AT
    }
    assert forgotten == {}

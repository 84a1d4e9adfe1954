"""What the small script adds: keys on the desk, a menu that closes, focus where it is needed, answers kept."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from .serving import Server


@pytest.fixture
def at(served: Server, page_as: Callable[..., Page]) -> Callable[[str], Page]:
    def go(path: str) -> Page:
        page = page_as()
        page.goto(served.url + path)
        return page

    return go


def test_the_queue_is_walked_with_j_and_k(at: Callable[[str], Page]) -> None:
    page = at("/design/queue/")
    links = page.locator("[data-queue] a")
    page.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(links.nth(2)).to_be_focused()
    page.keyboard.press("k")
    expect(links.nth(1)).to_be_focused()


def test_the_keys_can_be_turned_off_and_stay_off(at: Callable[[str], Page]) -> None:
    page = at("/design/queue/")
    page.locator("[data-keys]").click()
    page.reload()
    expect(page.locator("[data-keys]")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("j")
    expect(page.locator("[data-queue] a").first).not_to_be_focused()


def test_a_slash_leads_to_the_filter_and_is_typed_once_there(at: Callable[[str], Page]) -> None:
    page = at("/design/filters/")
    page.keyboard.press("/")
    words = page.locator(".filters input").first
    expect(words).to_be_focused()
    page.keyboard.type("区/j")
    expect(words).to_have_value("区/j")


def test_the_language_menu_closes_with_escape(at: Callable[[str], Page]) -> None:
    page = at("/design/")
    page.get_by_text("Language", exact=True).click()
    english = page.get_by_role("link", name="English")
    expect(english).to_be_visible()
    page.keyboard.press("Escape")
    expect(english).to_be_hidden()
    expect(page.locator("details[data-menu] > summary")).to_be_focused()


def test_a_page_with_errors_is_read_from_their_summary(at: Callable[[str], Page]) -> None:
    page = at("/design/errors/")
    expect(page.locator("[data-errors]")).to_be_focused()
    page.get_by_role("link", name="団体名のふりがなを入れてください").click()
    expect(page.locator("#id_kana")).to_be_focused()
    assert page.title().startswith("（エラー")


def test_answers_are_kept_while_they_are_typed(at: Callable[[str], Page]) -> None:
    page = at("/design/steps/")
    kept = []

    def keep(route: Route) -> None:
        kept.append(route.request.post_data)
        route.fulfill(status=204)

    page.route("**/keep/", keep)
    page.locator("form[data-autosave] input[type=text]").fill("明科ほたる見守り隊")
    expect(page.locator("[data-autosaved]")).to_contain_text("保存しました")
    assert "明科ほたる見守り隊" in kept[0]

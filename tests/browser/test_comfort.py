"""What the small script adds: keys on the desk, a menu that closes, focus where it is needed, answers kept."""

import json
from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Route, expect

from .looking import Watch
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


def test_answers_are_kept_while_they_are_typed_and_never_called_kept_before(
    at: Callable[[str], Page], watch: Watch
) -> None:
    watch.forgive("503")
    page = at("/design/steps/")
    kept, answers = [], [503, 200]

    def keep(route: Route) -> None:
        kept.append(parse_qs(route.request.post_data or ""))
        told = {"kept": True, "says": "14時3分に保存しました", "seen": "later"}
        route.fulfill(status=answers.pop(0), content_type="application/json", body=json.dumps(told))

    page.route("**/keep/", keep)
    line = page.locator("[data-autosaved]")
    page.locator("form[data-autosave] input[type=text]").fill("明科ほたる見守り隊")
    expect(line).to_contain_text("まだ保存していません")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(line).to_have_text("14時3分に保存しました")
    first, second = kept
    assert first["name"] == second["name"] == ["明科ほたる見守り隊"]
    assert first["page"] == second["page"]


def test_a_form_that_may_not_keep_says_that_the_button_does(at: Callable[[str], Page], watch: Watch) -> None:
    watch.forgive("409")
    page = at("/design/steps/")
    page.route("**/keep/", lambda route: route.fulfill(status=409, content_type="application/json", body="{}"))
    page.locator("form[data-autosave] input[type=text]").fill("ほたる")
    expect(page.locator("[data-autosaved]")).to_contain_text("下のボタンを押すと保存します")


def test_an_application_begun_on_a_phone_is_still_there_when_the_page_was_closed(
    own_server: Server, page_as: Callable[..., Page]
) -> None:
    page = page_as()
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(own_server.url + "/procedures/groups.registration/apply/")
    name = page.locator("form[data-autosave] input[type=text]").first
    name.press_sequentially("ほたる")
    expect(page.locator("[data-autosaved]")).to_contain_text("保存しました")
    expect(page.locator("[data-autosaved-more]")).to_contain_text("再開番号は")
    again = page.context.new_page()
    again.goto(page.url)
    expect(again.locator("form[data-autosave] input[type=text]").first).to_have_value("ほたる")
    assert not again.locator("[data-errors]").count()

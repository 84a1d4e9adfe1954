"""A clerk builds a procedure of twelve questions with one condition by keyboard alone; it is decided, and used."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from .looking import nu, screen
from .pages import GENERAL, PLANNER
from .serving import Server

ASKED = [
    ("person_name", "借りる人の名前"),
    ("born_on", "生まれた日"),
    ("phone", "電話"),
    ("email", "メール"),
    ("home_address", "借りる人の住所"),
    ("future_day", "借りる日"),
    ("number", "借りる日数"),
    ("choice", "自分で運べますか"),
    ("text", "運べないわけ"),
    ("map_point", "使うところ"),
    ("amount", "払った額"),
    ("consent", "使い方の約束"),
]


def reach(page: Page, what: str, *, back: bool = False) -> None:
    """Press Tab until the focus is there, as somebody without a mouse does."""
    for _press in range(250):
        if page.evaluate("what => document.activeElement?.matches(what) ?? false", what):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"{what} cannot be reached by keyboard on {page.url}")


def pick(page: Page, value: str) -> None:
    """Choose in the list that has the focus, by the arrow keys."""
    places = "element => [...element.options].map(option => option.value)"
    options = page.evaluate(f"() => ({places})(document.activeElement)")
    now = page.evaluate("() => document.activeElement.selectedIndex")
    wanted = options.index(value)
    for _step in range(abs(wanted - now)):
        page.keyboard.press("ArrowDown" if wanted > now else "ArrowUp")
    assert page.evaluate("() => document.activeElement.value") == value


def typed(page: Page, what: str, words: str) -> None:
    reach(page, what)
    page.keyboard.type(words)


def add(page: Page, kind: str, words: str) -> None:
    """The focus is in the words of a new row; its kind stands just before."""
    reach(page, "select[name=add]", back=True)
    pick(page, kind)
    typed(page, "input[name=words]", words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(words)


def built(page: Page) -> None:
    """The name, the twelve questions, and the condition of the ninth."""
    typed(page, "input[name=title]", "粉砕機を借りる")
    typed(page, "input[name=sign]", "粉")
    reach(page, "select[name=kind]")
    pick(page, "NOTIFICATION")
    with page.expect_navigation():
        reach_button(page, "作り始める")
    reach(page, "input[name=words]")
    for kind, words in ASKED:
        add(page, kind, words)
    reach(page, "a[href*='row=8']", back=True)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    reach(page, "select[name=row-if_key]")
    pick(page, "q8")
    typed(page, "input[name=row-if_value]", "いいえ")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#row-8")).to_contain_text("聞くとき：「自分で運べますか」が「いいえ」")
    expect(page.locator("#row-7")).to_contain_text("次：「自分で運べますか」が「いいえ」とき")


def reach_button(page: Page, words: str) -> None:
    """Tab to a button by its words, and press it."""
    for _press in range(250):
        if page.evaluate("() => document.activeElement?.textContent?.trim() ?? ''").startswith(words):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{words} cannot be reached by keyboard on {page.url}")


def test_a_clerk_builds_a_procedure_by_keyboard_and_a_resident_uses_it(
    own_server: Server, page_as: Callable[..., Page], tmp_path: Path
) -> None:
    pages: dict[str, str] = {}
    desk = page_as(GENERAL, server=own_server)
    desk.goto(f"{own_server.url}/desk/procedures/")
    built(desk)
    screen(desk, widths=(320, 1280))
    pages["rows"] = desk.content()
    with desk.expect_navigation():
        reach_button(desk, "公開に進む")
    pages["publish"] = desk.content()
    with desk.expect_navigation():
        reach_button(desk, "公開の伺いを出す")
    expect(desk.locator("main")).to_contain_text("決裁中です")
    key = desk.url.rstrip("/").split("/")[-2]

    decider = page_as(PLANNER, server=own_server)
    decider.goto(f"{own_server.url}/desk/")
    decider.get_by_role("link", name="粉砕機を借りる").first.click()
    expect(decider.locator("article")).to_contain_text("運べないわけ（「自分で運べますか」が「いいえ」）")
    decider.locator(".act button[type=submit]").last.click()
    decider.wait_for_load_state()

    anybody = page_as(server=own_server)
    anybody.goto(f"{own_server.url}/procedures/?q=粉砕機")
    anybody.get_by_role("link", name="粉砕機を借りる").first.click()
    anybody.get_by_role("link", name="手続きを始める").click()
    why = anybody.get_by_label("運べないわけ")
    expect(why).to_be_hidden()
    anybody.get_by_label("いいえ").check()
    expect(why).to_be_visible()
    anybody.get_by_label("はい", exact=True).check()
    expect(why).to_be_hidden()
    screen(anybody, widths=(320, 1280))
    pages["form"] = anybody.content()
    handed_in(anybody)
    expect(anybody.locator("main")).to_contain_text("粉-0001")
    assert key.startswith("built.")
    nu(pages, tmp_path)


def handed_in(page: Page) -> None:
    """What the resident types, and the button at the end."""
    for name, words in {
        "q1_family": "安曇", "q1_given": "ほたる", "q1_family_kana": "アズミ", "q1_given_kana": "ホタル",
        "q2_year": "2", "q2_month": "5", "q2_day": "14", "q3": "0263-00-0000", "q4": "hotaru@example.jp",
        "q5_postcode": "000-0001", "q5": "中央1-1", "q6_year": "80", "q6_month": "4", "q6_day": "1", "q7": "２",
        "q10": "公園の入口", "q11": "１,０００",
    }.items():  # fmt: skip
        page.locator(f"[name='{name}']").fill(words)
    page.get_by_role("checkbox", name="上のことに同意します").check()
    page.get_by_role("button", name="次へ進む").last.click()
    expect(page.locator("main")).to_contain_text("安曇 ほたる（あずみ ほたる）")
    page.locator("input[name=true]").check()
    page.get_by_role("button", name="この内容で出す").click()
    page.wait_for_load_state()

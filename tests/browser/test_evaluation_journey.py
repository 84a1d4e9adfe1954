"""The planning office's year: a sheet goes from the reminder over the section, a question and the committee to the public.

Everything is done by hand in a browser, a part of it without a mouse; each screen on the way is for everybody.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .looking import Watch, nu, screen
from .serving import Server

PLANNER, DEPUTY, MAYOR, MEMBER = "中島 遥", "百瀬 健", "朝倉 ひかり", "草間 茂"
COMMENT, NEXT = "相談会を三つの地域でひらきました。", "更新のない団体に電話をします。"


class Walk:
    """Pages that were looked at on the way; their sources go to the HTML checker at the end."""

    def __init__(self, server: Server) -> None:
        self.server, self.pages = server, {}  # type: ignore[var-annotated]

    def looked_at(self, page: Page, name: str) -> None:
        page.wait_for_load_state()
        screen(page)
        self.pages[name] = page.content()
        page.set_viewport_size({"width": 1280, "height": 900})


@pytest.fixture
def walk(own_server: Server, watch: Watch) -> Walk:
    watch.home = own_server.url
    watch.forgive(r"status of 422 .*/desk/evaluation/2026/1-1-1/")  # a form that came back with errors, on purpose
    return Walk(own_server)


@pytest.fixture
def desk_of(page_as: Callable[..., Page], walk: Walk) -> Callable[[str], Page]:
    return lambda who: page_as(who, server=walk.server)


def test_a_sheet_goes_from_the_reminder_to_the_public_page(
    walk: Walk, desk_of: Callable[[str], Page], page_as: Callable[..., Page], tmp_path: Path
) -> None:
    planner, writer, mayor = desk_of(PLANNER), desk_of(DEPUTY), desk_of(MAYOR)
    opens_the_year_and_reminds(planner, walk)
    writes_with_the_keyboard(writer, walk)
    asks_and_checks(planner, writer, walk)
    a_member_writes(desk_of(MEMBER), walk)
    the_committee_speaks(planner, walk)
    answers(writer, walk)

    planner.goto(f"{walk.server.url}/desk/evaluation/2026/")
    planner.get_by_role("button", name="1枚の公表を起案する").click()
    expect(planner.get_by_role("heading", level=1)).to_contain_text("公表")
    mayor.goto(planner.url)
    walk.looked_at(mayor, "paper")
    mayor.locator(".act button[type=submit]").last.click()
    expect(mayor.locator("main")).to_contain_text("決裁")

    anybody = page_as(server=walk.server)
    anybody.goto(f"{walk.server.url}/plan/1-1-1/")
    anybody.get_by_role("link", name="令和8年度の評価").click()
    expect(anybody.locator("main")).to_contain_text(COMMENT)
    expect(anybody.locator("main")).to_contain_text("続くことを見たい")
    expect(anybody.locator("main")).to_contain_text("集まりも見てください")
    expect(anybody.locator("main")).not_to_contain_text(MEMBER)
    expect(anybody.locator("main")).to_contain_text("取り入れる")
    expect(anybody.locator("main")).not_to_contain_text("どの地域ですか")
    walk.looked_at(anybody, "public sheet")
    anybody.goto(f"{walk.server.url}/plan/evaluation/2026/")
    walk.looked_at(anybody, "public year")
    nu(walk.pages, tmp_path)


def opens_the_year_and_reminds(page: Page, walk: Walk) -> None:
    page.goto(f"{walk.server.url}/desk/evaluation/")
    page.get_by_role("link", name="新しい年度の評価を始める").click()
    due_today(page)
    walk.looked_at(page, "open")
    page.get_by_role("button", name="シートを始める").click()
    expect(page.locator("main")).to_contain_text("3枚のシートを始めました")
    page.get_by_role("button", name="2課に督促を送る").click()
    expect(page.locator("main")).to_contain_text("2課に、3枚のシートの督促を送りました")
    expect(page.locator("main")).to_contain_text("きょう送る督促はありません")
    walk.looked_at(page, "year")


def due_today(page: Page) -> None:
    today = date.today()
    for part, value in (("year", today.year), ("month", today.month), ("day", today.day)):
        page.locator(f"[name=hand_in_by_{part}]").fill(str(value))
    page.locator("[name=hand_in_by_era]").select_option(label="西暦")


def writes_with_the_keyboard(page: Page, walk: Walk) -> None:
    """From the desk to the sheet; what is typed is kept while it is typed, and nothing is lost on the way."""
    page.goto(f"{walk.server.url}/desk/")
    page.get_by_role("link", name="1-1-1").first.click()
    page.locator("[name=rating][value=good]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("まだ数の少ない地域があるため。")
    page.keyboard.press("Tab")
    page.keyboard.type(COMMENT)
    expect(page.locator("[data-autosaved]")).to_contain_text("保存しました")
    page.reload()
    expect(page.locator("[name=comment]")).to_have_value(COMMENT)
    walk.looked_at(page, "sheet to write")
    page.locator("[name=next_step]").fill(NEXT)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("1-1-1：企画が確認しています")


def asks_and_checks(planner: Page, writer: Page, walk: Walk) -> None:
    sheet = f"{walk.server.url}/desk/evaluation/2026/1-1-1/"
    planner.goto(sheet)
    planner.locator("[name=outcome][value=ask]").check()
    planner.locator("[name=question]").fill("三つとは、どの地域ですか。")
    walk.looked_at(planner, "sheet to check")
    planner.get_by_role("button", name="選んだとおりにする").click()
    expect(planner.locator("main")).to_contain_text("質問に答えています")
    writer.goto(sheet)
    expect(writer.locator("main")).to_contain_text("どの地域ですか")
    walk.looked_at(writer, "question")
    writer.get_by_role("button", name="企画へ出す").click()
    expect(writer.locator("[role=alert]")).to_be_focused()
    walk.looked_at(writer, "reply missing")
    writer.locator("[name=reply]").fill("東部と西部と南部です。")
    writer.get_by_role("button", name="企画へ出す").click()
    expect(writer.locator("main")).to_contain_text("企画が確認しています")
    planner.goto(sheet)
    expect(planner.locator("main")).to_contain_text("東部と西部と南部です。")
    planner.locator("[name=outcome][value=check]").check()
    planner.get_by_role("button", name="選んだとおりにする").click()
    expect(planner.locator("main")).to_contain_text("委員会の意見を待っています")


def a_member_writes(page: Page, walk: Walk) -> None:
    """Somebody of the committee signs in as the resident they are, and writes in their own words."""
    page.goto(f"{walk.server.url}/my/")
    page.get_by_role("link", name="評価委員会の仕事").click()
    page.get_by_role("link", name="1-1-1").click()
    page.locator("[name=words]").fill("数に出ない集まりも見てください。")
    walk.looked_at(page, "a member's remark")
    page.get_by_role("button", name="意見を出す").click()
    expect(page.locator("main")).to_contain_text("意見を預かりました")
    walk.looked_at(page, "the committee's sheets")


def the_committee_speaks(page: Page, walk: Walk) -> None:
    page.goto(f"{walk.server.url}/desk/evaluation/2026/1-1-1/")
    today = date.today()
    page.locator("[name=met_on_era]").select_option(label="西暦")
    for part, value in (("year", today.year), ("month", today.month), ("day", today.day)):
        page.locator(f"[name=met_on_{part}]").fill(str(value))
    page.locator("[name=opinion]").fill("数より、続くことを見たいです。")
    page.locator("[name=request]").fill("やめた団体に理由を聞いてください。")
    walk.looked_at(page, "committee")
    page.get_by_role("button", name="委員会の意見を入れる").click()
    expect(page.locator("main")).to_contain_text("担当課が対応を書いています")


def answers(page: Page, walk: Walk) -> None:
    page.goto(f"{walk.server.url}/desk/evaluation/2026/1-1-1/")
    page.locator("[name=decision][value=taken]").check()
    page.locator("[name=answer_words]").fill("9月までに電話で聞きます。")
    walk.looked_at(page, "answer")
    page.get_by_role("button", name="この対応にする").click()
    expect(page.locator("main")).to_contain_text("公表の起案を待っています")

"""A plan document to a city on screen: handed in, two questions answered by keyboard beside the source, loaded, public."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from .looking import Watch, nu, screen
from .serving import Server

PLANNER = "中島 遥"
DOCUMENT = """ひかり野市第1次総合計画 追補
基本目標２　緑のまち
２-１　川と森を守る
　川と森を、みんなで守ります。
取組の方向
○川をきれいにする
・ 川の掃除を、団体といっしょに続けます。
・ 川の生きものを、毎年調べます。
①【戦略】川の掃除の参加者数（人）
R4現状値　1,240
R9目標値　約1,500
②森を守る団体の登録数（ほげ）
R4現状値　12
R9目標値　20
"""


def test_a_document_becomes_part_of_the_public_plan(
    own_server: Server, page_as: Callable[..., Page], watch: Watch, tmp_path: Path
) -> None:
    watch.home = own_server.url
    pages: dict[str, str] = {}
    desk = page_as(PLANNER, server=own_server)

    def looked_at(name: str) -> None:
        desk.wait_for_load_state()
        screen(desk, widths=(320, 1280))
        pages[name] = desk.content()

    hands_in(desk, own_server)
    looked_at("questions beside the source")

    desk.get_by_role("link", name="11行目", exact=True).first.click()
    expect(desk.locator("#line-11")).to_be_in_viewport()
    desk.locator("input[name$=answer]").first.focus()
    desk.keyboard.type("１，５００")
    expect(desk.locator("[data-autosaved]")).to_have_text("入れたところまで保存しました")
    desk.reload()
    expect(desk.locator("input[name$=answer]").first).to_have_value("１，５００")
    desk.locator("input[name$=answer]").last.fill("団体")
    desk.keyboard.press("Enter")
    expect(desk.locator("main")).to_contain_text("確かめることは、もうありません")
    looked_at("nothing left to answer")

    desk.get_by_role("link", name=re.compile("直す.*生きもの")).click()
    looked_at("a part beside the source")
    desk.get_by_role("button", name="直す", exact=True).click()
    desk.get_by_role("link", name=re.compile("取組を加える")).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("取組を加える")
    looked_at("a part to add")
    desk.get_by_role("link", name="やめる").click()
    desk.get_by_role("link", name=re.compile("指標を加える")).click()
    looked_at("an indicator to add")
    desk.get_by_role("link", name="やめる").click()
    desk.get_by_role("link", name="計画に入れる前に確かめる").click()
    looked_at("what loading would change")
    desk.get_by_role("button", name=re.compile("計画に入れる")).click()
    expect(desk.locator("main")).to_contain_text("計画に入れました")
    looked_at("loaded")

    anybody = page_as(server=own_server)
    anybody.goto(f"{own_server.url}/plan/")
    expect(anybody.locator("main")).to_contain_text("川と森を守る")
    anybody.goto(f"{own_server.url}/plan/indicators/2-1-i1/")
    expect(anybody.locator("main")).to_contain_text("1,500")
    own_server.manage("journal_verify")
    nu(pages, tmp_path)


def test_a_draft_is_corrected_and_added_to_without_script(own_server: Server, page_as: Callable[..., Page]) -> None:
    desk = page_as(PLANNER, server=own_server, java_script_enabled=False)
    hands_in(desk, own_server)
    answers = desk.locator("input[name$=answer]")
    answers.first.fill("1500")
    answers.last.fill("団体")
    desk.get_by_role("button", name="答えを保存する").click()
    expect(desk.locator("main")).to_contain_text("確かめることは、もうありません")

    desk.get_by_role("link", name=re.compile("直す.*生きもの")).click()
    desk.locator("[name=words]").fill("川の生きものを、毎月調べます。")
    desk.get_by_role("button", name="直す", exact=True).click()
    desk.get_by_role("link", name=re.compile("取組を加える")).click()
    desk.locator("[name=words]").fill("川の水を測ります。")
    desk.locator("[name=after]").select_option(label="はじめ")
    desk.get_by_role("button", name="加える").click()
    expect(desk.locator("main")).to_contain_text("加えました")

    desk.get_by_role("link", name="計画に入れる前に確かめる").click()
    desk.get_by_role("button", name=re.compile("計画に入れる")).click()
    expect(desk.locator("main")).to_contain_text("計画に入れました")
    desk.goto(f"{own_server.url}/plan/2-1-1/")
    expect(desk.locator("main")).to_contain_text("毎月調べます")
    expect(desk.locator("main")).to_contain_text("川の水を測ります")


def hands_in(desk: Page, server: Server) -> None:
    desk.goto(f"{server.url}/desk/plan/documents/")
    desk.locator("input[type=file]").set_input_files(
        {"name": "計画.txt", "mimeType": "text/plain", "buffer": DOCUMENT.encode()}
    )
    desk.locator("select[name=onto]").select_option(label="ひかり野市 第1次総合計画")
    desk.get_by_role("button", name="読み込む").click()
    expect(desk.get_by_role("heading", name=re.compile("確かめること 2件"))).to_be_visible()

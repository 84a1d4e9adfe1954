"""A target is raised although nobody could notice it: read at the desk, put up with why, sealed, and open to everybody."""

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from .looking import nu, screen
from .pages import PLANNER
from .serving import Server

MAYOR = "朝倉 ひかり"
DESPITE = "次の調査から、聞く人を2,200人に増やします。"


def looked_at(page: Page, pages: dict[str, str], name: str) -> None:
    """This screen is for everybody, and its source is kept for the HTML checker."""
    page.wait_for_load_state()
    screen(page, widths=(320, 1280))
    pages[name] = page.content()


def test_a_target_is_raised_in_spite_of_the_warning_and_everybody_reads_why(
    own_server: Server, page_as: Callable[..., Page], tmp_path: Path
) -> None:
    pages: dict[str, str] = {}
    desk = page_as(PLANNER, server=own_server)
    desk.goto(f"{own_server.url}/desk/plan/1-1-i2/target/")
    desk.locator("input[name=value]").fill("21.0")
    desk.locator("input[name=source]").fill("総合計画審議会の答申")
    desk.locator("textarea[name=reason]").fill("声を聞く場を増やしたため。")
    desk.get_by_role("button", name="この目標の意味を確かめる").click()
    expect(desk.locator("#read")).to_contain_text("この変化に気づける見込みは49%です。")
    expect(desk.locator("#read")).to_contain_text("2,114人")
    looked_at(desk, pages, "what the target asks for")
    desk.get_by_role("button", name="読みました。この目標を起案する").click()
    expect(desk.locator("main")).to_contain_text("それでもこの目標にする理由を書いてください")
    desk.locator("textarea[name=despite]").fill(DESPITE)
    desk.get_by_role("button", name="読みました。この目標を起案する").click()
    expect(desk.locator("main")).to_contain_text("決裁中")
    looked_at(desk, pages, "proposal")
    assert _target(own_server) == 20

    mayor = page_as(MAYOR, server=own_server)
    mayor.goto(f"{own_server.url}/desk/")
    mayor.get_by_role("link", name="の目標を21.0％にする").first.click()
    expect(mayor.locator("article")).to_contain_text(DESPITE)
    looked_at(mayor, pages, "paper")
    mayor.locator(".act button[type=submit]").last.click()
    mayor.wait_for_load_state()
    assert _target(own_server) == 21

    anybody = page_as(server=own_server, java_script_enabled=False)
    anybody.goto(f"{own_server.url}/plan/indicators/1-1-i2/")
    expect(anybody.locator("main")).to_contain_text("声を聞く場を増やしたため。")
    anybody.get_by_role("link", name="目標の理由と、決める前に確かめたこと").click()
    expect(anybody.locator("main")).to_contain_text(DESPITE)
    pages["history of targets"] = anybody.content()
    nu(pages, tmp_path)


def _target(server: Server) -> float:
    told = json.loads(server.manage("plan", "--json"))
    return float(next(one["target"] for one in told["indicators"] if one["id"] == "1-1-i2"))

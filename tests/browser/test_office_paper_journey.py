"""A purchase from the desk to the register: its route seen beforehand, sealed on a phone in two taps, put into effect."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect

from .looking import nu, screen
from .pages import DEPUTY
from .serving import Server

DRAFTER, HEAD = "丸山 美咲", "森下 千晶"
PHONE = {"viewport": {"width": 320, "height": 640}}


def looked_at(page: Page, pages: dict[str, str], name: str) -> None:
    """This screen is for everybody, and its source is kept for the HTML checker."""
    page.wait_for_load_state()
    screen(page, widths=(320, 1280))
    pages[name] = page.content()


def write(page: Page, amount: str) -> None:
    page.locator("[name=title]").fill(f"折りたたみ机の購入（{amount}円）")
    page.locator("[name=what]").fill("折りたたみ机 10台")
    page.locator("[name=amount_yen]").fill(amount)
    page.locator("[name=budget]").fill("備品購入費")
    page.locator("[name=text]").fill("傷んだ机を取り替えるため。")


def test_a_purchase_goes_its_way_on_a_desk_and_on_a_phone(
    own_server: Server, page_as: Callable[..., Page], tmp_path: Path
) -> None:
    pages: dict[str, str] = {}
    desk = page_as(DRAFTER, server=own_server)
    desk.goto(f"{own_server.url}/desk/office-papers/new/purchase/")
    write(desk, "200,001")
    desk.get_by_role("button", name="だれに回るか見る").click()
    expect(desk.locator("#route-title")).to_contain_text("部長専決")
    looked_at(desk, pages, "seen beforehand")
    write(desk, "200,000")
    desk.get_by_role("button", name="もう一度、だれに回るか見る").click()
    expect(desk.locator("#route-title")).to_contain_text("課長専決")
    desk.get_by_role("button", name="回議に出す", exact=True).click()
    expect(desk.locator("article .class")).to_contain_text("課長専決")
    desk.locator("summary", has_text="なぜ課長専決？").click()
    expect(desk.locator("details")).to_contain_text("200,000円以下")
    looked_at(desk, pages, "paper")
    paper = desk.url

    for who in (DEPUTY, DEPUTY, HEAD):  # センター長 and 課長補佐 are one person's two desks
        phone = page_as(who, server=own_server, **PHONE)
        phone.goto(f"{own_server.url}/desk/approvals/")
        phone.get_by_role(
            "link", name="折りたたみ机の購入"
        ).first.click()  # the first tap leads to what is to be sealed
        button = phone.locator(".act form .button").last
        expect(button).to_be_visible()
        if who == HEAD:
            looked_at(phone, pages, "turn on a phone")
        button.click()  # the second
        expect(phone.locator("main")).to_contain_text("折りたたみ机の購入")
        phone.close()

    desk.goto(paper)
    expect(desk.locator("article")).to_contain_text("決裁済")
    desk.get_by_role("link", name="施行する").click()
    day(desk)
    desk.locator("[name=checked]").check()
    looked_at(desk, pages, "into effect")
    desk.get_by_role("button", name="施行する").click()
    expect(desk.locator("main")).to_contain_text("伺第1号")
    desk.get_by_role("link", name="完結にする").click()
    day(desk)
    desk.get_by_role("button", name="完結にする").click()
    expect(desk.locator("article")).to_contain_text("5年保存")
    looked_at(desk, pages, "completed")
    desk.goto(f"{own_server.url}/desk/documents/?words=折りたたみ")
    expect(desk.locator("table")).to_contain_text("伺第1号")
    looked_at(desk, pages, "register")
    nu(pages, tmp_path)


def day(page: Page) -> None:
    today = date.today()
    page.locator("[name=on_era]").select_option(label="西暦")
    for part, value in (("year", today.year), ("month", today.month), ("day", today.day)):
        page.locator(f"[name=on_{part}]").fill(str(value))

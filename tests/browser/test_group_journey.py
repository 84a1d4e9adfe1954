"""The loop closes: a group applies on a phone, two posts seal, the register grows, the indicator rises, and the row stands behind it.

Everything is real: a browser, mail over SMTP, clerks who sign in with a password and the code of their app, and the
journal that proves it afterwards.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.signing_in import PASSWORD, SECRET, app_code
from tests.smtp import MailServer

from .looking import Watch, nu, screen
from .serving import Server, serving

PHONE = {"width": 320, "height": 700}
STAFF, HEAD, STRANGER = "centre-staff", "centre-head", "general-staff"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
LET_IN = """
from tests.signing_in import with_app, with_password
from tomoni.common.people.api import Clerk
clerk = Clerk.objects.filter(holdings__post__key={post!r}, holdings__until=None).order_by("number")[0]
with_app(with_password(clerk.account))
print(clerk.account.email)
"""


@dataclass
class City:
    """A served city of its own, with its mail."""

    server: Server
    mail: MailServer
    watch: Watch
    pages: dict[str, str]

    def indicator(self) -> dict[str, object]:
        told = json.loads(self.server.manage("plan", "--json"))
        return next(one for one in told["indicators"] if one["label"] == "1-1①")

    def looked_at(self, page: Page, name: str) -> None:
        """This screen of the journey is for everybody, and its source is kept for the HTML checker."""
        page.wait_for_load_state()  # the step before may still be on its way to this page
        screen(page, widths=(320, 1280))
        self.pages[name] = page.content()


@pytest.fixture
def city(mail_server: MailServer, watch: Watch) -> Iterator[City]:
    with serving(more={"TOMONI_MAIL": f"smtp://127.0.0.1:{mail_server.port}"}) as server:
        watch.home = server.url
        yield City(server, mail_server, watch, {})


@pytest.fixture
def desk_of(page_as: Callable[..., Page], city: City) -> Callable[[str], Page]:
    """The desk of whoever holds a post, signed in with a password and the app."""

    def at_the_desk(post: str) -> Page:
        email = city.server.manage("shell", "--no-imports", "-c", LET_IN.format(post=post)).strip().splitlines()[-1]
        page = page_as(server=city.server)
        page.goto(f"{city.server.url}/accounts/login/?next=/desk/")
        page.locator("summary", has_text="パスワードで入る").click()
        page.locator("details input[name=login]").fill(email)
        page.locator("details input[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="パスワードで入る").click()
        page.locator("input[name=code]").fill(app_code(SECRET))
        page.get_by_role("button", name="続ける").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("わたしを待っているもの")
        return page

    return at_the_desk


def applies(page: Page, city: City, name: str) -> None:
    """A group fills in the form on a phone and hands it in."""
    page.set_viewport_size(PHONE)
    page.goto(f"{city.server.url}/procedures/groups.registration/")
    city.looked_at(page, "procedure")
    page.set_viewport_size(PHONE)
    page.get_by_role("link", name="申請を始める").click()
    page.locator("[name=name]").fill(name)
    page.locator("[name=name_kana]").fill("ホシゾラノカイ")
    choose(page, "field", "environment")
    choose(page, "area", "東部")
    city.looked_at(page, "form")
    go_on(page)
    page.locator("[name=purpose]").fill("夜の空を守り、星を見る会をひらく")
    page.locator("[name=activity]").fill("月に一度の観察会")
    go_on(page)
    page.locator("[name=members]").fill("１２")
    choose(page, "looking_for_members", "yes")
    go_on(page)
    page.locator("[name=representative]").fill("見本 花子")
    page.locator("[name=phone]").fill("0000-00-4000")
    page.locator("[name=email]").fill("hoshi@example.jp")
    page.locator("[name=email_public]").first.check()
    go_on(page)
    page.locator("input[type=file]").first.set_input_files(
        {"name": "会則.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    go_on(page)
    page.locator("[name=conditions]").check()
    go_on(page)
    city.looked_at(page, "check")
    page.set_viewport_size(PHONE)
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="この内容で出す").click()
    expect(page.locator(".receipt__no")).to_contain_text("団登")
    city.looked_at(page, "receipt")


def choose(page: Page, name: str, value: str) -> None:
    control = page.locator(f"[name={name}]")
    if control.first.evaluate("one => one.tagName") == "SELECT":
        control.select_option(value)
    else:
        page.locator(f"[name={name}][value={value}]").check()


def go_on(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="次へ進む").click()


def opens_the_case(page: Page, name: str) -> None:
    page.get_by_role("link", name=re.compile(name)).first.click()


def test_a_group_applies_two_posts_seal_and_the_indicator_rises(
    city: City, page_as: Callable[..., Page], desk_of: Callable[[str], Page], tmp_path: Path
) -> None:
    before = city.indicator()
    applies(page_as(server=city.server), city, "星空の会")
    assert "団登" in city.mail.letters[0]["Subject"] + city.mail.letters[0].get_body().get_content()

    staff = desk_of(STAFF)
    city.looked_at(staff, "desk")
    opens_the_case(staff, "星空の会")
    city.looked_at(staff, "case at the desk")
    staff.locator("summary", has_text="決定を起案する").click()
    staff.locator("[name$=outcome][value=GRANT]").check()
    staff.get_by_role("button", name="起案する").click()

    head = desk_of(HEAD)
    opens_the_case(head, "星空の会")
    city.looked_at(head, "paper")
    assert city.indicator()["value"] == before["value"], "one post is not enough"
    head.locator(".act button[type=submit]").last.click()

    assert city.indicator()["value"] == before["value"] + 1
    assert city.indicator()["evidence"] == before["evidence"] + 1
    anybody = page_as(server=city.server)
    anybody.goto(f"{city.server.url}/town/groups/?q=星空")
    anybody.get_by_role("link", name="星空の会").click()
    expect(anybody.locator("main")).to_contain_text("hoshi@example.jp")
    expect(anybody.locator("main")).not_to_contain_text("0000-00-4000")
    city.looked_at(anybody, "group")
    anybody.goto(f"{city.server.url}/plan/indicators/{before['id']}/")
    city.looked_at(anybody, "indicator")
    anybody.get_by_role("link", name=re.compile("記録を見る")).click()
    expect(anybody.locator("main")).to_contain_text("星空の会")
    city.looked_at(anybody, "rows behind the figure")
    city.server.manage("journal_verify")
    nu(city.pages, tmp_path)


def test_a_refused_group_gets_reasons_and_the_last_day_of_an_objection(
    city: City, page_as: Callable[..., Page], desk_of: Callable[[str], Page]
) -> None:
    before = city.indicator()
    page = page_as(server=city.server)
    applies(page, city, "もうけの会")
    staff = desk_of(STAFF)
    opens_the_case(staff, "もうけの会")
    case = staff.url
    staff.locator("summary", has_text="決定を起案する").click()
    staff.locator("[name$=outcome][value=REFUSE]").check()
    staff.get_by_role("button", name="起案する").click()
    city.watch.forgive("422")
    expect(staff.locator(".errors")).to_be_visible()  # a refusal without reasons does not leave the desk
    staff.goto(case)
    staff.locator("summary", has_text="決定を起案する").click()
    staff.locator("[name$=outcome][value=REFUSE]").check()
    staff.locator("[name$=article]").fill("登録要綱 第3条第1号（見本）")
    staff.locator("[name$=facts]").fill("会の売上を代表者の収入にしている。")
    staff.locator("[name$=reasoning]").fill("営利を目的としないという条件に合わない。")
    staff.get_by_role("button", name="起案する").click()
    head = desk_of(HEAD)
    opens_the_case(head, "もうけの会")
    head.locator(".act button[type=submit]").last.click()

    assert city.indicator()["value"] == before["value"]
    letter = city.mail.letters[-1].get_body().get_content()
    link = re.search(r"http://\S+/cases/\S+", letter)
    assert link, letter
    page.goto(link[0])
    page.get_by_role("link", name="通知を読む").first.click()
    said = page.locator("main")
    expect(said).to_contain_text("営利を目的としないという条件に合わない。")
    expect(said).to_contain_text("審査請求")
    city.looked_at(page, "notice of refusal")


def test_a_clerk_without_the_duty_sees_none_of_it(
    city: City, page_as: Callable[..., Page], desk_of: Callable[[str], Page]
) -> None:
    applies(page_as(server=city.server), city, "星空の会")
    stranger = desk_of(STRANGER)
    expect(stranger.locator("main")).not_to_contain_text("星空の会")
    city.watch.forgive("40[34]")
    answer = stranger.goto(f"{city.server.url}/desk/cases/")
    assert answer is not None
    assert answer.status == 403

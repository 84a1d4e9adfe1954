"""A resident opens an account with a mail address, makes a passkey, comes back with the passkey alone, and ends the
session that was left open elsewhere.

The browser is real, and so is the mail; the passkey lives in Chromium's own authenticator for tests.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.smtp import MailServer

from .looking import Watch, nu, screen
from .serving import Server, serving

EMAIL = "hoshino@example.jp"
CODE = re.compile(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\s*$", re.MULTILINE)
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1"


@pytest.fixture
def town(mail_server: MailServer, watch: Watch) -> Iterator[Server]:
    """A served city at a name: an address of digits has no passkeys."""
    with serving(more={"TOMONI_MAIL": f"smtp://127.0.0.1:{mail_server.port}"}) as server:
        server.url = server.url.replace("127.0.0.1", "localhost")
        watch.home = server.url
        yield server


def with_authenticator(page: Page) -> None:
    """A device with a screen lock that its owner always opens."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
               "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    line.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def told(mail: MailServer) -> str:
    found = CODE.search(mail.letters[-1].get_body().get_content())
    assert found
    return found[0].strip()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def answers_with_the_code(page: Page, mail: MailServer) -> None:
    page.locator("input[name=code]").fill(told(mail))
    page.locator("main form").first.get_by_role("button").click()
    page.wait_for_url(re.compile("/my/"))


class Looked:
    """The screens of the journey: each is for everybody, and its source is kept for the HTML checker."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}

    def at(self, page: Page, name: str) -> None:
        page.wait_for_load_state()
        screen(page, widths=(320, 1280))
        self.pages[name] = page.content()
        page.set_viewport_size({"width": 320, "height": 700})


def opens_an_account(page: Page, town: Server, mail: MailServer, looked: Looked) -> None:
    page.goto(f"{town.url}/accounts/signup/")
    page.locator("input[name=email]").fill(EMAIL)
    press(page, "番号を受け取る")
    looked.at(page, "code")
    answers_with_the_code(page, mail)
    page.locator("[name=name]").fill("星野 光（見本）")
    press(page, "保存する")


def makes_a_passkey(page: Page, town: Server, looked: Looked) -> None:
    page.goto(f"{town.url}/accounts/2fa/")
    looked.at(page, "ways to sign in")
    page.get_by_role("link", name="パスキーを登録する").click()
    looked.at(page, "add a passkey")
    press(page, "この機器に登録する")
    expect(page.get_by_role("heading", level=1)).to_have_text("予備の番号")
    looked.at(page, "recovery codes")
    with page.expect_download() as kept:
        page.get_by_role("link", name="ファイルで受け取る").click()
    assert len(kept.value.path().read_text().split()) == 10
    page.goto(f"{town.url}/accounts/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("LinuxのChrome")
    looked.at(page, "passkeys")


def comes_back_with_it(page: Page, town: Server, looked: Looked) -> None:
    page.goto(f"{town.url}/accounts/logout/")
    press(page, "サインアウトする")
    page.goto(f"{town.url}/accounts/login/?next=/accounts/devices/")
    looked.at(page, "sign in")
    press(page, "パスキーで入る")
    expect(page.get_by_role("heading", level=1)).to_have_text("サインインしている機器")


def ends_the_other_device(page: Page, looked: Looked) -> None:
    expect(page.locator("main")).to_contain_text("iPhoneのSafari")
    looked.at(page, "devices")
    page.get_by_role("link", name=re.compile("サインインを終わらせる")).click()
    looked.at(page, "end a device")
    press(page, "サインインを終わらせる")
    expect(page.locator("main")).to_contain_text("ほかの機器では、サインインしていません。")


def takes_it_away(page: Page, town: Server, looked: Looked) -> None:
    page.goto(f"{town.url}/accounts/2fa/webauthn/")
    page.get_by_role("link", name=re.compile("消す")).click()
    if "reauthenticate" in page.url:
        looked.at(page, "show the passkey once more")
        press(page, "パスキーで確かめる")
        page.wait_for_url(re.compile("/remove/"))
    looked.at(page, "remove a passkey")
    press(page, "消す")
    expect(page.locator("main")).to_contain_text("パスキーは、まだありません")


def test_a_passkey_is_made_and_is_enough(
    town: Server, mail_server: MailServer, page_as: Callable[..., Page], tmp_path: Path
) -> None:
    looked = Looked()
    page = page_as(server=town)
    with_authenticator(page)
    opens_an_account(page, town, mail_server, looked)
    makes_a_passkey(page, town, looked)
    elsewhere = page_as(server=town, user_agent=PHONE)
    elsewhere.goto(f"{town.url}/accounts/login/")
    elsewhere.locator("input[name=email]").first.fill(EMAIL)
    press(elsewhere, "番号を受け取る")
    answers_with_the_code(elsewhere, mail_server)
    comes_back_with_it(page, town, looked)
    ends_the_other_device(page, looked)
    elsewhere.goto(f"{town.url}/my/profile/")
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("サインイン")
    takes_it_away(page, town, looked)
    nu(looked.pages, tmp_path)


def test_without_script_the_page_says_what_to_use_instead(town: Server, page_as: Callable[..., Page]) -> None:
    page = page_as(server=town, java_script_enabled=False)
    page.goto(f"{town.url}/accounts/login/")
    expect(page.locator("main")).to_contain_text("パスキーにはスクリプトがいります。番号をメールで受け取って")
    assert not page.get_by_role("button", name="パスキーで入る", exact=True).is_visible()


def test_a_passkey_that_is_not_there_is_told_in_words(town: Server, page_as: Callable[..., Page]) -> None:
    page = page_as(server=town)
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
               "isUserVerified": False, "automaticPresenceSimulation": True}  # fmt: skip
    line.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(f"{town.url}/accounts/login/")
    press(page, "パスキーで入る")
    expect(page.locator("[data-said]")).to_contain_text("パスキーを使えませんでした")
    screen(page)


def test_an_address_of_digits_has_no_passkeys_and_says_so(
    town: Server, page_as: Callable[..., Page], watch: Watch
) -> None:
    watch.home = ""
    page = page_as(server=town)
    page.goto(f"{town.url.replace('localhost', '127.0.0.1')}/accounts/login/")
    expect(page.locator("[data-said]")).to_contain_text("このページのアドレスでは、パスキーを使えません")
    screen(page)

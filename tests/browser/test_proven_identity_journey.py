"""In the middle of a form a resident is asked for proof, shows the card at a real provider, and comes back to the same page.

The city of the tests asks for it when a group changes who represents it (cities/example/services/groups.toml).
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.identity_provider import CLIENT, SECRET, IdentityProvider

from .looking import Watch, nu, screen
from .pages import RESIDENT
from .serving import Server, serving

READ = "from django.utils import timezone; from tomoni.common.people.proof.provider import keep_description as k; print(k(timezone.now()))"
WHO_WITH_WHAT = """
from tomoni.engines.cases.models import Case
from tomoni.common.people.models import Resident
case = Case.objects.latest("pk")
print(case.identity, case.resident, case.handed_in["name"], case.handed_in["representative"])
print(Resident.objects.get(name="望月 さくら").town)
"""


@pytest.fixture
def city(identity_provider: IdentityProvider, watch: Watch) -> Iterator[Server]:
    """The example city with the tests' provider; its worker has read how the provider describes itself."""
    identity_provider.says_of("sub-hanako", name="望月 さくら", address={"formatted": "見本県ひかり野市川辺12番地3"})
    more = {
        "TOMONI_IDENTITY_ISSUER": identity_provider.address,
        "TOMONI_IDENTITY_CLIENT": f"{CLIENT}-secret",
        "TOMONI_IDENTITY_SECRET": SECRET,
    }
    watch.forgive(identity_provider.address)
    with serving(more=more) as server:
        watch.home = server.url
        assert "read" in server.manage("shell", "--no-imports", "-c", READ)
        yield server


def at_the_provider(page: Page, press: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("見本の本人確認サービス")
    page.get_by_label("だれですか").select_option("sub-hanako")
    page.get_by_role("button", name=press, exact=True).click()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def begins_a_change(page: Page, city: Server) -> None:
    """The first page of the form, filled in."""
    page.goto(f"{city.url}/my/groups/")
    page.get_by_role("button", name="変更の届けを出す").first.click()
    page.locator("[name=name]").fill("ほたるを守る会・改")
    page.locator("[name=name_kana]").fill("ホタルヲマモルカイ")
    page.locator("select[name=field]").select_option(index=1)
    page.locator("[name=area]").first.check()
    page.get_by_role("button", name="次へ進む").click()


def hands_it_in(page: Page) -> None:
    """The second page, the check with what was typed before the proof, and the receipt."""
    page.locator("[name=representative]").fill("望月 さくら")
    page.locator("[name=phone]").fill("0000-00-4000")
    page.locator("[name=email]").fill("hotaru@example.jp")
    page.get_by_role("button", name="次へ進む").click()
    expect(page.locator("main")).to_contain_text("ほたるを守る会・改")
    page.locator("main input[type=checkbox]").check()
    page.get_by_role("button", name="この内容で出す").click()
    expect(page.locator(".receipt__no")).to_contain_text("団変")


def test_a_resident_proves_who_she_is_in_the_middle_of_a_form_and_nothing_typed_is_lost(
    city: Server, page_as: Callable[..., Page], tmp_path: Path
) -> None:
    pages: dict[str, str] = {}

    def looked_at(page: Page, name: str) -> None:
        page.wait_for_load_state()
        screen(page, widths=(320, 1280))
        pages[name] = page.content()

    page = page_as(RESIDENT, server=city)
    page.goto(f"{city.url}/procedures/groups.change/")
    expect(page.locator("main")).to_contain_text("別の人が変えてしまわないため")
    looked_at(page, "procedure")
    begins_a_change(page, city)
    heading(page, "本人確認が必要です")
    looked_at(page, "asked")
    asked_at = page.url
    page.get_by_role("link", name="カードで本人だと確かめる").click()
    at_the_provider(page, "やめる")
    heading(page, "本人確認ができませんでした")
    looked_at(page, "stopped")
    page.get_by_role("link", name="もとの画面に戻る").click()
    assert page.url == asked_at
    page.get_by_role("link", name="カードで本人だと確かめる").click()
    at_the_provider(page, "カードで確かめる")

    heading(page, "このアカウントにつなぎますか")
    looked_at(page, "linking")
    page.get_by_label("住所").check()
    page.get_by_role("button", name="つなぐ", exact=True).click()
    expect(page.locator("[name=representative]")).to_be_visible()
    assert page.url == asked_at, "back on the page where she was asked"
    hands_it_in(page)
    handed_in, town = city.manage("shell", "--no-imports", "-c", WHO_WITH_WHAT).strip().splitlines()[-2:]
    assert handed_in == "proven 望月 さくら ほたるを守る会・改 望月 さくら"
    assert town == "川辺"
    page.goto(f"{city.url}/my/identity/")
    expect(page.locator("main")).to_contain_text("カードで本人確認")
    looked_at(page, "mine")
    nu(pages, tmp_path)


def test_the_card_opens_the_account_it_is_linked_with_and_tells_what_is_new(
    city: Server, page_as: Callable[..., Page], identity_provider: IdentityProvider, tmp_path: Path
) -> None:
    page = page_as(server=city)
    page.goto(f"{city.url}/accounts/login/?next=/my/groups/")
    page.get_by_role("link", name="カードで入る").click()
    at_the_provider(page, "カードで確かめる")
    heading(page, "望月 さくら さんだと確かめました")
    screen(page)
    pages = {"first": page.content()}

    owner = page_as(RESIDENT, server=city)
    owner.goto(f"{city.url}/my/identity/")
    owner.get_by_role("link", name="カードで本人だと確かめる").click()
    at_the_provider(owner, "カードで確かめる")
    owner.get_by_role("button", name="つなぐ", exact=True).click()
    heading(owner, "本人確認")

    identity_provider.says_of("sub-hanako", name="望月 桜")
    page = page_as(server=city)
    page.goto(f"{city.url}/accounts/login/?next=/my/groups/")
    page.get_by_role("link", name="カードで入る").click()
    at_the_provider(page, "カードで確かめる")
    heading(page, "カードの内容が変わりました")
    screen(page)
    nu(pages | {"compare": page.content()}, tmp_path)
    page.get_by_role("button", name="決めて進む").click()
    heading(page, "わたしの団体")

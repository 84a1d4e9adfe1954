"""The frame: the same for everybody, one address per language, and honest about screens that do not exist yet."""

import re
from collections.abc import Iterator

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation

from tomoni.base.catalogue import Catalogue
from tomoni.base.design import frame
from tomoni.base.design.frame import Emergency, Frame, in_language, without_language


@pytest.fixture
def empty_frame(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A frame into which nobody has hung anything."""
    for name in ("tabs", "tools", "foot_links", "rail_items", "desk_tools"):
        monkeypatch.setattr(frame, name, Catalogue(name))
    monkeypatch.setattr(frame, "_emergencies", [])
    monkeypatch.setattr(frame, "_with_language_bar", set())
    yield
    frame._address.cache_clear()


def asked(path: str = "/design/", **more: str) -> HttpRequest:
    return RequestFactory().get(path, **more)


def test_an_anonymous_page_is_the_same_for_everybody(client: Client, db: None) -> None:
    first, second = client.get("/design/"), Client().get("/design/")
    assert first.content == second.content
    assert "nonce" not in first.text
    assert "csrf" not in first.text.lower()
    assert not first.cookies
    assert "Vary" not in first.headers


@pytest.mark.parametrize(
    ("path", "code", "there"),
    [
        ("/plan/", "en", "/en/plan/"),
        ("/en/plan/", "ja", "/plan/"),
        ("/ja-easy/", "en", "/en/"),
        ("/", "ja-easy", "/ja-easy/"),
    ],
)
def test_a_screen_has_one_address_per_language(path: str, code: str, there: str) -> None:
    assert in_language(path, code) == there


def test_a_word_that_begins_like_a_language_is_not_one() -> None:
    assert without_language("/england/") == "/england/"


@pytest.mark.parametrize(("code", "spoken"), [("ja", "ja"), ("ja-easy", "ja"), ("en", "en")])
def test_easy_japanese_is_japanese_to_a_browser(client: Client, db: None, code: str, spoken: str) -> None:
    page = client.get(in_language("/design/", code))
    assert page.headers["Content-Language"] == spoken
    assert f'<html lang="{spoken}">' in page.text
    assert "ja-easy" not in "".join(re.findall(r'(?:hreflang|lang)="[^"]*"', page.text))


def test_the_language_bar_keeps_what_was_asked() -> None:
    with translation.override("en"):
        links = {entry.code: entry.url for entry in Frame(asked("/en/search/?q=区長")).languages}
    assert links["ja"].startswith("/search/?q=")
    assert links["ja-easy"].startswith("/ja-easy/search/?q=")


def test_a_page_tells_where_it_is_in_other_languages(client: Client, db: None) -> None:
    text = client.get("/en/design/").text
    found = dict(
        re.findall(r'rel="alternate" hreflang="([^"]+)" href="[^"]*?(/[^"/][^"]*)"', text.replace("http://", ""))
    )
    assert found == {"ja": "/design/", "en": "/en/design/", "x-default": "/design/"}


def test_a_tab_without_a_screen_leads_to_the_page_that_says_so(empty_frame: None) -> None:
    tab = frame.tab("music", "音楽", "music-not-built", "voice")
    assert tab.url in {"/planned/music/", "/planned/", "/"}
    assert frame.tabs["music"] is tab


def test_a_tab_knows_what_belongs_under_it(empty_frame: None) -> None:
    frame.tab("design", "部品", "design", "chart", also=["/accounts/"])
    assert Frame(asked("/en/design/days/")).current_tab == "design"
    assert Frame(asked("/accounts/login/")).current_tab == "design"
    assert Frame(asked("/other/")).current_tab == ""


def test_the_same_item_cannot_be_hung_in_twice(empty_frame: None) -> None:
    frame.rail("one", "机", "desk")
    with pytest.raises(ValueError, match="already"):
        frame.rail("one", "机", "desk")


def test_a_foot_link_names_its_column(empty_frame: None) -> None:
    with pytest.raises(ValueError, match="columns"):
        frame.foot_link("help", "困った", "help", column="middle")


class Nobody:
    name = "nobody"

    def allows(self, request: HttpRequest, **where: object) -> bool:
        return False

    def turned_away(self, request: HttpRequest) -> None:
        raise AssertionError("the rail only asks")


def test_the_rail_shows_what_one_may_see_and_counts_only_that(empty_frame: None) -> None:
    frame.rail("mine", "わたしの机", "design", count=lambda request: 9)
    frame.rail("theirs", "ほかの課", "design", count=lambda request: 1 // 0, right=Nobody())  # type: ignore[arg-type]
    shown = Frame(asked()).rail
    assert [(entry["item"].key, entry["count"]) for entry in shown] == [("mine", 9)]


def test_what_waits_for_me_stands_first_on_the_rail(empty_frame: None) -> None:
    frame.rail("papers", "決裁", "design", place=20)
    frame.rail("other", "台帳", "design")
    frame.rail("mine", "わたしの机", "design", place=0)
    assert [entry["item"].key for entry in Frame(asked()).rail] == ["mine", "papers", "other"]


def test_an_emergency_stands_on_every_page_above_the_name_of_the_city(
    client: Client, db: None, empty_frame: None
) -> None:
    frame.emergency_from(lambda request: Emergency("避難指示", "16時40分", "いますぐ避難してください。"))
    text = client.get("/design/").text
    assert text.index("いますぐ避難してください") < text.index('class="brand"')


def test_crumbs_and_columns_are_not_there_when_they_hold_nothing() -> None:
    context = Context({"frame": Frame(asked())})
    assert Template("{% crumbs %} {% endcrumbs %}").render(context) == ""
    assert Template("{% columns %}a{% beside %} {% endcolumns %}").render(context) == "a"
    assert 'class="two"' in Template("{% columns %}a{% beside %}b{% endcolumns %}").render(context)


def test_easy_pages_carry_their_readings_and_others_do_not(client: Client, db: None) -> None:
    assert "<ruby>" in client.get("/ja-easy/design/").text
    assert "<ruby>" not in client.get("/design/").text
    assert "<ruby>" not in client.get("/en/design/").text


def test_the_editor_alone_may_run_scripts_of_its_own(client: Client, db: None) -> None:
    assert "unsafe-inline" in client.get("/cms/login/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in client.get("/design/").headers["Content-Security-Policy"]

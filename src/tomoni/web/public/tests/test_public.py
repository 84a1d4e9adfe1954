"""The residents' door: what stands on the first page, what is found, and what is said when something is missing."""

import json

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.test import Client

from tomoni.base.texts import furigana
from tomoni.engines.cases.finding import find_procedures_again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_city")]


def said(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_first_page_asks_what_to_do_and_shows_news_procedures_and_the_plan(client: Client) -> None:
    page = said(client, "/")
    for words in ("きょうは、何をしますか", "朝晩は道が凍ります", "市民活動団体の登録", "計画は、どこまで進んだか"):
        assert words in page


def test_an_anonymous_page_carries_no_token_and_sets_no_cookie(client: Client) -> None:
    answer = client.get("/")
    assert "csrfmiddlewaretoken" not in answer.content.decode()
    assert not answer.cookies


def test_the_search_finds_procedures_and_says_when_there_is_nothing(client: Client) -> None:
    find_procedures_again()
    page = said(client, "/search/?q=登録")
    assert "/procedures/groups.registration/" in page
    assert "<mark>登録</mark>" in page
    assert "見つかりませんでした" in said(client, "/search/?q=zqxvjk")


TYPED = ["q=%00", "q=" + "あ" * 5000, "q='; DROP TABLE x; --", "q=団体&page=-1", "q=団体&page=９", "q=団体&kind=none"]


@pytest.mark.parametrize("query", TYPED)
def test_the_search_bears_whatever_is_typed(client: Client, query: str) -> None:
    assert client.get(f"/search/?{query}").status_code == 200


def test_a_promised_page_says_that_it_is_not_built_and_an_unpromised_one_is_not_there(client: Client) -> None:
    assert "まだ作っていません" in said(client, "/planned/events/")
    assert client.get("/planned/nothing/").status_code == 404


def test_every_dataset_of_the_catalogue_can_be_had(client: Client) -> None:
    told = json.loads(client.get("/opendata/catalog.jsonld").content)
    forms = {each["dct:identifier"]: each["dcat:distribution"] for each in told["dcat:dataset"]}
    assert {"plan-figures", "groups", "notices"} <= forms.keys()
    for form in (form for some in forms.values() for form in some):
        address = "/" + form["dcat:downloadURL"]["@id"].split("/", 3)[3]
        assert client.get(address).status_code == 200, address


def test_the_page_of_a_breakdown_stands_alone_and_finds_its_styles() -> None:
    page = get_template("500.html").render()
    styles = [part.split('"')[0] for part in page.split('href="/static/')[1:]]
    assert styles
    assert [style for style in styles if finders.find(style) is None] == []


def test_the_name_of_the_city_is_read_as_its_file_says() -> None:
    assert furigana("ひかり野市") == [("ひかり", None), ("野市", "のし")]

"""The city tells something: it is on the list, it can be found, and a language without a text says so."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tomoni.engines.publishing.actions import write
from tomoni.engines.publishing.models import Notice

pytestmark = pytest.mark.django_db
FACTS = {"title": "スマホ教室をひらきます", "topic": "events", "body": "<p>はじめての人のための教室です。</p>"}


def told(**more: object) -> Notice:
    return write(Notice, slug="sumaho", facts=FACTS | more)


def test_a_notice_is_on_the_list_and_on_its_page(client: Client) -> None:
    told()
    assert "スマホ教室をひらきます" in client.get("/news/").content.decode()
    assert "はじめての人のための教室" in client.get("/news/sumaho/").content.decode()


def test_a_notice_of_tomorrow_is_not_told_today(client: Client) -> None:
    told(published_on=timezone.localdate() + timedelta(days=1))
    assert "スマホ教室" not in client.get("/news/").content.decode()
    assert client.get("/news/sumaho/").status_code == 404


def test_a_notice_without_english_says_so_and_shows_the_japanese(client: Client) -> None:
    told()
    page = client.get("/en/news/sumaho/").content.decode()
    assert "はじめての人のための教室" in page
    assert "not yet" in page


def test_a_notice_with_english_is_read_in_english(client: Client) -> None:
    told(en_title="Smartphone class", en_body="<p>For beginners.</p>")
    page = client.get("/en/news/sumaho/").content.decode()
    assert "For beginners." in page
    assert "はじめての人のための教室" not in page


def test_writing_a_page_again_changes_it_and_makes_no_second(client: Client) -> None:
    told()
    told(title="スマホ教室の日がかわりました")
    assert [notice.title for notice in Notice.objects.filter(slug="sumaho")] == ["スマホ教室の日がかわりました"]


def test_the_feed_names_the_newest_notice_first(client: Client) -> None:
    told()
    feed = client.get("/news.atom").content.decode()
    assert "<title>スマホ教室をひらきます</title>" in feed


def test_the_list_costs_the_same_for_one_notice_and_for_ten(client: Client, django_assert_num_queries) -> None:
    told()
    with django_assert_num_queries(2):
        client.get("/news/")
    for number in range(9):
        write(Notice, slug=f"n{number}", facts=FACTS)
    with django_assert_num_queries(2):
        client.get("/news/")


def test_the_city_begins_with_the_guides_of_its_files(client: Client) -> None:
    assert "ひかり野市は、作りものの市です" in client.get("/guide/about/").content.decode()
    assert "Hikarino is an invented city" in client.get("/en/guide/about/").content.decode()


def test_the_guide_of_a_service_is_a_page_of_every_city(client: Client) -> None:
    assert "営利を目的とせず" in client.get("/guide/groups/").content.decode()
    assert "Groups that do not work for profit" in client.get("/en/guide/groups/").content.decode()
    assert 'href="/guide/groups/"' in client.get("/site/").content.decode()

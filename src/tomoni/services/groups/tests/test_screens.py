"""What everybody sees of the groups, and what their members write."""

from datetime import timedelta

import pytest
from django.test import Client

from tomoni.base import clock
from tomoni.services.groups.models import Group

from .conftest import standing, with_contact

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_directory_finds_by_words_field_area_and_who_looks_for_members(fireflies: Group, client: Client) -> None:
    standing(
        name="きらきら合唱団",
        kana="きらきらがっしょうだん",
        field="culture",
        area="西部",
        purpose="歌う",
        looking_for_members=True,
    )
    for query, found, left_out in (
        ("q=ほたる", "ほたるの会", "きらきら合唱団"),
        ("field=culture", "きらきら合唱団", "ほたるの会"),
        ("area=東部", "ほたるの会", "きらきら合唱団"),
        ("looking=1", "きらきら合唱団", "ほたるの会"),
    ):
        said = page(client, f"/town/groups/?{query}")
        assert found in said, query
        assert left_out not in said, query


def test_a_group_shows_only_the_ways_to_reach_it_that_it_agreed_to(fireflies: Group, client: Client) -> None:
    said = page(client, fireflies.get_absolute_url())
    assert "hotaru-kai@example.jp" in said
    assert "0000-00-3000" not in said
    assert "見本 花子" not in said


def test_the_open_data_keep_the_same_promise_and_no_cell_runs_as_a_formula(fireflies: Group, client: Client) -> None:
    standing(name="=HYPERLINK(1)の会", email="secret@example.jp", email_public=False)
    answer = client.get("/opendata/registers/groups.csv")
    sheet = answer.content.decode("utf-8-sig")
    assert answer["Content-Type"].startswith("text/csv")
    assert "hotaru-kai@example.jp" in sheet
    assert "0000-00-3000" not in sheet
    assert "secret@example.jp" not in sheet
    assert "'=HYPERLINK(1)の会" in sheet


def test_the_count_of_a_day_understands_japanese_dates_and_says_what_to_do_with_others(
    client: Client, fireflies: Group
) -> None:
    assert "令和2年4月1日の数" in page(client, "/town/groups/on/?on=令和２年４月１日")
    wrong = page(client, "/town/groups/on/?on=きのう")
    assert "日付が読めませんでした" in wrong
    assert 'value="きのう"' in wrong


def test_the_contact_changes_the_groups_page_and_the_journal_says_who(
    client_as, example_city, fireflies: Group
) -> None:
    resident = example_city.resident()
    with_contact(fireflies, resident)
    client = client_as(resident)
    address = f"/town/groups/{fireflies.pk}/edit/"
    form = {"purpose": "川と星を守る", "activity": "", "meeting_day": "毎週土曜", "wishes": "", "website": ""}
    assert client.post(address, form | {"looking_for_members": "on"}).status_code == 302
    said = page(client, fireflies.get_absolute_url())
    assert "川と星を守る" in said
    assert "会員募集" in said


def test_nobody_else_changes_it(client_as, example_city, fireflies: Group, client: Client) -> None:
    address = f"/town/groups/{fireflies.pk}/edit/"
    assert client.get(address).status_code == 302
    assert client_as(example_city.resident()).get(address).status_code == 403


def test_a_group_that_has_ended_says_so_and_shows_nothing_else(fireflies: Group, client: Client) -> None:
    from tomoni.base.clock import today
    from tomoni.engines.registers.api import remove

    remove(fireflies, on=today(), why="条件に合わない", who=None)
    answer = client.get(fireflies.get_absolute_url())
    assert answer.status_code == 410
    assert "hotaru-kai@example.jp" not in answer.content.decode()


def test_a_place_on_the_map_stands_as_a_dot(fireflies: Group, client: Client) -> None:
    standing(name="山の会", lat="36.30", lon="137.90")
    standing(name="谷の会", lat="36.35", lon="137.95")
    assert page(client, "/town/groups/").count('class="m-hall"') == 2


def test_the_directory_costs_the_same_for_two_groups_and_for_twenty(
    client: Client, django_assert_max_num_queries, fireflies: Group
) -> None:
    page(client, "/town/groups/")
    with django_assert_max_num_queries(6):
        page(client, "/town/groups/")
    for number in range(20):
        standing(name=f"会{number}")
    with django_assert_max_num_queries(6):
        page(client, "/town/groups/")


def test_the_note_of_the_desk_leads_to_the_groups_whose_year_ends(client_as, example_city, fireflies):
    nearly_a_year_ago = clock.today() - timedelta(days=320)
    Group.objects.filter(pk=fireflies.pk).update(since=nearly_a_year_ago, renewed_on=nearly_a_year_ago)
    desk = client_as(example_city.clerk("centre-staff"))
    assert "/desk/groups/running-out/" in desk.get("/desk/").content.decode()
    page = desk.get("/desk/groups/running-out/").content.decode()
    assert fireflies.name in page
    assert fireflies.phone in page
    assert client_as(example_city.clerk("planning-head")).get("/desk/groups/running-out/").status_code == 403

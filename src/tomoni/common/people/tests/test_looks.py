"""A resident reads who looked, when, at what and why, and may ask about it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tomoni.base import clock
from tomoni.common.people.api import SightQuestion, seen
from tomoni.common.people.looks import as_told, looks_at
from tomoni.common.people.settings import DataRules

pytestmark = pytest.mark.django_db


@pytest.fixture
def looked(example_city, monkeypatch):
    """The centre looked three times at Sakura, on two days."""
    sakura, clerk, real = example_city.resident(), example_city.clerk("centre-head"), clock.now()
    for ago in (timedelta(days=2), timedelta(hours=3), timedelta()):
        monkeypatch.setattr(clock, "now", lambda ago=ago: real - ago)
        seen(who=clerk, about=sakura, why="連絡先を確かめるため", screen="desk-resident")
    return sakura


def test_looks_of_one_desk_for_one_reason_are_one_line(looked, example_city):
    seen(who=example_city.clerk("community-head"), about=looked, why="電話", screen="desk-resident")
    lines = as_told(list(looks_at(looked)))
    assert [(line.why, line.times) for line in lines] == [("電話", 1), ("連絡先を確かめるため", 3)]
    assert lines[1].desk.startswith("地域づくり課")
    assert lines[1].first_on < lines[1].last_on


def test_the_page_says_it_all_and_names_no_clerk(client_as, looked):
    page = client_as(looked).get(reverse("my-seen")).content.decode()
    assert "が見ました" in page
    assert "連絡先を確かめるため" in page
    assert "3回" in page
    assert "百瀬" not in page


def test_a_city_may_name_its_clerks(client_as, looked, monkeypatch):
    monkeypatch.setattr("tomoni.common.people.looks.data_rules", lambda: DataRules(names_clerks=True))
    assert "百瀬" in client_as(looked).get(reverse("my-seen")).content.decode()


def test_a_question_goes_to_those_who_answer_and_comes_back(client_as, looked, example_city, mailoutbox):
    mine, sight = client_as(looked), looked.sights.first()
    assert mine.get(reverse("my-seen-ask", args=[sight.pk])).status_code == 200
    assert mine.post(reverse("my-seen-ask", args=[sight.pk]), {"text": "なぜ3回も見ましたか。"}).status_code == 302
    question = SightQuestion.objects.get()
    desk = client_as(example_city.clerk("general-staff"))
    assert "なぜ3回も" in desk.get(reverse("desk")).content.decode()
    assert "百瀬" in desk.get(reverse("desk-data-question", args=[question.pk])).content.decode()
    desk.post(reverse("desk-data-question", args=[question.pk]), {"text": "電話番号を確かめるためでした。"})
    assert "電話番号を確かめるためでした。" in mine.get(reverse("my-seen")).content.decode()
    desk.post(reverse("desk-data-question", args=[question.pk]), {"text": "もう一度"})
    question.refresh_from_db()
    assert question.answer == "電話番号を確かめるためでした。"


def test_nobody_asks_about_looks_at_others(client_as, looked, example_city):
    other = client_as(example_city.resident("Maria Santos"))
    address = reverse("my-seen-ask", args=[looked.sights.first().pk])
    assert other.get(address).status_code == 404
    assert other.post(address, {"text": "?"}).status_code == 404


def test_a_page_of_looks_costs_the_same_however_many(client_as, looked, example_city, django_assert_max_num_queries):
    client = client_as(looked)
    for number in range(10):
        seen(who=example_city.clerk("centre-staff"), about=looked, why=f"わけ{number}", screen="desk-resident")
    with django_assert_max_num_queries(12):
        client.get(reverse("my-seen"))

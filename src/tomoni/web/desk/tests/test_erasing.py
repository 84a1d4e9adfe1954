"""At the counter: erasing at a resident's wish, by whoever is charged with it, with a reason, in the journal."""

import pytest
from django.urls import reverse

from tomoni.base.journal.api import Entry
from tomoni.common.people.api import Erasure, Sight

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(example_city):
    return reverse("desk-resident-erase", args=[example_city.resident("髙橋 正一").pk])


def test_only_the_duty_opens_it(client_as, example_city, address):
    assert client_as(example_city.clerk("centre-head")).get(address).status_code == 403
    assert client_as(example_city.clerk("general-staff")).get(address).status_code == 200


def test_it_is_done_with_a_reason_and_noted(client_as, example_city, address):
    clerk, shoichi = example_city.clerk("general-staff"), example_city.resident("髙橋 正一")
    desk = client_as(clerk)
    assert "エラー" in desk.post(address, {"how": "counter"}).content.decode()
    facts = {"how": "counter", "why": "本人の求め。免許証で確かめた。", "told": "on"}
    assert desk.post(address, facts).status_code == 302
    shoichi.refresh_from_db()
    assert (shoichi.name, shoichi.phone) == ("", "")
    erasure = Erasure.objects.get(resident=shoichi)
    assert (erasure.asked_how, erasure.carried_out_by) == ("counter", clerk)
    asked = Entry.objects.get(verb="people.ask_erasure")
    assert (asked.who, asked.why) == (clerk, "本人の求め。免許証で確かめた。")
    assert Sight.objects.filter(resident=shoichi, why="情報の消去の求め").exists()
    again = desk.post(address, facts, follow=True).content.decode()
    assert "もう求めを受けています" in again

"""住民を探す, 記録: personal data opens to whose duty it is, for a reason, and every look is noted."""

import pytest
from django.urls import reverse

from tomoni.base.journal.api import Entry, entries_about
from tomoni.common.people.actions import keep_profile
from tomoni.common.people.api import Resident, Sight

pytestmark = pytest.mark.django_db
WHY = "申請や届出を処理するため"


@pytest.fixture
def desk(client_as, example_city):
    return client_as(example_city.clerk("centre-head"))


@pytest.fixture
def sakura(example_city):
    return example_city.resident()


def of(resident, what="desk-resident"):
    return reverse(what, args=[resident.pk])


def test_nobody_is_listed_before_somebody_is_asked_for(desk):
    assert "望月" not in desk.get(reverse("desk-residents")).content.decode()


def test_a_name_is_found_by_its_sound(desk):
    page = desk.get(reverse("desk-residents") + "?words=モチヅキ").content.decode()
    assert "望月 さくら" in page
    assert "0000-00-1001" not in page


def test_a_look_needs_a_reason_and_is_noted(desk, sakura):
    assert sakura.phone not in desk.get(of(sakura)).content.decode()
    assert not Sight.objects.exists()
    assert desk.post(of(sakura), {"why": WHY}).url == of(sakura)
    assert sakura.phone in desk.get(of(sakura)).content.decode()
    sight = Sight.objects.get()
    assert (sight.resident, sight.why, sight.post_title) == (sakura, WHY, "地域づくり課 地域づくり課長補佐")


def test_a_reason_for_one_is_none_for_another(desk, sakura, example_city):
    desk.post(of(sakura), {"why": WHY})
    assert "見るわけ" in desk.get(of(example_city.resident("草間 茂"))).content.decode()


def test_another_reason_must_be_written(desk, sakura):
    assert "わけを書いてください" in desk.post(of(sakura), {"why": "other", "other": " "}).content.decode()
    desk.post(of(sakura), {"why": "other", "other": "災害の安否"})
    desk.get(of(sakura))
    assert Sight.objects.get().why == "災害の安否"


def test_putting_right_keeps_who_and_why(desk, sakura, example_city):
    assert desk.get(of(sakura, "desk-resident-change")).url == of(sakura)
    desk.post(of(sakura), {"why": WHY})
    facts = {"name": "望月 さくら", "phone": "0263-00-9999", "language": "ja"}
    desk.post(of(sakura, "desk-resident-change"), facts)
    entry = entries_about(sakura).last()
    assert (entry.who, entry.why, entry.after["phone"]) == (example_city.clerk("centre-head"), WHY, "0263-00-9999")


def test_somebody_without_a_way_in_is_entered_at_the_counter(desk):
    assert "（エラー1件）" in desk.post(reverse("desk-resident-new"), {"language": "ja"}).content.decode()
    entered = desk.post(reverse("desk-resident-new"), {"name": "新しい 人", "language": "ja"})
    resident = Resident.objects.get(name="新しい 人")
    assert resident.account is None
    assert desk.get(entered.url).status_code == 200


def test_the_journal_is_searched_and_opened(client_as, example_city, sakura):
    keep_profile(resident=sakura, facts={"phone": "0263-00-1111"}, who=example_city.clerk("centre-head"), why="電話")
    keep_profile(resident=sakura, facts={"phone": "0263-00-2222"}, who=None)
    reader = client_as(example_city.clerk("planning-head"))
    page = reader.get(reverse("desk-journal") + "?words=1004").content.decode()
    assert page.count("住民の情報を直した</td>") == 1
    entry = Entry.objects.filter(verb="people.keep_profile").order_by("pk")[0]
    opened = reader.get(reverse("desk-journal-entry", args=[entry.pk])).content.decode()
    assert "0000-00-1001" in opened
    assert "0263-00-1111" in opened
    assert Sight.objects.get().resident == sakura  # reading the journal is looking, too


def test_the_journal_goes_on_behind_a_link(client_as, example_city, sakura, django_assert_max_num_queries):
    for number in range(60):
        keep_profile(resident=sakura, facts={"phone": f"0263-00-{number:04}"}, who=None)
    reader = client_as(example_city.clerk("planning-head"))
    asked = reverse("desk-journal") + "?verb=people.keep_profile"
    with django_assert_max_num_queries(18):
        page = reader.get(asked).content.decode()
    assert page.count("住民の情報を直した</td>") == 50
    before = Entry.objects.filter(verb="people.keep_profile").order_by("-pk")[49].pk
    assert reader.get(f"{asked}&before={before}").content.decode().count("住民の情報を直した</td>") == 10


@pytest.mark.parametrize("asked", ["before=abc", "since=nonsense", "verb=nonsense", "until=2026-11-24"])
def test_a_journal_asked_for_nonsense_stays_calm(client_as, example_city, asked):
    reader = client_as(example_city.clerk("planning-head"))
    assert reader.get(f"{reverse('desk-journal')}?{asked}").status_code == 200

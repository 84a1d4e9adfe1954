"""Residents, their profile, and who looked at it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tomoni.base import clock
from tomoni.base.journal.api import entries_about
from tomoni.common.people.actions import AbsenceTwice, enter_resident, join, leave, note_absence
from tomoni.common.people.api import Membership, Resident, Sight, absent, seen, standing_in_for

pytestmark = pytest.mark.django_db
TODAY = clock.today()


@pytest.mark.parametrize("words", ["高橋", "髙橋", "たかはし", "タカハシ", "ﾀｶﾊｼ", "髙橋　正一", "橋"])
def test_a_name_is_found_however_it_is_written(example_city, words):
    assert [one.name for one in Resident.objects.called(words)] == ["髙橋 正一"]


@pytest.mark.parametrize("name", ["𠮷田 空", "Nguyễn Văn An", "O'Brien-佐藤", "渡邉󠄂 葵", "Maria da Conceição Santos"])
def test_no_name_is_refused_or_changed(db, name):
    entered = enter_resident(who=None, name=name)
    assert Resident.objects.get(pk=entered.pk).name == name
    assert entered in Resident.objects.called(name.split()[0])


def test_a_resident_needs_no_account(example_city):
    shoichi = example_city.resident("髙橋 正一")
    assert (shoichi.account, shoichi.mail_address) == (None, "")


def test_a_profile_is_kept_with_what_was_there_before(client_as, example_city):
    sakura = example_city.resident()
    facts = {"name": "望月 さくら", "kana": "モチヅキ サクラ", "postal_code": "３９９８２８１", "phone": "０２６３ー００ー１２３４",
             "language": "ja", "born_on_era": "昭和", "born_on_year": "59", "born_on_month": "5", "born_on_day": "12"}  # fmt: skip
    answer = client_as(sakura).post(reverse("my-profile"), facts)
    assert answer.status_code == 302, answer.content.decode()
    sakura.refresh_from_db()
    assert (sakura.kana, sakura.postal_code, sakura.phone) == ("もちづき さくら", "399-8281", "0263-00-1234")
    entry = entries_about(sakura).last()
    assert (entry.verb, entry.who, entry.before["phone"]) == ("people.keep_profile", sakura.account, "0000-00-1001")
    assert "folded" not in entry.after


def test_a_profile_says_what_to_do(client_as, example_city):
    facts = {"name": "望月 さくら", "kana": "望月", "postal_code": "399", "phone": "12", "language": "ja"}
    page = client_as(example_city.resident()).post(reverse("my-profile"), facts).content.decode()
    assert "（エラー3件）" in page
    for sentence in (
        "ひらがなかカタカナで入れてください",
        "郵便番号は7けたの数字です",
        "電話番号を数字で入れてください",
    ):
        assert page.count(sentence) == 2  # in the summary and at the field


def test_a_look_is_noted_once_an_hour_and_read_by_the_resident(client_as, example_city, monkeypatch):
    sakura, momose = example_city.resident(), example_city.clerk("centre-head")
    for _ in range(3):
        seen(who=momose, about=sakura, why="問い合わせ", screen="desk-resident")
    assert Sight.objects.filter(resident=sakura).count() == 1
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    seen(who=momose, about=sakura, why="問い合わせ", screen="desk-resident")
    page = client_as(sakura).get(reverse("my-seen")).content.decode()
    assert page.count("地域づくり課 地域づくり課長補佐") == 2
    assert "百瀬" not in page


def test_nobody_reads_who_looked_at_somebody_else(client_as, example_city):
    seen(who=example_city.clerk("centre-head"), about=example_city.resident(), why="問い合わせ", screen="desk-resident")
    page = client_as(example_city.resident("草間 茂")).get(reverse("my-seen")).content.decode()
    assert "問い合わせ" not in page
    assert "まだ、だれも見ていません" in page


def test_a_look_at_something_else_is_told_to_whom_it_concerns(example_city):
    ward = example_city.organisation("chuo-ward")
    seen(who=example_city.clerk("centre-head"), about=ward, whose=example_city.resident("草間 茂"), why="確認")
    assert example_city.resident("草間 茂").sights.get().about == ward


def test_a_membership_begins_and_ends_on_its_days(example_city):
    sakura, ward = example_city.resident(), example_city.organisation("chuo-ward")
    joined = join(organisation=ward, resident=sakura, role="member", since=TODAY, who=None)
    assert joined == join(organisation=ward, resident=sakura, role="member", since=TODAY, who=None)
    leave(membership=joined, on=TODAY + timedelta(days=10), who=sakura.account)
    standing = [
        Membership.objects.standing(TODAY + timedelta(days=n)).filter(pk=joined.pk).exists() for n in (0, 9, 10)
    ]
    assert standing == [True, True, False]


def test_an_absence_opens_a_stand_in(example_city):
    head, deputy = example_city.clerk("community-head"), example_city.clerk("community-deputy")
    first, last = date(2026, 11, 18), date(2026, 11, 21)
    note_absence(clerk=head, first_on=first, last_on=last, kind="trip", stand_in=deputy, who=head)
    assert [bool(absent([head], day)) for day in (date(2026, 11, 17), first, last, date(2026, 11, 22))] == [
        False, True, True, False,
    ]  # fmt: skip
    assert list(standing_in_for(deputy, first)) == [head]
    with pytest.raises(AbsenceTwice):
        note_absence(clerk=head, first_on=last, last_on=last, kind="leave", who=head)

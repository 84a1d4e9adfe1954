"""My data as a file, and its erasure by rule."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tomoni.base import clock
from tomoni.base.journal.api import entries_about, verify
from tomoni.common.people import fresh
from tomoni.common.people.api import Account, Erasure, Resident, Way, seen
from tomoni.common.people.consent import Purpose, give
from tomoni.common.people.data_file import ask_for_data, make_data_file
from tomoni.common.people.erasure import AskedAlready, carry_on, erase_resident, parts_of
from tomoni.common.people.jobs import erase_what_reached_its_day, forget_looks, take_data_files_away
from tomoni.common.people.models import DataFile

pytestmark = pytest.mark.django_db
TODAY = clock.today()


@pytest.fixture(autouse=True)
def disk(settings, tmp_path):
    settings.VAR = tmp_path
    return tmp_path


def opened(answer) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


@pytest.fixture
def known(example_city) -> Resident:
    """Sakura, about whom the city holds a little of everything."""
    sakura = example_city.resident()
    give(resident=sakura, purpose=Purpose("tests.letters", "便り", "便りに同意します。", 1), who=sakura.account)
    seen(who=example_city.clerk("centre-head"), about=sakura, why="連絡先を確かめるため", screen="desk-resident")
    return sakura


# The file


def made_for(resident: Resident) -> DataFile:
    file = ask_for_data(resident=resident, who=resident.account, language="ja")
    make_data_file.call(file.pk)
    file.refresh_from_db()
    return file


def test_the_file_is_made_fetched_and_holds_everything(client_as, known, django_capture_on_commit_callbacks):
    client = client_as(known)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("my-data-ask"))
    file = DataFile.objects.get()
    assert file.state == "ready"
    assert "ファイルを受け取る" in client.get(reverse("my-data")).content.decode()
    answer = client.get(reverse("my-data-file", args=[file.token]))
    assert "no-store" in answer.headers["Cache-Control"]
    with opened(answer) as pack:
        told, page = json.loads(pack.read("data.json"))["data"], pack.read("index.html").decode()
    assert told["people.resident"][0]["name"] == "望月 さくら"
    assert told["people.account"][0]["email"] == "sakura@example.jp"
    assert told["people.memberships"][0]["organisation"] == "川辺ほたるの会"
    assert told["people.consents"][0]["text"] == "便りに同意します。"
    assert told["people.sights"][0]["why"] == "連絡先を確かめるため"
    assert "望月 さくら" in page
    assert "連絡先を確かめるため" in page
    file.refresh_from_db()
    assert file.fetched_at is not None
    assert [entry.verb for entry in entries_about(file)] == ["people.ask_for_data", "people.fetch_data"]


def test_nothing_of_anybody_else_is_in_it(client_as, known, example_city):
    for resident in Resident.objects.exclude(pk=known.pk):
        give(resident=resident, purpose=Purpose("tests.letters", "便り", f"{resident.name}の文", 1), who=None)
        seen(who=example_city.clerk("centre-head"), about=resident, why=f"{resident.name}のわけ", screen="desk")
    file = made_for(known)
    with zipfile.ZipFile(file.path) as pack:
        everything = "".join(pack.read(name).decode() for name in pack.namelist())
    for other in Resident.objects.exclude(pk=known.pk):
        for secret in (other.name, other.email, other.phone, other.account and other.account.email):
            assert not secret or secret not in everything, secret
    assert "百瀬" not in everything


def test_the_file_of_another_does_not_exist(client_as, known, example_city):
    file = made_for(known)
    address = reverse("my-data-file", args=[file.token])
    assert client_as(example_city.resident("Maria Santos")).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert client_as(example_city.clerk("general-staff")).get(address).status_code == 403


def test_a_stale_session_shows_once_more_who_it_is(client_as, known, monkeypatch):
    client = client_as(known)
    file = made_for(known)
    address = reverse("my-data-file", args=[file.token])
    monkeypatch.setattr(fresh, "FRESH_FOR", -1)
    answer = client.get(address)
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert "next=" in answer.url
    monkeypatch.setattr(fresh, "get_reauthentication_flows", lambda _account: [])  # signs in by codes alone
    assert "もう一度サインインしてください" in client.get(address).content.decode()


def test_after_its_days_the_file_is_gone(client_as, known):
    file = made_for(known)
    assert take_data_files_away(file.expires_at - timedelta(minutes=1)) == 0
    assert take_data_files_away(file.expires_at) == 1
    assert not file.path.exists()
    assert client_as(known).get(reverse("my-data-file", args=[file.token])).status_code == 404


def test_asked_twice_while_it_is_made_it_is_one(known, monkeypatch):
    monkeypatch.setattr("tomoni.common.people.data_file.after_commit", lambda *_: None)
    first = ask_for_data(resident=known, who=known.account, language="ja")
    assert ask_for_data(resident=known, who=known.account, language="ja") == first


# Erasure


def test_what_goes_and_what_stays_is_shown_before_and_done_after(client_as, known):
    client, account = client_as(known), known.account
    page = client.get(reverse("my-erase")).content.decode()
    assert "名前、生年月日、住所" in page
    assert "まで残ります。" in page
    assert client.post(reverse("my-erase"), {}).status_code == 200
    assert Account.objects.filter(pk=account.pk).exists()
    done = client.post(reverse("my-erase"), {"understood": "on"}).content.decode()
    assert "消しました" in done
    assert "見た記録" in done
    known.refresh_from_db()
    assert (known.name, known.email, known.account, known.erased_on) == ("", "", None, TODAY)
    assert not Account.objects.filter(pk=account.pk).exists()
    assert not known.memberships.exists()
    assert not known.consents.exists()
    assert client.get(reverse("my")).status_code == 302


def test_the_journal_stays_whole_and_says_erased_by_rule(known, example_city):
    from tomoni.common.people.actions import keep_profile

    keep_profile(resident=known, facts={"phone": "0000-99-8888"}, who=known.account)
    entry = entries_about(known).last()
    erase_resident(resident=known, who=known.account)
    entry = type(entry).objects.get(pk=entry.pk)
    assert (entry.is_erased, entry.after) == (True, None)
    report = verify()
    assert [finding for finding in report.findings if finding.kind.name != "DELETED"] == []
    assert report.erased > 0


def test_looks_stay_their_years_and_then_the_night_finishes(known):
    erasure = erase_resident(resident=known, who=known.account)
    assert erasure.finished_at is None
    assert erasure.next_on > TODAY + timedelta(days=3 * 365)
    assert erase_what_reached_its_day(clock.now()) == 1
    entries = entries_about(erasure).count()
    carry_on(erasure, TODAY + timedelta(days=1))
    assert entries_about(erasure).count() == entries, "a night in which nothing goes leaves no trace"
    later = clock.now() + timedelta(days=3 * 366 + 1)
    assert forget_looks(later) == 1
    erase_what_reached_its_day(later)
    assert Erasure.objects.get().finished_at is not None


def test_asked_twice_it_goes_on_once(known):
    erase_resident(resident=known, who=None, how=Way.PHONE)
    with pytest.raises(AskedAlready):
        erase_resident(resident=known, who=None)


def test_others_lose_nothing(known, example_city):
    maria = example_city.resident("Maria Santos")
    before = [(part.title, part.goes) for part in parts_of(maria, TODAY)]
    erase_resident(resident=known, who=None)
    assert [(part.title, part.goes) for part in parts_of(maria, TODAY)] == before

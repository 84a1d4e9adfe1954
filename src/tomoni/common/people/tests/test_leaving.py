"""A clerk leaves: the account opens nothing after the last day, sessions end, and the work is handed on in one act."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.passkeys import Passkey, options_in
from tests.signing_in import PASSWORD, sign_in
from tomoni.base import clock
from tomoni.base.journal.api import Entry
from tomoni.common.people import leaving
from tomoni.common.people.actions import CannotTake, call_back, hand_on, let_go
from tomoni.common.people.api import Holding, Waiting
from tomoni.common.people.jobs import end_sessions_of_clerks_who_left
from tomoni.common.people.models import Device

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


class Papers:
    """Personal work of a made-up kind: who has how many pieces."""

    held: dict[int, int] = {}

    def listed(self, clerk):
        for number in range(self.held.get(clerk.pk, 0)):
            yield Waiting("伺い", f"調べもの{number}", "見本課", "担当", clock.today(), f"/desk/made-up/{number}/")

    def counted(self, clerks):
        return {clerk.pk: self.held.get(clerk.pk, 0) for clerk in clerks}

    def passed(self, clerk, *, to, who):
        number = self.held.pop(clerk.pk, 0)
        self.held[to.pk] = self.held.get(to.pk, 0) + number
        return number


@pytest.fixture(autouse=True)
def papers(db, monkeypatch):
    cache.clear()
    works = type(leaving.works)("personal work")
    works.add("papers", leaving.Work("papers", "調べもの", Papers()))
    monkeypatch.setattr(leaving, "works", works)
    monkeypatch.setattr(Papers, "held", {})


@pytest.fixture
def staff(example_city):
    return example_city.clerk("centre-staff")


@pytest.fixture
def head(example_city):
    return example_city.clerk("centre-head")


@pytest.fixture
def arranger(example_city):
    return example_city.clerk("general-staff")


def screen(clerk) -> str:
    return reverse("desk-clerk-leaving", args=[clerk.number])


def test_the_account_opens_until_the_end_of_the_last_day_and_not_after(staff, arranger, monkeypatch):
    desk = sign_in(Client(), staff)
    let_go(clerk=staff, last_day=clock.today(), who=arranger, why="退職")
    assert desk.get("/desk/").status_code == 200
    tomorrow = clock.now() + A_DAY
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    assert desk.get("/desk/").status_code == 302
    refused = Client().post(reverse("account_login"), {"login": staff.account.email, "password": PASSWORD})
    assert refused.status_code == 302
    assert refused.url == reverse("account_inactive")


def test_neither_a_code_from_a_mail_nor_a_passkey_opens_after_the_last_day(staff, arranger):
    client = Client(SERVER_NAME="localhost")
    sign_in(client, staff, app=False)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    add, key = reverse("mfa_add_webauthn"), Passkey("http://localhost")
    client.post(add, {"credential": key.made(options_in(client.get(add).content.decode()))})
    let_go(clerk=staff, last_day=clock.today() - A_DAY, who=arranger, why="退職")
    again = Client(SERVER_NAME="localhost")
    login = reverse("mfa_login_webauthn")
    asked = again.get(login, headers={"accept": "application/json"}).json()["request_options"]["publicKey"]
    assert again.post(login, {"credential": key.shown(asked)}).url == reverse("account_inactive")
    assert again.get("/my/profile/").status_code == 302


def test_sessions_of_somebody_who_left_end_at_once_or_in_the_night(staff, head, arranger):
    desk = sign_in(Client(), staff)
    let_go(clerk=staff, last_day=clock.today() - A_DAY, who=arranger, why="急な退職")
    assert desk.get("/desk/").status_code == 302
    assert not Device.objects.filter(account=staff.account).exists()
    sign_in(Client(), head)
    let_go(clerk=head, last_day=clock.today(), who=arranger, why="退職")
    assert Device.objects.filter(account=head.account).exists()
    assert end_sessions_of_clerks_who_left(timezone.now() + A_DAY) == 1
    assert not Device.objects.filter(account=head.account).exists()


def test_every_post_ends_with_the_last_day(staff, arranger):
    let_go(clerk=staff, last_day=clock.today(), who=arranger, why="退職")
    assert Holding.objects.standing(clock.today()).filter(clerk=staff).exists()
    assert not Holding.objects.standing(clock.today() + A_DAY).filter(clerk=staff).exists()
    assert Entry.objects.filter(verb="people.let_go").count() == 1
    call_back(clerk=staff, who=arranger)
    assert sign_in(Client(), staff).get("/desk/").status_code == 200


def test_the_work_is_handed_on_in_one_act_that_the_journal_keeps(client_as, staff, head, arranger):
    Papers.held = {staff.pk: 3}
    desk = client_as(arranger)
    page = desk.get(screen(staff)).content.decode()
    assert page.count("調べもの") >= 4
    said = desk.post(screen(staff), {"do": "hand_on", "on-to": head.pk, "on-why": "退職のため"}, follow=True)
    assert "3件を" in said.content.decode()
    assert Papers.held == {head.pk: 3}
    entry = Entry.objects.get(verb="people.hand_on")
    assert entry.after == {"to": head.number, "papers": 3}


def test_the_staff_office_enters_the_last_day_on_the_screen(client_as, head, arranger):
    facts = {"do": "last", "last_day": clock.today().isoformat(), "why": "退職"}
    said = client_as(arranger).post(screen(head), facts, follow=True).content.decode()
    assert "次の日から、サインインできません" in said
    head.refresh_from_db()
    assert head.last_day == clock.today()
    assert "次の人が決まっていない職があります" in said


def test_who_may_hand_on(client_as, example_city, staff, head, arranger):
    Papers.held = {staff.pk: 1}
    assert client_as(head).get(screen(staff)).status_code == 200  # heads the section
    assert client_as(arranger).get(screen(staff)).status_code == 200  # keeps the house
    assert client_as(example_city.clerk("planning-head")).get(screen(staff)).status_code == 403
    assert client_as(staff).get(screen(staff)).status_code == 403
    desk = client_as(head)
    desk.post(screen(staff), {"do": "last", "last_day": clock.today().isoformat(), "why": "いたずら"})
    staff.refresh_from_db()
    assert staff.last_day is None


def test_the_head_finds_the_work_on_the_desk_until_it_is_handed_on(client_as, staff, head, arranger):
    Papers.held = {staff.pk: 1}
    let_go(clerk=staff, last_day=clock.today(), who=arranger, why="退職")
    assert screen(staff) in client_as(head).get("/desk/").content.decode()
    hand_on(clerk=staff, to=head, who=arranger, why="退職")
    assert screen(staff) not in client_as(head).get("/desk/").content.decode()


def test_work_goes_to_nobody_who_leaves(staff, head, arranger):
    let_go(clerk=head, last_day=clock.today() - A_DAY, who=arranger, why="退職")
    for to in (head, staff):
        with pytest.raises(CannotTake):
            hand_on(clerk=staff, to=to, who=arranger, why="")

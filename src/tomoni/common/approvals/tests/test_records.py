"""Putting into effect, showing, holding and letting go, as clerks meet them over HTTP."""

from datetime import date

import pytest

from tomoni.common.approvals import api as approvals
from tomoni.common.approvals.models import DisposalList, Filed, Hold
from tomoni.common.people.api import PostDuty

from .house import House
from .rules_in_force import a_table
from .test_acceptance_retention import completed, five_years

pytestmark = pytest.mark.usefixtures("followed")
RECORDS = "/desk/records/"


@pytest.fixture
def desk_of(house: House, client_as):
    PostDuty.objects.create(post=house.posts["政策課長"], duty="approvals.records")
    return lambda name: client_as(house.clerks[name])


def words(answer) -> str:
    return answer.content.decode()


def test_a_list_is_drawn_confirmed_put_up_and_carried_out(house: House, desk_of, monkeypatch):
    a_table(house)
    filed = completed(house, date(2021, 3, 31), five_years())
    keeper, section = desk_of("政策課長"), desk_of("主査")
    assert section.post(f"{RECORDS}draw/", {"year": "2025"}).status_code == 403
    there = keeper.post(f"{RECORDS}draw/", {"year": "2025"}).url
    item = DisposalList.objects.get().items.get()
    assert "決裁に回す" not in words(keeper.get(there))
    keeper.post(there, {"do": "confirm", "item": item.pk})  # another section's
    item.refresh_from_db()
    assert item.confirmed_at is None
    assert "確認した" in words(section.get(there))
    section.post(there, {"do": "confirm", "item": item.pk})
    assert "決裁に回す" in words(keeper.get(there))
    section.post(there, {"do": "propose"})  # not their duty
    assert DisposalList.objects.get().state == DisposalList.State.DRAWN
    keeper.post(there, {"do": "propose"})
    assert DisposalList.objects.get().state == DisposalList.State.UP
    DisposalList.objects.update(state=DisposalList.State.DECIDED)
    assert "もどせません" in words(keeper.get(there))
    keeper.post(there, {"do": "carry_out"})
    filed.refresh_from_db()
    assert filed.state == Filed.State.DISPOSED
    assert DisposalList.objects.get().digest in words(keeper.get(there))
    assert "廃棄済み" in words(section.get(filed.paper.get_absolute_url()))


def test_a_hold_is_put_shown_and_taken_off_with_a_reason(house: House, desk_of):
    filed = completed(house, date(2021, 3, 31), five_years())
    desk, there = desk_of("主査"), f"{filed.paper.get_absolute_url()}hold/"
    desk.post(there, {"reason": "appeal", "words": "審査請求 第3号"})
    assert "審査請求 第3号" in words(desk.get(filed.paper.get_absolute_url()))
    assert "審査請求 第3号" in words(desk.get(RECORDS))
    held = Hold.objects.get()
    assert desk_of("財政課長").get(there).status_code == 403
    assert desk_of("政策課長").get(there).status_code == 200  # keeps the records
    assert desk.post(there, {"release": held.pk, "why": ""}).status_code == 422
    desk.post(there, {"release": held.pk, "why": "裁決があったため"})
    assert not Hold.objects.standing().exists()


def test_a_paper_is_shown_to_another_post_that_reads_it(house: House, desk_of):
    paper = house.paper("課長")
    other = desk_of("政策課長")
    assert other.get(paper.get_absolute_url()).status_code == 403
    desk_of("主査").post(f"{paper.get_absolute_url()}show/", {"post": house.posts["政策課長"].pk})
    assert "読んでください" in words(other.get("/desk/approvals/"))
    page = other.get(paper.get_absolute_url())
    form = page.context["form"]
    other.post(paper.get_absolute_url(), {"do": "read", "seen": form.initial["seen"]})
    assert not paper.readings.filter(read_at=None).exists()


def test_what_is_not_decided_is_not_put_into_effect(house: House, desk_of):
    paper = house.paper("課長")
    desk = desk_of("主査")
    assert "施行する" not in words(desk.get(paper.get_absolute_url()))
    day = {"on_era": "西暦", "on_year": "2026", "on_month": "11", "on_day": "20"}
    sent = day | {"method": "mail", "seal_used": "omitted", "checked": "on"}
    assert desk.post(f"{paper.get_absolute_url()}dispatch/", sent).status_code == 422
    approvals.reject(paper, clerk=house.clerks["課長"], reason="要らないため")
    assert "完結にする" in words(desk.get(paper.get_absolute_url()))


@pytest.mark.parametrize("language", ["", "/ja-easy", "/en"])
def test_every_screen_speaks_every_language(house: House, desk_of, language):
    a_table(house)
    paper = completed(house, date(2021, 3, 31), five_years()).paper
    keeper, section = desk_of("政策課長"), desk_of("主査")
    keeper.post(f"{RECORDS}draw/", {"year": "2025"})
    for path in (RECORDS, f"{RECORDS}2025/", "/desk/rules/", "/desk/rules/simulator/"):
        assert keeper.get(language + path).status_code == 200
    for path in ("dispatch/", "complete/", "show/", "hold/"):
        assert section.get(f"{language}/desk/approvals/{paper.pk}/{path}").status_code == 200

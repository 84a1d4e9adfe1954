"""Members of the committee write for themselves; the committee speaks; who wrote what is gone."""

from datetime import date

import pytest

from tomoni.common.people.api import Account, Membership
from tomoni.services.evaluation import actions
from tomoni.services.evaluation.models import SheetRemark
from tomoni.services.evaluation.rules import NotNow

MET_ON = date(2026, 11, 20)
SAID = "数字に出ない集まりも見てください。"


@pytest.fixture
def member(example_city):
    return Membership.objects.get(organisation__key="plan-committee").resident


@pytest.fixture
def checked(handed_in, planner):
    return actions.check(handed_in, clerk=planner)


def test_a_member_writes_and_the_words_go_to_the_public_without_a_name(checked, member, planner, client_as, client):
    own = client_as(member)
    assert "読むシートが1枚あります" in own.get("/my/").content.decode()
    assert "1-1-1" in own.get("/my/committee/").content.decode()
    assert own.post("/my/committee/2026/1-1-1/", {"words": SAID}).status_code == 302
    desk = client_as(planner).get("/desk/evaluation/2026/1-1-1/").content.decode()
    assert SAID in desk
    assert member.name not in desk
    actions.review(checked, clerk=planner, met_on=MET_ON, opinion="よく続いています。")
    checked.refresh_from_db()
    assert checked.member_words == [SAID]
    assert not SheetRemark.objects.exists()
    assert own.get("/my/committee/2026/1-1-1/").status_code == 404


def test_what_a_member_wrote_is_published_everywhere(checked, member, planner, example_city, client):
    from tomoni.common.approvals import api as approvals

    actions.remark(checked, resident=member, words=SAID)
    actions.review(checked, clerk=planner, met_on=MET_ON, opinion="よく続いています。")
    paper = actions.propose_publication(checked.evaluation, clerk=planner)
    approvals.seal(paper, clerk=example_city.clerk("mayor"))
    for address in ("/plan/evaluation/2026/1-1-1/", "/plan/evaluation/sheets.csv", "/plan/evaluation/sheets.json"):
        answer = client.get(address)
        assert SAID in b"".join(answer).decode(), address


def test_a_remark_is_rewritten_and_taken_back(checked, member):
    actions.remark(checked, resident=member, words="はじめの文")
    actions.remark(checked, resident=member, words=SAID)
    assert [one.words for one in checked.remarks.all()] == [SAID]
    assert actions.remark(checked, resident=member, words="  ") is None
    assert not checked.remarks.exists()


def test_nobody_else_writes_and_nobody_too_early(checked, sheet, member, example_city, client_as):
    stranger = example_city.resident("Maria Santos")
    with pytest.raises(actions.NotYours):
        actions.remark(checked, resident=stranger, words=SAID)
    assert client_as(stranger).get("/my/committee/").status_code == 403
    other = checked.evaluation.sheets.exclude(pk=checked.pk).first()
    with pytest.raises(NotNow):
        actions.remark(other, resident=member, words=SAID)


def test_the_shelf_lies_only_on_a_members_page(example_city, client_as):
    page = client_as(example_city.resident("Maria Santos")).get("/my/").content.decode()
    assert "評価委員会" not in page


def test_the_secretary_seats_and_unseats(example_city, planner, client_as):
    desk, newcomer = client_as(planner), example_city.resident("Maria Santos")
    address = Account.objects.get(resident=newcomer).email
    refused = desk.post("/desk/evaluation/committee/", {"email": "nobody@example.jp"})
    assert refused.status_code == 422
    assert desk.post("/desk/evaluation/committee/", {"email": address.upper()}).status_code == 302
    seated = Membership.objects.get(organisation__key="plan-committee", resident=newcomer)
    assert newcomer.name in desk.get("/desk/evaluation/committee/").content.decode()
    assert desk.post(f"/desk/evaluation/committee/{seated.pk}/end/").status_code == 302
    assert newcomer.name not in desk.get("/desk/evaluation/committee/").content.decode()


def test_a_remark_that_waits_is_in_my_data_and_goes_with_me(checked, member):
    from tomoni.services.evaluation.holdings import Remarks

    actions.remark(checked, resident=member, words=SAID)
    keeper = Remarks()
    assert next(fact.value for thing in keeper.tells(member) for fact in thing.facts) == SAID
    assert [fate.number for fate in keeper.fates(member, MET_ON)] == [1]
    keeper.erase(member, MET_ON, who=None)
    assert not SheetRemark.objects.exists()

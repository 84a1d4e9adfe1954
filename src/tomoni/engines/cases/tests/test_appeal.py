"""審査請求 as a case on the case: within the days, reviewed by somebody else, with both sides heard, ruled on with reasons."""

from datetime import date

import pytest

from tomoni.common.people.api import PostDuty
from tomoni.engines.cases.actions import (
    NotImpartial,
    NotToBeFought,
    Reasons,
    TooLate,
    appeal,
    ask_board,
    begin_again,
    defend,
    propose,
    rebut,
    review,
    rule,
    withdraw,
    withdraw_appeal,
)
from tomoni.engines.cases.actions.appealing import last_day_of
from tomoni.engines.cases.actions.deciding import papers_of
from tomoni.engines.cases.actions.examining import NothingSaid
from tomoni.engines.cases.actions.holding import release_papers
from tomoni.engines.cases.holdings import erase_case, erase_what_is_over, holds, rule_of
from tomoni.engines.cases.models import Appeal, Case, CaseLink, Draft, Ruling
from tomoni.engines.cases.workflow import APPEAL_MOVES, AppealState, NotNow

from .conftest import ROUTE, an_application, sealed
from .test_desk import act, words

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 11, 20)
WHY = Reasons(article="クラブ登録要綱 第3条", facts="会員は4人である", reasoning="5人以上という条件を満たさない")
SAYS = {"appellant": "ほたるの会", "contact": "北町1番地 026-000-0000", "known_on": FRIDAY, "wants": "取り消してほしい",
        "grounds": "会員は5人います"}  # fmt: skip


@pytest.fixture
def refused(at, clerk, example_city) -> Case:
    at(FRIDAY)
    proposal = propose(an_application(), outcome="REFUSE", reasons=WHY, who=clerk)
    return Case.objects.get(pk=sealed(proposal, example_city, *ROUTE).case_id)


@pytest.fixture
def reviewer(example_city):
    """A clerk who reviews appeals and had no part in the decision; the city's own file charges the post."""
    return example_city.clerk("general-staff")


@pytest.fixture
def lodged(refused) -> Appeal:
    return appeal(refused, **SAYS)


# The days


def test_the_last_day_is_three_months_after_knowing_and_a_year_after_the_decision():
    assert last_day_of(FRIDAY, FRIDAY) == date(2027, 2, 22)  # the 20th is a Saturday
    assert last_day_of(FRIDAY, date(2026, 12, 1)) == date(2027, 3, 1)
    assert last_day_of(FRIDAY, date(2027, 10, 1)) == date(2027, 11, 22)
    assert last_day_of(FRIDAY, date(2026, 11, 1)) == date(2027, 2, 22)


def test_after_the_last_day_only_with_a_reason(refused, at):
    at(date(2027, 2, 23))
    with pytest.raises(TooLate):
        appeal(refused, **SAYS)
    late = appeal(refused, **SAYS, late_because="入院していた")
    assert (late.late, late.last_day) == (True, date(2027, 2, 22))


def test_there_must_be_a_decision_and_one_appeal_at_a_time(arrived, lodged):
    with pytest.raises(NotToBeFought):
        appeal(arrived, **SAYS)
    with pytest.raises(NotToBeFought):
        appeal(lodged.case, **SAYS)
    withdraw_appeal(lodged)
    assert appeal(lodged.case, **SAYS).number == "R8-審-0002"


# The way


def test_whoever_had_a_part_in_the_decision_does_not_review_it(lodged, clerk, reviewer, example_city):
    for post in ("centre-staff", *ROUTE):
        with pytest.raises(NotImpartial):
            review(lodged, officer=example_city.clerk(post), who=reviewer)
    assert review(lodged, officer=reviewer, who=reviewer).state == AppealState.DEFENCE


def test_every_step_in_its_order(lodged, clerk, reviewer):
    with pytest.raises(NotNow):
        rule(lodged, ruling=Ruling.UPHELD, reasons="…", who=reviewer)
    review(lodged, officer=reviewer, who=reviewer)
    with pytest.raises(NotNow):
        rebut(lodged, rebuttal="まだ早い")
    defend(lodged, defence="名簿では4人です", rebuttal_by=date(2026, 12, 11), who=clerk)
    rebut(lodged, rebuttal="名簿は古いものです")
    rebut(lodged, rebuttal="新しい名簿を付けます")
    with pytest.raises(NothingSaid):
        rule(lodged, ruling=Ruling.DISMISSED, reasons="4人である", who=reviewer)
    ask_board(lodged, board="行政不服審査会", who=reviewer)
    with pytest.raises(NotNow):
        rebut(lodged, rebuttal="遅い")
    done = rule(lodged, ruling=Ruling.DISMISSED, reasons="4人である", advice="棄却が相当", who=reviewer)
    assert (done.state, done.rebuttal) == ("RULED", "名簿は古いものです\n\n新しい名簿を付けます")
    assert "訴え" in done.ruling_remedies
    with pytest.raises(NotNow):
        withdraw_appeal(done)


def test_what_is_upheld_is_examined_anew_as_a_case_that_follows(lodged, clerk, reviewer, client):
    review(lodged, officer=reviewer, who=reviewer)
    defend(lodged, defence="名簿では4人です", rebuttal_by=date(2026, 12, 11), who=clerk)
    rule(lodged, ruling=Ruling.UPHELD, reasons="5人いた", who=reviewer)
    again = Case.objects.get(follows=lodged.case)
    assert (again.state, again.answers["name"]) == ("RECEIVED", "ほたるの会")
    assert again.number in words(client.get(f"/cases/{lodged.case.token}/"))
    assert lodged.case.number in words(client.get(f"/cases/{again.token}/"))


def test_the_table_of_moves_leads_somewhere():
    assert all(begins and leads_to in AppealState for begins, leads_to in APPEAL_MOVES.values())


# What it holds


def test_an_open_appeal_holds_the_record_and_so_do_the_months_for_a_suit(lodged, reviewer, at):
    case, far = Case.objects.get(pk=lodged.case_id), date(2040, 4, 1)
    assert holds(case, far)
    assert rule_of(case, far).until is None
    assert erase_what_is_over(far) == 0
    at(date(2039, 12, 1))
    rule(lodged, ruling=Ruling.REJECTED, reasons="期限を過ぎている", who=reviewer)
    case = Case.objects.get(pk=lodged.case_id)
    assert holds(case, far)
    assert not holds(case, date(2040, 6, 5))
    assert rule_of(case, date(2040, 6, 5)) is None
    erase_case(case, who=None)
    assert "5人" not in Appeal.objects.get().grounds


def test_the_papers_of_the_decision_are_held_until_nobody_can_fight_it(lodged, reviewer, at):
    paper = papers_of(lodged.case).get()
    assert [(one.reason, one.about) for one in paper.holds.standing()] == [("appeal", lodged)]
    assert release_papers(date(2040, 4, 1)) == 0
    rule(lodged, ruling=Ruling.REJECTED, reasons="期限を過ぎている", who=reviewer)
    assert release_papers(date(2027, 5, 20)) == 0, "a suit may follow for six months"
    assert release_papers(date(2027, 5, 21)) == 1
    assert release_papers(date(2027, 5, 21)) == 0
    assert not paper.holds.standing().exists()


# Screens


def test_an_appeal_from_the_notice_to_the_ruling(refused, client, client_as, clerk, reviewer, at):
    assert f"/cases/{refused.token}/appeal/" in client.get(f"/cases/{refused.token}/notice/").content.decode()
    asked = {
        "appellant": "ほたるの会",
        "contact": "北町1",
        "known_on": "令和8年11月20日",
        "wants": "取消し",
        "grounds": "5人いる",
    }
    assert client.post(f"/cases/{refused.token}/appeal/", asked | {"wants": ""}).status_code == 422
    assert "審査請求を受け取りました" in words(client.post(f"/cases/{refused.token}/appeal/", asked, follow=True))
    one = Appeal.objects.get()
    desk, office = client_as(reviewer), client_as(clerk)
    assert one.number in words(desk.get("/desk/appeals/"))
    assert office.get("/desk/appeals/").status_code == 403
    page = desk.post(f"/desk/appeals/{one.number}/review/", {"review-officer": clerk.pk})
    assert page.status_code == 422
    desk.post(f"/desk/appeals/{one.number}/review/", {"review-officer": reviewer.pk})
    assert "弁明書を書く" in words(office.get("/desk/"))
    given = {"defend-defence": "名簿では4人です", "defend-rebuttal_by": "令和18年12月11日"}
    assert "説明（弁明書）を" in words(act(office, refused, "defend", **given))
    assert "名簿では4人です" in words(client.get(f"/appeals/{one.token}/"))
    assert "反論を受け取りました" in words(
        client.post(f"/appeals/{one.token}/answer/", {"rebuttal": "古い"}, follow=True)
    )
    desk.post(f"/desk/appeals/{one.number}/board/", {"board-board": "審査会"})
    late = client.post(f"/appeals/{one.token}/answer/", {"rebuttal": "もう一つ"})
    assert "いまは反論を受け付けていません" in words(late)
    page = desk.post(f"/desk/appeals/{one.number}/rule/", {"rule-ruling": "DISMISSED", "rule-reasons": "4人である"})
    assert "審査会の意見か、諮問しないわけが要ります" in words(page)
    ruled = {"rule-ruling": "DISMISSED", "rule-reasons": "4人である", "rule-advice": "棄却が相当"}
    assert "裁決を残し" in words(desk.post(f"/desk/appeals/{one.number}/rule/", ruled, follow=True))
    assert "棄却（決定のとおり）" in words(client.get(f"/appeals/{one.token}/"))
    assert desk.post(f"/desk/appeals/{one.number}/rule/", ruled).status_code == 409
    assert desk.post(f"/desk/appeals/{one.number}/burn/").status_code == 404


def test_an_appeal_is_taken_back_after_a_tick(lodged, client):
    assert "印を付けてから" in words(client.post(f"/appeals/{lodged.token}/withdraw/", follow=True))
    assert "取り下げました" in words(client.post(f"/appeals/{lodged.token}/withdraw/", {"sure": "yes"}, follow=True))


# Again, and links


def test_what_was_refused_is_handed_in_again_with_its_answers(refused, client):
    assert "直して、もう一度出す" in client.get(f"/cases/{refused.token}/").content.decode()
    client.post(f"/cases/{refused.token}/again/")
    draft = Draft.objects.get(follows=refused)
    assert draft.answers["name"] == "ほたるの会"
    assert client.get(f"/drafts/{draft.token}/1/").status_code == 200


def test_what_still_runs_is_not_handed_in_again(arrived):
    with pytest.raises(NotNow):
        begin_again(arrived)
    withdraw(arrived)
    assert begin_again(arrived).follows == arrived


def test_two_cases_are_linked_and_say_so_both_ways(client_as, clerk, stranger):
    one, other, desk = an_application(), an_application(), client_as(clerk)
    given = {"link-number": other.number, "link-why": "同じ会場"}
    assert "つなぐ" in words(desk.get(f"/desk/cases/{one.number}/"))
    assert "関係のある申請として残しました" in words(act(desk, one, "link", **given))
    act(desk, other, "link", **(given | {"link-number": one.number}))
    assert CaseLink.objects.count() == 1
    assert "同じ会場" in words(desk.get(f"/desk/cases/{other.number}/"))
    assert "この番号の申請は見つかりません" in words(act(desk, one, "link", **(given | {"link-number": "R8-0"})))


def test_a_reviewer_who_is_charged_twice_still_had_no_part(lodged, reviewer, example_city):
    PostDuty.objects.create(post=example_city.post("general-staff"), duty="clubs.examine")
    assert review(lodged, officer=reviewer, who=reviewer).officer == reviewer

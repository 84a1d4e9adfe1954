"""What a clerk can do with a paper and what not, move by move."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tomoni.base.journal.api import entries_about
from tomoni.common.approvals import api as approvals
from tomoni.common.approvals.actions import ask_again, review
from tomoni.common.approvals.impossible import (
    ChangedMeanwhile,
    DecidesAlone,
    NobodyAbsent,
    NoDecider,
    NothingChanged,
    NotPossible,
    NotTheDecider,
    NotTheDrafter,
    NotYourTurn,
    ReasonMissing,
    StillWithOthers,
)
from tomoni.common.approvals.kinds import PaperKind
from tomoni.common.approvals.models import Cell, DocumentNumber, Paper, Seal
from tomoni.common.approvals.queries import content_of, reviews_waiting_for, waiting_for
from tomoni.common.people.api import Section

from .house import House, declared

pytestmark = pytest.mark.usefixtures("followed")


def test_a_paper_goes_up_its_line_and_the_last_seal_decides(house: House, followed):
    paper = house.paper(about=house.posts["課長"])
    assert (paper.state, paper.authority, paper.section.name) == ("up", "課長専決", "広報課")
    assert waiting_for(house.clerks["係長"]).get().paper == paper
    paper = house.seal(paper, "係長")
    assert followed == []
    paper = house.seal(paper, "課長", note="よろしく")
    assert paper.state == "decided"
    assert paper.ended_at
    assert followed == [("decided", paper.title, "")]
    verbs = [entry.verb for entry in entries_about(paper)]
    assert verbs == ["approvals.draft", "approvals.put_up", "approvals.seal", "approvals.decide"]
    assert list(approvals.papers_about(house.posts["課長"])) == [paper]


def test_the_mayor_decides_and_others_have_standing_authority(house: House):
    assert house.paper("市長").authority == "市長決裁"
    assert house.paper("部長").authority == "部長専決"


def test_posts_above_the_decider_are_shown_and_not_asked(house: House):
    paper = house.paper("係長", "課長", approvals.Step(house.posts["部長"], needed=False))
    assert house.states(paper)["部長"] == "not_needed"
    assert house.seal(house.seal(paper, "係長"), "課長").state == "decided"


@pytest.mark.parametrize("route", [[], ["合議"], ["課長", "合議"]])
def test_a_route_ends_with_the_post_that_decides(house: House, route):
    steps = [house.consult("財政課長") if step == "合議" else house.posts[step] for step in route]
    with pytest.raises(NoDecider):
        approvals.draft(
            kind="test.paper", about=None, title="t", text="", drafter=house.clerks["主査"],
            as_post=house.posts["主査"], route=steps,
        )  # fmt: skip


@pytest.mark.parametrize("name", ["主査", "補佐", "課長", "財政課長"])
def test_only_the_post_whose_turn_it_is_may_seal(house: House, name):
    paper = house.paper()
    with pytest.raises(NotYourTurn):
        house.seal(paper, name)
    assert not Seal.objects.exclude(cell__kind="draft").exists()


def test_a_double_tap_seals_once(house: House):
    paper = house.paper("係長", "補佐", "課長")
    house.seal(paper, "係長")
    with pytest.raises(NotYourTurn):
        house.seal(paper, "係長")


def test_who_read_an_older_version_reads_the_new_one_first(house: House):
    paper = house.paper()
    seen = paper.current().digest
    approvals.revise(paper, clerk=house.clerks["主査"], text="変えました。")
    for move in (house.seal,):
        with pytest.raises(ChangedMeanwhile):
            move(paper, "係長", seen=seen)
    with pytest.raises(ChangedMeanwhile):
        approvals.send_back(paper, clerk=house.clerks["係長"], reason="理由", seen=seen)


def test_the_number_is_given_with_the_decision_and_known_to_what_follows(house: House, followed):
    paper = house.paper("課長", kind="test.numbered")
    assert paper.number == ""
    paper = house.seal(paper, "課長")
    assert followed == [("decided", paper.title, paper.number)]
    assert DocumentNumber.objects.get().about == paper
    assert paper.number.endswith("広第1号")


def test_a_paper_numbered_at_its_draft_keeps_the_number_when_it_comes_back(house: House):
    paper = house.paper("課長", kind="test.early")
    number = paper.number
    assert number.endswith("広第1号")
    paper = approvals.send_back(paper, clerk=house.clerks["課長"], reason="直してください")
    assert approvals.put_up(paper, clerk=house.clerks["主査"]).number == number
    assert DocumentNumber.objects.count() == 1


def test_when_what_follows_fails_nothing_was_sealed(house: House):
    def fail(paper: Paper) -> None:
        raise RuntimeError("台帳に載せられない")

    with declared(PaperKind("test.fails", "失敗", on_decided=fail, register="広")):
        paper = house.paper("課長", kind="test.fails")
        with pytest.raises(RuntimeError), transaction.atomic():
            house.seal(paper, "課長")
    paper.refresh_from_db()
    assert (paper.state, paper.number) == ("up", "")
    assert not DocumentNumber.objects.exists()
    assert waiting_for(house.clerks["課長"]).count() == 1


def test_the_decider_may_reject_with_a_reason(house: House, followed):
    paper = house.seal(house.paper(), "係長")
    with pytest.raises(ReasonMissing):
        approvals.reject(paper, clerk=house.clerks["課長"], reason=" ")
    paper = approvals.reject(paper, clerk=house.clerks["課長"], reason="予算がないため")
    assert paper.state == "rejected"
    assert followed == [("rejected", paper.title, "")]


def test_nobody_but_the_decider_rejects(house: House):
    paper = house.paper()
    for name in ("係長", "課長", "主査"):
        with pytest.raises(NotTheDecider):
            approvals.reject(paper, clerk=house.clerks[name], reason="だめ")


def test_a_substitute_for_the_decider_does_not_reject(house: House):
    paper = house.paper("課長")
    house.away("課長", stand_in="補佐")
    with pytest.raises(NotTheDecider):
        approvals.reject(paper, clerk=house.clerks["補佐"], reason="だめ")
    assert approvals.send_back(paper, clerk=house.clerks["補佐"], reason="帰りを待つため").state == "sent_back"


def test_sending_back_needs_a_reason_and_a_turn(house: House):
    paper = house.paper()
    with pytest.raises(ReasonMissing):
        approvals.send_back(paper, clerk=house.clerks["係長"], reason="")
    with pytest.raises(NotYourTurn):
        approvals.send_back(paper, clerk=house.clerks["課長"], reason="まだ")


def test_the_drafter_withdraws_what_came_back(house: House, followed):
    paper = house.paper()
    with pytest.raises(NotPossible):
        approvals.withdraw(paper, clerk=house.clerks["主査"], reason="やめる")
    paper = approvals.send_back(paper, clerk=house.clerks["係長"], reason="いらない")
    with pytest.raises(NotTheDrafter):
        approvals.withdraw(paper, clerk=house.clerks["係長"], reason="やめる")
    paper = approvals.withdraw(paper, clerk=house.clerks["主査"], reason="催しを取りやめたため")
    assert paper.state == "withdrawn"
    assert followed == [("withdrawn", paper.title, "")]


def test_a_matter_that_is_gone_takes_its_paper_along(house: House):
    paper = approvals.fall_away(house.paper(), reason="申請者が取り下げた")
    assert paper.state == "withdrawn"
    assert not waiting_for(house.clerks["係長"])
    assert entries_about(paper).last().who is None
    with pytest.raises(NotPossible):
        approvals.fall_away(paper, reason="もう一度")


@pytest.mark.parametrize("end", ["decided", "rejected", "withdrawn"])
def test_a_paper_that_has_ended_moves_no_more(house: House, end):
    clerk, drafter = house.clerks["課長"], house.clerks["主査"]
    paper = house.paper("課長")
    if end == "decided":
        house.seal(paper, "課長")
    elif end == "rejected":
        approvals.reject(paper, clerk=clerk, reason="だめ")
    else:
        approvals.fall_away(paper, reason="なくなった")
    for move in (
        lambda: house.seal(paper, "課長"),
        lambda: approvals.send_back(paper, clerk=clerk, reason="理由"),
        lambda: approvals.reject(paper, clerk=clerk, reason="理由"),
        lambda: approvals.revise(paper, clerk=drafter, text="変更"),
        lambda: approvals.put_up(paper, clerk=drafter),
        lambda: approvals.pull_back(paper, clerk=drafter),
        lambda: approvals.withdraw(paper, clerk=drafter, reason="理由"),
        lambda: approvals.decide_for(paper, clerk=house.clerks["補佐"], reason="理由"),
    ):
        with pytest.raises(NotPossible):
            move()
    paper.refresh_from_db()
    assert paper.state == end


def test_a_new_version_says_something_new(house: House):
    paper = house.paper()
    with pytest.raises(NothingChanged):
        approvals.revise(paper, clerk=house.clerks["主査"], text="次のとおり伺います。")
    with pytest.raises(NotTheDrafter):
        approvals.revise(paper, clerk=house.clerks["係長"], text="変えます。")


def test_who_takes_over_the_drafter_s_post_takes_over_the_paper(house: House):
    paper = approvals.send_back(house.paper(), clerk=house.clerks["係長"], reason="直す")
    successor = house.clerk("太田")
    house.clerks["主査"].holdings.update(until=date(2021, 4, 1))
    house.sits(successor, "主査")
    with pytest.raises(NotTheDrafter):
        approvals.put_up(paper, clerk=house.clerks["主査"])
    assert approvals.redraft(paper, clerk=successor, text="引き継ぎました。").state == "up"


def test_the_decider_waits_while_another_looks_again(house: House):
    paper = house.seal(house.paper("係長", "課長"), "係長")
    paper = approvals.revise(paper, clerk=house.clerks["主査"], text="直しました。")
    ask_again(paper, clerk=house.clerks["課長"], cell=house.cell(paper, "係長"))
    with pytest.raises(StillWithOthers):
        house.seal(paper, "課長", note="急ぐ")
    with pytest.raises(NotPossible):
        ask_again(paper, clerk=house.clerks["課長"], cell=house.cell(paper, "課長"))


def test_one_move_seals_the_own_cell_and_decides_for_the_absent_one(house: House):
    paper = house.paper("補佐", "課長")
    house.away("課長", stand_in="補佐")
    paper = approvals.decide_for(paper, clerk=house.clerks["補佐"], reason="期限が本日のため")
    assert paper.state == "decided"
    seals = Seal.objects.filter(cell__paper=paper).exclude(cell__kind="draft").order_by("cell__order")
    assert [(seal.cell.post.seal_name, seal.as_substitute) for seal in seals] == [("補佐", False), ("課長", True)]


def test_a_failed_substitution_leaves_the_own_cell_unsealed(house: House):
    paper = house.paper("補佐", "課長")
    with pytest.raises(NobodyAbsent):
        approvals.decide_for(paper, clerk=house.clerks["補佐"], reason="急ぐ")
    assert house.states(paper)["補佐"] == "turn"


def test_a_post_with_somebody_there_is_not_decided_for(house: House):
    colleague = house.clerk("太田")
    house.sits(colleague, "課長")
    house.away("課長", stand_in="補佐")
    paper = house.paper("課長")
    with pytest.raises(NobodyAbsent):
        approvals.decide_for(paper, clerk=house.clerks["補佐"], reason="急ぐ")


def test_the_drafter_does_not_stand_in_for_the_decider(house: House):
    house.away("課長", stand_in="主査")
    paper = house.paper("課長")
    with pytest.raises(DecidesAlone):
        approvals.decide_for(paper, clerk=house.clerks["主査"], reason="急ぐ")


def test_a_review_is_done_once(house: House):
    house.away("課長", stand_in="補佐")
    paper = approvals.decide_for(house.paper("課長"), clerk=house.clerks["補佐"], reason="急ぐ")
    later = reviews_waiting_for(house.clerks["課長"]).get()
    review(later, clerk=house.clerks["課長"])
    with pytest.raises(NotYourTurn):
        review(later, clerk=house.clerks["課長"])
    assert paper.moves.filter(verb="review").count() == 1


def test_a_digest_is_that_of_what_the_version_says(house: House):
    paper = house.paper(facts={"金額": "38,500円", "会場": "ホール"}, about=house.posts["課長"])
    version = paper.current()
    assert content_of(paper, version).digest == version.digest


def test_what_waits_costs_one_query_however_much_it_is(house: House, django_assert_num_queries):
    house.away("課長", stand_in="補佐")
    for _ in range(7):
        house.paper("補佐", "課長")
        house.paper("課長")
    with django_assert_num_queries(1):
        rows = [
            (cell.paper.title, cell.paper.section.name, cell.post.title) for cell in waiting_for(house.clerks["補佐"])
        ]
    assert len(rows) == 14


def test_who_may_read_a_paper(house: House):
    paper = house.paper(house.consult("財政課長"), "課長")
    Paper.objects.update(section=Section.objects.get(code="top"))
    today = paper.drafted_at.date()

    def readers() -> set[str]:
        return {name for name, clerk in house.clerks.items() if Paper.objects.readable_by(clerk, today).exists()}

    assert readers() == {"主査", "財政課長", "課長", "市長"}
    house.away("課長", stand_in="補佐")
    assert readers() == {"主査", "財政課長", "課長", "市長", "補佐"}


def test_one_cell_decides_and_the_database_says_so(house: House):
    paper = house.paper()
    assert paper.cells.filter(decides=True).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Cell.objects.filter(paper=paper, kind="line").update(decides=True)

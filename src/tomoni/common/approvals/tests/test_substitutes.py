"""代決 beyond a named absence: the city's order of succession, vacant posts, what cannot wait, what is marked."""

import pytest

from tomoni.base import clock
from tomoni.common.approvals import api as approvals
from tomoni.common.approvals.actions import Step, read
from tomoni.common.approvals.impossible import (
    Disagreed,
    ImportantNeedsUrgency,
    NobodyAbsent,
    NotPossible,
    SomebodyIsThere,
)
from tomoni.common.approvals.models import Cell, LaterReview, Paper, Reading, Seal, Substitute
from tomoni.common.approvals.queries import readings_waiting_for, reviews_waiting_for, waiting_for

from .house import House
from .rules_in_force import a_table
from .test_acceptance_authority import bought

pytestmark = pytest.mark.usefixtures("followed")


@pytest.fixture
def succession(house: House) -> None:
    """課長 → 補佐 → 係長."""
    for place, name in enumerate(("補佐", "係長"), start=1):
        Substitute.objects.create(post=house.posts["課長"], place=place, substitute=house.posts[name])


def test_the_first_of_the_succession_that_is_there_acts(house: House, succession):
    paper = house.paper("課長")
    house.away("課長")
    assert list(waiting_for(house.clerks["補佐"])) == [house.cell(paper, "課長")]
    assert not waiting_for(house.clerks["係長"])
    house.away("補佐")
    assert list(waiting_for(house.clerks["係長"])) == [house.cell(paper, "課長")]
    paper = approvals.decide_for(paper, clerk=house.clerks["係長"], reason="締切が今日のため")
    assert paper.state == "decided"
    assert reviews_waiting_for(house.clerks["課長"])


def test_whom_the_absent_one_has_named_goes_before_the_succession(house: House, succession):
    house.paper("課長")
    house.away("課長", stand_in="係長")
    assert waiting_for(house.clerks["係長"]).count() == 1
    assert not waiting_for(house.clerks["補佐"])


def test_a_vacant_post_does_not_hold_a_paper_up(house: House, succession):
    paper = house.paper("課長")
    house.clerks["課長"].holdings.all().delete()
    paper = approvals.decide_for(paper, clerk=house.clerks["補佐"], reason="課長が空席のため")
    assert paper.state == "decided"
    new = house.clerk("新任")
    house.sits(new, "課長")
    assert reviews_waiting_for(new).count() == 1


def test_what_cannot_wait_is_decided_for_with_a_reason_and_only_by_the_first_in_line(house: House, succession):
    paper = house.paper("課長")
    with pytest.raises(NobodyAbsent):
        approvals.decide_for(paper, clerk=house.clerks["補佐"], reason="急ぐため")
    with pytest.raises(NobodyAbsent):
        approvals.decide_for(paper, clerk=house.clerks["係長"], reason="急ぐため", urgent=True)
    paper = approvals.decide_for(paper, clerk=house.clerks["補佐"], reason="災害の応急のため", urgent=True)
    assert paper.state == "decided"
    seal = Seal.objects.get(cell__decides=True)
    assert (seal.as_substitute, seal.urgent, seal.note) == (True, True, "災害の応急のため")


def test_a_marked_paper_waits_unless_it_cannot(house: House, succession):
    a_table(house)
    Substitute.objects.create(post=house.posts["部長"], place=1, substitute=house.posts["課長"])
    paper = bought(house, 1_000, "important")
    for name in ("係長", "補佐", "課長"):
        paper = house.seal(paper, name)
    house.away("部長")
    with pytest.raises(ImportantNeedsUrgency):
        approvals.decide_for(paper, clerk=house.clerks["課長"], reason="出張のため")
    done = approvals.decide_for(paper, clerk=house.clerks["課長"], reason="今日が期限のため", urgent=True)
    assert done.state == "decided"


def test_urgency_does_not_help_where_somebody_disagreed(house: House, succession):
    paper = house.paper(house.consult("財政課長"), "課長")
    paper = house.seal(paper, "財政課長", agrees=False, note="予算がないため")
    with pytest.raises(Disagreed):
        approvals.decide_for(paper, clerk=house.clerks["補佐"], reason="急ぐため", urgent=True)


def test_a_superior_takes_a_paper_past_an_empty_desk_and_the_one_passed_is_told(house: House):
    paper = house.paper("係長", "補佐", "課長")
    with pytest.raises(SomebodyIsThere):
        approvals.pass_over(paper, clerk=house.clerks["課長"], reason="急ぐため")
    house.away("係長")
    with pytest.raises(SomebodyIsThere):
        approvals.pass_over(paper, clerk=house.clerks["課長"], reason="補佐はいる")
    paper = approvals.pass_over(paper, clerk=house.clerks["補佐"], reason="係長が休みのため")
    assert house.states(paper) == {"主査": "sealed", "係長": "passed", "補佐": "turn", "課長": "waiting"}
    (told,) = readings_waiting_for(house.clerks["係長"])
    assert told.why == Reading.Why.PASSED
    paper = house.seal(house.seal(paper, "補佐"), "課長")
    assert paper.state == "decided"


def test_sending_back_to_a_chosen_cell_keeps_what_came_before(house: House):
    paper = house.paper("係長", "補佐", "課長", "部長")
    for name in ("係長", "補佐", "課長"):
        paper = house.seal(paper, name)
    to = house.cell(paper, "補佐")
    paper = approvals.send_back(paper, clerk=house.clerks["部長"], reason="数字を確かめて", to=to)
    assert paper.state == "up"
    assert house.states(paper) == {
        "主査": "sealed", "係長": "sealed", "補佐": "turn", "課長": "waiting", "部長": "waiting",
    }  # fmt: skip
    assert Seal.objects.filter(cell=to, voided_at__isnull=False).count() == 1
    for name in ("補佐", "課長", "部長"):
        paper = house.seal(paper, name)
    assert paper.state == "decided"


def test_a_consented_condition_and_an_opinion_stand_on_the_seal(house: House):
    paper = house.paper(house.consult("財政課長"), house.consult("政策課長"), "課長")
    paper = house.seal(paper, "財政課長", conditional=True, note="翌年度の予算は増やさないこと")
    paper = house.seal(paper, "政策課長", note="計画との関係を書くとよい")
    conditional = dict(
        Seal.objects.exclude(cell__kind=Cell.Kind.DRAFT).values_list("cell__post__seal_name", "conditional")
    )
    assert conditional == {"財政課長": True, "政策課長": False}
    assert house.seal(paper, "課長").state == "decided"


def test_a_paper_is_shown_to_a_post_that_may_then_read_it(house: House):
    paper = house.paper("課長")
    approvals.show(paper, clerk=house.clerks["主査"], posts=[house.posts["政策課長"]])
    (reading,) = readings_waiting_for(house.clerks["政策課長"])
    read(reading, clerk=house.clerks["政策課長"])
    assert not readings_waiting_for(house.clerks["政策課長"])


def test_whom_a_paper_was_only_shown_to_does_not_show_it_on(house: House):
    paper = house.paper("課長")
    approvals.show(paper, clerk=house.clerks["主査"], posts=[house.posts["政策課長"]])
    with pytest.raises(NotPossible):
        approvals.show(paper, clerk=house.clerks["政策課長"], posts=[house.posts["財政課長"]])


def test_a_substitute_reads_what_waits_for_the_post_and_nothing_else(house: House):
    Substitute.objects.create(post=house.posts["市長"], place=1, substitute=house.posts["政策課長"])
    crossed_out, waits = house.paper("課長", Step(house.posts["市長"], needed=False)), house.paper("市長")
    read_by = Paper.objects.readable_by(house.clerks["政策課長"], clock.today())
    assert set(read_by) == {waits}
    assert crossed_out not in read_by


def test_what_the_holder_has_said_beforehand_needs_no_review_and_says_so(house: House):
    Substitute.objects.create(
        post=house.posts["課長"], place=1, substitute=house.posts["補佐"], matter="", without_review=True
    )
    house.away("課長")
    approvals.decide_for(house.paper("課長"), clerk=house.clerks["補佐"], reason="いつもの休みの日のため")
    assert not reviews_waiting_for(house.clerks["課長"])
    assert LaterReview.objects.get().waived

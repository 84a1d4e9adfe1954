"""The acceptance tests of an e-approval that the rules of standing authority answer, by their numbers: 1, 2, 13."""

from typing import Any

import pytest

from tomoni.common.approvals import api as approvals
from tomoni.common.approvals.authority.explaining import explain_paper
from tomoni.common.approvals.impossible import NothingAbove, NotPossible, NotTheDecider
from tomoni.common.approvals.models import Basis, Cell, Paper

from .house import House
from .rules_in_force import a_table, rule

pytestmark = pytest.mark.usefixtures("followed")


def bought(house: House, amount_yen: int, *escalators: str, **other: Any) -> Paper:
    """A 購入伺 of the 主査."""
    wanted = approvals.Wanted("goods", "plan", amount_yen, escalators)
    facts: dict[str, Any] = {
        "kind": "test.paper", "about": None, "title": "机を買ってよいか（伺い）", "text": "次のとおり伺います。",
        "drafter": house.clerks["主査"], "as_post": house.posts["主査"], "wanted": wanted,
    }  # fmt: skip
    return approvals.draft_by_rules(**(facts | other))


def decider(paper: Paper) -> str:
    return paper.cells.get(decides=True).post.seal_name


def why(paper: Paper) -> str:
    told = explain_paper(paper, list(paper.cells.select_related("post")))
    assert told is not None
    return "".join(told.sentences)


def test_01_200000_and_200001_yen_take_different_routes(house: House):
    a_table(house)
    small, large = bought(house, 200_000), bought(house, 200_001)
    assert (decider(small), small.authority) == ("課長", "課長専決")
    assert (decider(large), large.authority) == ("部長", "部長専決")
    assert house.states(small) == {
        "主査": "sealed", "係長": "turn", "補佐": "waiting", "課長": "waiting", "部長": "not_needed", "市長": "not_needed",
    }  # fmt: skip
    assert house.states(large)["財政課長"] == "waiting"
    assert "200,000円は、200,000円以下なので、課長が決められます" in why(small)
    assert "200,001円は、1,000,000円以下なので、部長が決められます" in why(large)
    assert decider(bought(house, 1_000_001)) == "市長"


def test_02_a_tick_sends_what_the_head_may_decide_to_the_mayor(house: House):
    a_table(house)
    assert decider(bought(house, 1_000)) == "課長"
    ticked = bought(house, 1_000, "council")
    assert (decider(ticked), ticked.authority) == ("市長", "市長決裁")
    assert "「議会に関わる」に印があるので" in why(ticked)
    assert decider(bought(house, 1_000, "important")) == "部長"
    assert decider(bought(house, 1_000, "important", "disputed")) == "市長"


def test_13_a_new_table_leaves_running_drafts_on_the_one_they_began_with(house: House):
    old = a_table(house)
    running = house.seal(bought(house, 150_000), "係長")
    a_table(house, head=100_000, number=12)
    assert decider(bought(house, 150_000)) == "部長"
    assert Basis.objects.get(paper=running).table == old
    assert decider(running) == "課長"

    back = approvals.send_back(running, clerk=house.clerks["補佐"], reason="数を確かめてください")
    wanted = approvals.Wanted("goods", "plan", 180_000)
    again = approvals.rejudge(back, clerk=house.clerks["主査"], wanted=wanted)
    assert decider(again) == "課長"  # still by the first table
    again = approvals.rejudge(again, clerk=house.clerks["主査"], wanted=approvals.Wanted("goods", "plan", 200_001))
    assert (decider(again), again.authority) == ("部長", "部長専決")
    again = approvals.put_up(again, clerk=house.clerks["主査"])
    assert house.states(again)["財政課長"] == "waiting"
    for name in ("係長", "補佐", "課長", "財政課長", "部長"):
        again = house.seal(again, name)
    assert again.state == "decided"


def test_the_amount_of_a_paper_on_its_way_is_not_changed(house: House):
    a_table(house)
    with pytest.raises(NotPossible):
        approvals.rejudge(
            bought(house, 1_000), clerk=house.clerks["主査"], wanted=approvals.Wanted("goods", "plan", 900_000)
        )


def test_the_drafter_s_own_rank_never_decides(house: House):
    a_table(house)
    paper = bought(house, 1_000, drafter=house.clerks["課長"], as_post=house.posts["課長"])
    assert decider(paper) == "部長"
    assert "起案した人より上の職が決めるため" in why(paper)


def test_a_matter_without_a_rule_is_the_mayor_s(house: House):
    a_table(house)
    paper = bought(house, 1_000, wanted=approvals.Wanted("policy"))
    assert decider(paper) == "市長"
    assert "市長が決めます" in why(paper)


def test_who_may_decide_may_send_up_and_never_down(house: House):
    a_table(house)
    paper = bought(house, 1_000)
    for name in ("係長", "補佐"):
        paper = house.seal(paper, name)
    with pytest.raises(NotTheDecider):
        approvals.raise_up(paper, clerk=house.clerks["部長"], reason="重い")
    paper = approvals.raise_up(paper, clerk=house.clerks["課長"], reason="先例になるため")
    assert (decider(paper), paper.authority) == ("部長", "部長専決")
    assert house.states(paper)["課長"] == "sealed"
    assert "部長に上げました" in why(paper)
    assert house.seal(paper, "部長").state == "decided"
    with pytest.raises(NothingAbove):
        approvals.raise_up(house.paper("課長"), clerk=house.clerks["課長"], reason="重い")


def test_groups_of_consultation_go_one_after_the_other(house: House):
    table = a_table(house)
    finance, policy = (house.posts[name].key for name in ("財政課長", "政策課長"))
    table.rules = [rule("goods-head", "goods", "課長", stage="plan", consult=[finance, policy])]
    table.save()
    paper = bought(house, 1_000)
    for name in ("係長", "補佐"):
        paper = house.seal(paper, name)
    assert (house.states(paper)["財政課長"], house.states(paper)["政策課長"]) == ("turn", "waiting")
    paper = house.seal(paper, "財政課長")
    assert house.states(paper)["政策課長"] == "turn"


def test_posts_that_the_drafter_asks_come_first(house: House):
    a_table(house)
    paper = bought(house, 200_001, also=[house.posts["政策課長"]])
    order = dict(paper.cells.filter(kind=Cell.Kind.CONSULT).values_list("post__seal_name", "order"))
    assert order["政策課長"] < order["財政課長"]

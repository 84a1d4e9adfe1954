"""The life of a sheet, the verdict of a group, and what has changed, by example and as properties."""

from itertools import product

import pytest

from tomoni.services.evaluation.rules import MOVES, NotNow, State, after, changes_between, differs, verdict_of

VERDICTS = ["reached", "on_the_way", "behind", "cannot_tell", "no_figure"]


@pytest.mark.parametrize(
    ("verdicts", "whole"),
    [
        ([], "no_figure"),
        (["no_figure"], "no_figure"),
        (["reached", "reached"], "reached"),
        (["reached", "on_the_way"], "on_the_way"),
        (["reached", "no_figure"], "cannot_tell"),
        (["on_the_way", "cannot_tell"], "cannot_tell"),
        (["reached", "cannot_tell", "behind"], "behind"),
    ],
)
def test_one_indicator_that_is_behind_holds_the_group_back(verdicts, whole):
    assert verdict_of(verdicts) == whole


def every_few() -> list[tuple[str, ...]]:
    """Every list of up to three verdicts."""
    return [few for length in range(4) for few in product(VERDICTS, repeat=length)]


def test_the_order_of_the_indicators_does_not_matter():
    for few in every_few():
        assert verdict_of(few) == verdict_of(reversed(few)) == verdict_of(few * 2), few


def test_a_worse_indicator_never_makes_a_group_better():
    order = ["behind", "cannot_tell", "no_figure", "on_the_way", "reached"]
    for few in every_few():
        for worse in ("behind", "cannot_tell"):
            assert order.index(verdict_of([*few, worse])) <= max(order.index(verdict_of(few)), 1), few


def test_an_open_verdict_contradicts_nobody():
    assert differs(("on_the_way",), "behind")
    assert not differs(("on_the_way",), "on_the_way")
    assert not differs((), "cannot_tell")
    assert not differs((), "no_figure")


def test_nothing_leads_out_of_the_public():
    assert not [verb for verb, (begins, _to) in MOVES.items() if State.PUBLISHED in begins]
    with pytest.raises(NotNow):
        after("hand_in", State.PUBLISHED)


def test_every_state_can_be_reached_and_every_other_left():
    assert {to for _from, to in MOVES.values()} | {State.WRITING} == set(State)
    assert {state for begins, _to in MOVES.values() for state in begins} == set(State) - {State.PUBLISHED}


def told(value=1, verdict="behind", version=1, measures=("a",), live=()):
    figure = {
        "id": "i1", "value": value, "target": 9, "baseline": 0, "verdict": verdict,
        "definition": {"version": version}, "said": {name: {"ja": name} for name in ("title", "value", "target", "baseline")},
    }  # fmt: skip
    return {
        "figures": [figure],
        "measures": [{"code": code, "words": {"ja": code}} for code in measures],
        "services": [{"key": "s", "title": {"ja": "s"}, "state": "live" if "s" in live else "planned"}],
    }


def test_what_is_the_same_has_not_changed():
    assert changes_between(told(), told()) == []


def test_every_difference_is_told_once():
    changes = changes_between(told(), told(2, "reached", 2, ("b",), ("s",)))
    assert [change.what for change in changes] == [
        "value", "verdict", "definition", "measure_new", "measure_gone", "service_live",
    ]  # fmt: skip

"""The table of moves: what can happen to a case in which state, and nothing else."""

import pytest

from tomoni.engines.cases.workflow import CLOSED, MOVES, OPEN, NotNow, State, after


def test_every_state_can_be_reached_and_every_open_one_left():
    assert {leads_to for _begins, leads_to in MOVES.values()} == set(State) - {State.RECEIVED}
    assert all(any(state in begins for begins, _to in MOVES.values()) for state in OPEN)


def test_nothing_happens_to_a_closed_case():
    assert not any(state in begins for begins, _to in MOVES.values() for state in CLOSED)


def test_there_is_no_way_to_hand_an_application_back():
    assert not {"return", "returned", "reject"} & set(MOVES)


@pytest.mark.parametrize("verb", MOVES)
@pytest.mark.parametrize("state", State)
def test_a_move_from_elsewhere_is_refused(verb, state):
    begins, leads_to = MOVES[verb]
    if state in begins:
        assert after(verb, state) == leads_to
    else:
        with pytest.raises(NotNow):
            after(verb, state)

"""Many at once: fifty dispatches number without gaps, and a seal that several hands press is put once.

These tests commit, with a thread and a connection of its own for each hand.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, transaction

from tomoni.common.approvals import api as approvals
from tomoni.common.approvals.impossible import NotPossible
from tomoni.common.approvals.kinds import NumberedAt, PaperKind
from tomoni.common.approvals.models import DocumentNumber, NumberRegister, Paper, Seal

from .house import House, a_house, declared

MARCH, APRIL = date(2027, 3, 31), date(2027, 4, 1)


@pytest.fixture
def standing(transactional_db: None) -> House:
    return a_house()


def all_at_once[Answer](hands: int, work: Callable[[int], Answer]) -> list[Answer | Exception]:
    """Each hand does the work in its own thread, all beginning in the same moment; what came of it, or what it raised."""
    start = Barrier(hands)

    def one(hand: int) -> Answer | Exception:
        try:
            start.wait()
            return work(hand)
        except Exception as raised:
            return raised
        finally:
            connection.close()

    with ThreadPoolExecutor(hands) as pool:
        return list(pool.map(one, range(hands)))


def test_12_numbers_are_gap_free_under_fifty_dispatches_at_once(transactional_db):
    def dispatch(hand: int) -> str:
        with transaction.atomic():
            number = approvals.next_number("広", MARCH if hand % 2 else APRIL)
            if hand % 5 == 0:
                raise RuntimeError("the letter could not be written")
            return number

    given = [number for number in all_at_once(50, dispatch) if isinstance(number, str)]
    assert len(given) == 40
    assert len(set(given)) == 40
    for year in (2026, 2027):
        numbers = list(DocumentNumber.objects.filter(series__fiscal_year=year).values_list("number", flat=True))
        assert numbers == list(range(1, 21))
        assert NumberRegister.objects.get(register="広", fiscal_year=year).last == 20


def test_fifty_papers_decided_at_once_are_numbered_in_their_order(standing, followed):
    papers = [standing.paper("課長", kind="test.numbered") for _ in range(50)]
    done = all_at_once(50, lambda hand: standing.seal(papers[hand], "課長"))
    assert not [each for each in done if isinstance(each, Exception)]
    assert len(followed) == 50
    assert sorted(DocumentNumber.objects.values_list("number", flat=True)) == list(range(1, 51))
    assert Paper.objects.exclude(number="").values("number").distinct().count() == 50


def test_12_fifty_dispatches_at_once_are_numbered_without_gaps(standing, followed):
    with declared(PaperKind("test.sent", "施行で番号", register="広", numbered_at=NumberedAt.DISPATCH)):
        papers = [standing.seal(standing.paper("課長", kind="test.sent"), "課長") for _ in range(50)]
        clerk = standing.clerks["主査"]
        done = all_at_once(50, lambda hand: approvals.dispatch(papers[hand], clerk=clerk, method="mail"))
    assert not [each for each in done if isinstance(each, Exception)]
    assert sorted(DocumentNumber.objects.values_list("number", flat=True)) == list(range(1, 51))
    assert Paper.objects.exclude(number="").values("number").distinct().count() == 50


def test_a_seal_pressed_by_ten_hands_at_once_is_put_once(standing, followed):
    paper = standing.paper("課長", kind="test.numbered")
    done = all_at_once(10, lambda _hand: standing.seal(paper, "課長"))
    assert len([each for each in done if isinstance(each, Paper)]) == 1
    assert all(isinstance(each, NotPossible) for each in done if not isinstance(each, Paper))
    assert len(followed) == 1
    assert Seal.objects.filter(cell__decides=True).count() == 1
    assert DocumentNumber.objects.count() == 1


def test_pulling_back_and_sealing_at_once_has_one_winner(standing, followed):
    for _ in range(5):
        paper = standing.paper()
        moves = (
            lambda paper=paper: standing.seal(paper, "係長"),
            lambda paper=paper: approvals.pull_back(paper, clerk=standing.clerks["主査"]),
        )
        done = all_at_once(2, lambda hand, moves=moves: moves[hand]())
        assert len([each for each in done if isinstance(each, NotPossible)]) == 1

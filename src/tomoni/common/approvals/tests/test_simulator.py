"""A proposed limit over past papers: who would have decided what, and nothing changes."""

from datetime import timedelta

import pytest

from tomoni.base import clock
from tomoni.common.approvals.authority.simulating import simulate
from tomoni.common.approvals.models import Basis, DecidingTable

from .house import House
from .rules_in_force import a_table
from .test_acceptance_authority import bought

pytestmark = pytest.mark.usefixtures("followed")


@pytest.fixture
def past(house: House) -> DecidingTable:
    table = a_table(house)
    for amount in (100_000, 150_000, 250_000, 300_000, 1_500_000):
        bought(house, amount)
    bought(house, 120_000, "council")
    return table


def run(table: DecidingTable, limit: int, *, days: int = 30):
    today = clock.today()
    return simulate(table, "goods-head", limit, since=today - timedelta(days=days), until=today)


def test_a_higher_limit_takes_papers_from_the_director(past):
    found = run(past, 300_000)
    assert (found.papers, found.lower, found.higher) == (6, 2, 0)
    assert dict(found.before) == {"課長": 2, "部長": 2, "市長": 2}
    assert dict(found.after) == {"課長": 4, "市長": 2}
    assert {each.amount_yen for each in found.moved} == {250_000, 300_000}


def test_a_lower_limit_sends_papers_up(past):
    found = run(past, 100_000)
    assert (found.lower, found.higher) == (0, 1)


def test_what_was_judged_before_the_time_is_not_counted(past):
    Basis.objects.update(judged_on=clock.today() - timedelta(days=60))
    assert run(past, 300_000).papers == 0


def test_the_screen_runs_it_and_hides_titles_of_others(past, house: House, client_as):
    desk = client_as(house.clerks["政策課長"])
    assert "課長" in desk.get("/desk/rules/").content.decode()
    answer = desk.get("/desk/rules/simulator/", {"rule": "goods-head", "max_yen": "30万"})
    page = answer.content.decode()
    assert "6件のうち、2件で決める職が変わります" in page
    assert "（ほかの課の文書）" in page
    assert "机を買ってよいか" not in page
    own = client_as(house.clerks["係長"]).get("/desk/rules/simulator/", {"rule": "goods-head", "max_yen": "300000"})
    assert "机を買ってよいか" in own.content.decode()


def test_the_cost_does_not_grow_with_the_papers(past, house: House, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        run(past, 300_000)

"""A procedure counts from the day on which a case that came online was completed; the year tells how much came online."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tomoni.base.clock import FiscalYear, today
from tomoni.engines.cases.api import Case
from tomoni.engines.cases.api import packs as engine
from tomoni.services.online_procedures.use import first_completed, smart, use_in

from .conftest import filed

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(example_city):
    return example_city.clerk("centre-staff")


def value(on) -> int:
    found = smart(on)
    return 0 if found is None else int(found.value)


def test_nothing_is_said_before_the_first_case(example_city):
    assert smart(today()) is None


def test_a_procedure_counts_once_it_was_completed_online_and_once_only(clerk):
    first = filed("tenshutsu")
    assert value(today()) == 0
    engine.accept(first, who=clerk)
    engine.accept(filed("tenshutsu"), who=clerk)
    assert value(today()) == 1
    assert [case.pk for case in first_completed(today())] == [first.pk]
    assert value(today() - timedelta(days=1)) == 0


def test_what_came_on_paper_does_not_count(clerk):
    case = filed("tenshutsu")
    Case.objects.filter(pk=case.pk).update(entrance="PAPER")
    engine.accept(case, who=clerk)
    assert value(today()) == 0


def test_a_measured_saving_counts_too_and_never_twice(clerk, monkeypatch):
    engine.accept(filed("tenshutsu"), who=clerk)
    measured = {"toy": lambda on: ["online_procedures.tenshutsu", "online_procedures.juminhyo"]}
    monkeypatch.setattr(engine.shorter, "values", measured.values)
    assert value(today()) == 2


def test_the_year_tells_the_share_that_came_online(clerk, client):
    filed("tenshutsu")
    paper = filed("tenshutsu")
    filed("tenshutsu")
    Case.objects.filter(pk=paper.pk).update(entrance="COUNTER")
    row = use_in(FiscalYear.of(today()))[0]
    assert (row.received, row.online, row.share) == (3, 2, Decimal("66.7"))
    html = client.get("/procedures/use/").content.decode()
    assert "66.7%" in html and "転出届" in html
    assert "66.7" in client.get("/opendata/procedures-use.csv").content.decode()


@pytest.mark.parametrize("year", ["1999", "3000", "x", "２０２６"])
def test_a_year_that_is_none_is_not_found(client, example_city, year):
    assert client.get("/procedures/use/", {"year": year}).status_code == 404

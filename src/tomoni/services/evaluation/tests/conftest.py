"""The example city in the year of an evaluation, and its people by what they do."""

from datetime import date

import pytest
from django.test import Client

from tomoni.base import clock
from tomoni.services.evaluation import actions
from tomoni.services.evaluation.models import Evaluation, EvaluationSheet

FIGURES_ON = date(2026, 11, 20)
HAND_IN_BY = date(2026, 12, 11)
PUBLISH_BY = date(2027, 2, 26)
TEXTS = {
    "rating": "good",
    "difference": "調査の答えがまだ集まっていない。",
    "comment": "登録の相談会を、三つの地域でひらきました。",
    "next_step": "来年度は、更新のない団体に電話をします。",
}


@pytest.fixture
def today(monkeypatch):
    """`today(date(…))`: it is that day in Japan."""

    def it_is(day: date) -> date:
        monkeypatch.setattr(clock, "today", lambda: day)
        return day

    return it_is


@pytest.fixture
def planner(example_city):
    return example_city.clerk("planning-head")


@pytest.fixture
def writer(example_city):
    return example_city.clerk("community-deputy")


@pytest.fixture
def evaluation(planner) -> Evaluation:
    """The evaluation of this fiscal year, just opened."""
    return actions.open_evaluation(
        year=2026, figures_on=FIGURES_ON, hand_in_by=HAND_IN_BY, publish_by=PUBLISH_BY, clerk=planner
    )


@pytest.fixture
def sheet(evaluation) -> EvaluationSheet:
    """The sheet of the groups' direction of work, still to be written by 地域づくり課."""
    return evaluation.sheets.get(code="1-1-1")


@pytest.fixture
def handed_in(sheet, writer) -> EvaluationSheet:
    actions.keep(sheet, TEXTS, clerk=writer, opened_at=clock.now())
    return actions.hand_in(sheet, clerk=writer)


@pytest.fixture
def ready(handed_in, planner) -> EvaluationSheet:
    checked = actions.check(handed_in, clerk=planner)
    return actions.review(checked, clerk=planner, met_on=date(2026, 11, 20), opinion="よく続いています。")


@pytest.fixture
def published(ready, planner, example_city) -> EvaluationSheet:
    from tomoni.common.approvals import api as approvals

    paper = actions.propose_publication(ready.evaluation, clerk=planner)
    approvals.seal(paper, clerk=example_city.clerk("mayor"))
    ready.refresh_from_db()
    return ready


@pytest.fixture
def at_desk(client_as):
    """`at_desk(clerk)`: a signed-in client."""

    def sit(clerk) -> Client:
        return client_as(clerk)

    return sit

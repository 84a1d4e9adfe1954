"""Situations of a case, so that a test reads as one sentence."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time

import pytest

from tomoni.base import clock
from tomoni.base.clock import JAPAN
from tomoni.base.references import pointing_at
from tomoni.common.approvals.api import Paper, seal
from tomoni.common.people.api import Clerk, PostDuty
from tomoni.engines.cases.actions import begin, propose, submit
from tomoni.engines.cases.models import Case, Proposal

from . import toys


@pytest.fixture(autouse=True)
def _charged(example_city) -> None:
    """The centre's staff examine clubs."""
    PostDuty.objects.create(post=example_city.post("centre-staff"), duty="clubs.examine")


@pytest.fixture
def clerk(example_city) -> Clerk:
    return example_city.clerk("centre-staff")


@pytest.fixture
def stranger(example_city) -> Clerk:
    """A clerk of another section, who examines no clubs and stands on no route."""
    return example_city.clerk("planning-head")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[..., datetime]:
    """`at(date(2026, 11, 20), 14)`: it is this day and hour."""

    def set_clock(day: date, hour: int = 10, minute: int = 0) -> datetime:
        instant = datetime.combine(day, time(hour, minute), JAPAN)
        monkeypatch.setattr(clock, "now", lambda: instant)
        for module in _using_now():
            monkeypatch.setattr(module, "now", lambda: instant)
        return instant

    return set_clock


def _using_now() -> Iterator[object]:
    """Modules that have taken the function out of the clock."""
    from tomoni.engines.cases import bulk, knocks, two_clerks
    from tomoni.engines.cases.actions import again, appealing, deciding, drafting, examining, helping, replies, waiting
    from tomoni.engines.cases.screens import desk_case, filling, resident

    yield from (bulk, knocks, two_clerks)
    yield from (
        again,
        appealing,
        helping,
        deciding,
        drafting,
        examining,
        replies,
        waiting,
        desk_case,
        filling,
        resident,
    )


@pytest.fixture
def arrived(example_city) -> Case:
    """The fireflies have applied."""
    return an_application()


def an_application(**answers) -> Case:
    return submit(begin(toys.registration, answers=toys.FIREFLIES | answers))


def a_notification(name: str = "ほたるの里") -> Case:
    return submit(begin(toys.change, answers={"name": name}))


def paper_about(proposal: Proposal) -> Paper:
    return Paper.objects.get(**pointing_at(proposal))


def sealed(proposal: Proposal, city, *posts: str) -> Proposal:
    """The holders of these posts put their seals, in order."""
    for post in posts:
        seal(paper_about(proposal), clerk=city.clerk(post))
    proposal.refresh_from_db()
    return proposal


ROUTE = ("community-deputy", "community-head")


def granted(case: Case, city) -> Case:
    sealed(propose(case, outcome="GRANT", who=city.clerk("centre-staff")), city, *ROUTE)
    return Case.objects.get(pk=case.pk)

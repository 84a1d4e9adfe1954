"""What every test can lean on: the example city stands in the database, and stands again after each test.

The city's files are loaded once a session, with the invented people of its demo. A test rolls back what it did; one
that commits (`transactional_db`) gets the whole database put back from a copy.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as properties
from pytest_django import DjangoDbBlocker

from tests.copies import copy_of_the_database
from tomoni.base.city.api import load_city
from tomoni.base.city.loading import CHANGES
from tomoni.common.people.api import Clerk, Organisation, Post, Resident, Section

# A busy machine is no reason to fail: what counts is the property, not the milliseconds. A fixture stands for all
# examples of a property, which is meant.
properties.register_profile(
    "unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
properties.load_profile("unhurried")

pytest_plugins = ["tests.identity_provider", "tests.signing_in", "tests.smtp"]


class ExampleCity:
    """Hikarino, by the keys of its files in cities/example."""

    folder: Path = settings.CITY_FOLDER

    def clerk(self, post: str) -> Clerk:
        """Who holds a post: `example_city.clerk("centre-head")`; of several, the one with the lowest number."""
        return Clerk.objects.filter(holdings__post__key=post, holdings__until=None).order_by("number")[0]

    def post(self, key: str) -> Post:
        return Post.objects.get(key=key)

    def section(self, code: str) -> Section:
        return Section.objects.get(code=code)

    def resident(self, name: str = "望月 さくら") -> Resident:
        return Resident.objects.get(name=name)

    def organisation(self, key: str) -> Organisation:
        return Organisation.objects.get(key=key)


@pytest.fixture
def example_city(db: None) -> ExampleCity:
    return ExampleCity()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database, with the example city in it."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        _load_the_example_city()
        copy = copy_of_the_database()
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: copy.put_back())
        yield
        copy.forget()


def _load_the_example_city() -> None:
    outcomes = load_city(settings.CITY_FOLDER, demo=True)
    if strange := [str(outcome) for outcome in outcomes if outcome.what not in CHANGES]:
        told = "\n".join(strange)
        pytest.exit(f"The kept test database no longer fits cities/example; run again with --create-db:\n{told}")
    with connection.cursor() as cursor:
        # The load wrote its own entries. A test that looks into the journal sees what it did itself.
        cursor.execute("DELETE FROM journal_detail")
        cursor.execute("DELETE FROM journal_entry")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: where Playwright's loop runs, Django's test client cannot work any more."""
    items.sort(key=lambda item: "tests/browser" in item.path.as_posix())


@pytest.fixture(autouse=True)
def in_japanese() -> Iterator[None]:
    """Every test begins in Japanese: a page that was asked for in English leaves its language in the thread."""
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.activate(settings.LANGUAGE_CODE)

"""The example city's plan, and readings that stand in for services."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tomoni.engines.plan.models import Indicator
from tomoni.engines.plan.readings import READERS, Evidence, Reader


@pytest.fixture
def plan(example_city) -> None:
    """The example city with its plan and published figures."""


@pytest.fixture
def declared(monkeypatch) -> Callable[[str, Reader], None]:
    """Declare a reading for one test: `declared("toy_ledger.visitors", lambda on: …)`."""
    return lambda key, reader: monkeypatch.setitem(READERS._things, key, reader)


@pytest.fixture
def undeclared(monkeypatch) -> None:
    """No service is live."""
    monkeypatch.setattr(READERS, "_things", {})


def rows_worth(value: int) -> Callable[[date], Evidence]:
    """A reading that always counts `value`, from the indicators as rows."""
    return lambda on: Evidence(Decimal(value), Indicator.objects.all(), columns=("key", "title"))

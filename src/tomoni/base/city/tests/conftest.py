"""A catalogue of kinds that is empty at the beginning of every test."""

from collections.abc import Iterator

import pytest

from tomoni.base.catalogue import Catalogue
from tomoni.base.city import kinds


@pytest.fixture
def no_kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(kinds, "KINDS", Catalogue("kind of thing in city files"))
    yield

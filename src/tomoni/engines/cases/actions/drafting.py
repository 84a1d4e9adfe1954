"""From the first page of a form to the receipt."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models

from tomoni.common.people.api import Clerk, Resident

from ..models import Case, Draft
from ..procedures import Procedure
from ..workflow import Entrance


class NotComplete(Exception):
    """Something is still missing or wrong: {key of the question: what to do}."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


def begin(
    procedure: Procedure,
    *,
    answers: Mapping[str, Any] | None = None,
    about: models.Model | None = None,
    resident: Resident | None = None,
    entrance: Entrance = Entrance.ONLINE,
    helped_by: Clerk | None = None,
    language: str = "ja",
) -> Draft:
    """A draft on the newest version of the form; `answers` are what the city already knows."""
    raise NotImplementedError


def save_step(draft: Draft, *, answers: Mapping[str, Any], unfinished: Mapping[str, list[str]] | None = None) -> Draft:
    """Keep what one page answered, and what was typed there and cannot be understood yet."""
    raise NotImplementedError


def submit(draft: Draft, *, at: datetime | None = None, invented: bool = False) -> Case:
    """The draft arrives and gets its number. The same draft again is the same case. NotComplete when it is not ready.

    `at` is for operating data that is entered afterwards; the server's clock stamps everything else.
    """
    raise NotImplementedError

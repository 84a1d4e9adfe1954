"""What happens to a case between its arrival and its decision."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tomoni.common.people.api import Clerk

from ..models import Case, Correction, Message, Note


def take_up(case: Case, *, who: Clerk, at: datetime | None = None) -> Case:
    """A clerk begins to examine it and is its examiner."""
    raise NotImplementedError


def assign(case: Case, *, to: Clerk, who: Clerk) -> Case:
    raise NotImplementedError


def ask_correction(
    case: Case,
    *,
    what: str,
    keys: Sequence[str] = (),
    reply_by: date | None = None,
    who: Clerk,
    at: datetime | None = None,
) -> Correction:
    """Ask the applicant to put something right, all at once and by a day; the clock stands still."""
    raise NotImplementedError


def answer_correction(
    case: Case, *, answers: Mapping[str, Any], text: str = "", at: datetime | None = None
) -> Correction:
    """The applicant answers; the clock runs again from the next opening day."""
    raise NotImplementedError


def accept(case: Case, *, who: Clerk, at: datetime | None = None) -> Case:
    """A notification has arrived in due form: it is done, and what follows from it is recorded."""
    raise NotImplementedError


def withdraw(case: Case, *, why: str = "", at: datetime | None = None) -> Case:
    """The applicant takes it back."""
    raise NotImplementedError


def say(case: Case, *, text: str, clerk: Clerk | None = None, at: datetime | None = None) -> Message:
    """A word from the section (`clerk`) or from the applicant."""
    raise NotImplementedError


def note(case: Case, *, text: str, clerk: Clerk, at: datetime | None = None) -> Note:
    raise NotImplementedError

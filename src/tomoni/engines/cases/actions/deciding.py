"""From the examining clerk's proposal to the notice that leaves.

A proposal goes round as a paper; the last seal decides, and in the same transaction the case is granted or refused, the
procedure's follow-ups run, and the notice is written.
"""

from dataclasses import dataclass
from datetime import date, datetime

from tomoni.common.people.api import Clerk

from ..models import Case, Outcome, Proposal


class NoReasons(Exception):
    """A refusal names the article, the facts and the reasoning (行政手続法 第8条), or it does not exist."""


@dataclass(frozen=True, kw_only=True)
class Reasons:
    """Why: the article, what was found to be so, and how the one applies to the other."""

    article: str = ""
    facts: str = ""
    reasoning: str = ""

    @property
    def given(self) -> bool:
        return all(part.strip() for part in (self.article, self.facts, self.reasoning))


def propose(
    case: Case,
    *,
    outcome: Outcome,
    who: Clerk,
    reasons: Reasons | None = None,
    words: str = "",
    at: datetime | None = None,
) -> Proposal:
    """Put a decision before the posts of the procedure's route. NoReasons when a refusal gives none."""
    raise NotImplementedError


def grant(case: Case, *, on: date | None = None, words: str = "", reasons: Reasons | None = None) -> Case:
    """The application is granted: called by the last seal, or at once where a procedure has no route."""
    raise NotImplementedError


def refuse(case: Case, *, reasons: Reasons, on: date | None = None, words: str = "") -> Case:
    """The application is refused, with reasons and remedies."""
    raise NotImplementedError

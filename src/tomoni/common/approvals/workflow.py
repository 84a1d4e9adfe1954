"""The life of a paper as one table: which move is allowed from which state, to whom, and what it needs.

    起案中 ──put_up──▶ 回議中 ──seal … seal──▶ 決裁済
      ▲                 │ │ └────reject─────▶ 否決
      └───pull_back─────┘ └─send_back─▶ 差戻し ──put_up──▶ 回議中
    起案中・差戻し ──withdraw──▶ 廃案

Actions ask this table before they do anything, and screens ask it for what they offer.
"""

from dataclasses import dataclass
from enum import StrEnum

from .models import Paper

DRAFT, UP, SENT_BACK = Paper.State.DRAFT, Paper.State.UP, Paper.State.SENT_BACK


class By(StrEnum):
    """Whose move it is."""

    DRAFTER = "drafter"
    TURN = "turn"  # who holds the post of a cell whose turn it is
    TURN_OR_STAND_IN = "turn_or_stand_in"
    STAND_IN = "stand_in"  # who stands in for an absent holder of such a post
    DECIDER = "decider"  # who holds the post of the deciding cell, in their turn
    SUPERIOR = "superior"  # who holds the post of a later cell of the line, over one that is absent
    CITY = "city"  # no person: an engine whose matter fell away


@dataclass(frozen=True)
class Rule:
    states: tuple[Paper.State, ...]
    by: By
    leads_to: Paper.State | None = None  # None: the state stays, or follows from the route
    reason: bool = False


MOVES: dict[str, Rule] = {
    "put_up": Rule((DRAFT, SENT_BACK), By.DRAFTER, UP),
    "revise": Rule((DRAFT, UP, SENT_BACK), By.DRAFTER),
    "pull_back": Rule((UP,), By.DRAFTER, DRAFT),
    "withdraw": Rule((DRAFT, SENT_BACK), By.DRAFTER, Paper.State.WITHDRAWN, reason=True),
    "seal": Rule((UP,), By.TURN),
    "disagree": Rule((UP,), By.TURN, reason=True),
    "decide_for": Rule((UP,), By.STAND_IN, reason=True),
    "ask_again": Rule((UP,), By.TURN_OR_STAND_IN),
    "raise_up": Rule((UP,), By.DECIDER, reason=True),
    "pass_over": Rule((UP,), By.SUPERIOR, reason=True),
    "rejudge": Rule((DRAFT, SENT_BACK), By.DRAFTER),
    "send_back": Rule((UP,), By.TURN_OR_STAND_IN, SENT_BACK, reason=True),
    "reject": Rule((UP,), By.DECIDER, Paper.State.REJECTED, reason=True),
    "fall_away": Rule((DRAFT, UP, SENT_BACK), By.CITY, Paper.State.WITHDRAWN, reason=True),
}

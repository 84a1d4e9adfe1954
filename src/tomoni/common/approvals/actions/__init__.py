"""Every move of a paper: check, change, journal, follow up, in one transaction."""

from ..steps import Step
from .deciding import ask_again, decide_for, reject, review, seal, send_back
from .drafting import draft, fall_away, pull_back, put_up, redraft, revise, withdraw
from .passing import pass_over, read, show
from .standing import draft_by_rules, raise_up, rejudge

__all__ = [
    "Step",
    "ask_again",
    "decide_for",
    "draft",
    "draft_by_rules",
    "fall_away",
    "pass_over",
    "pull_back",
    "put_up",
    "raise_up",
    "read",
    "redraft",
    "reject",
    "rejudge",
    "review",
    "revise",
    "seal",
    "send_back",
    "show",
    "withdraw",
]

"""Every move of a paper: check, change, journal, follow up, in one transaction."""

from .deciding import ask_again, decide_for, reject, review, seal, send_back
from .drafting import draft, fall_away, pull_back, put_up, redraft, revise, withdraw
from .routes import Step

__all__ = [
    "Step",
    "ask_again",
    "decide_for",
    "draft",
    "fall_away",
    "pull_back",
    "put_up",
    "redraft",
    "reject",
    "review",
    "revise",
    "seal",
    "send_back",
    "withdraw",
]

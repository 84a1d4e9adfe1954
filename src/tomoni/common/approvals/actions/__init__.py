"""Every move of a paper: check, change, journal, follow up, in one transaction."""

from ..steps import Step
from .deciding import ask_again, decide_for, reject, review, seal, send_back
from .disposing import carry_out, confirm, draw_list, keep_longer, propose_list
from .drafting import draft, fall_away, pull_back, put_up, redraft, revise, withdraw
from .filing import complete, dispatch, hold, release
from .passing import pass_over, read, show
from .standing import draft_by_rules, raise_up, rejudge

__all__ = [
    "Step",
    "ask_again",
    "carry_out",
    "complete",
    "confirm",
    "decide_for",
    "dispatch",
    "draft",
    "draft_by_rules",
    "draw_list",
    "fall_away",
    "hold",
    "keep_longer",
    "pass_over",
    "propose_list",
    "pull_back",
    "put_up",
    "raise_up",
    "read",
    "redraft",
    "reject",
    "rejudge",
    "release",
    "review",
    "revise",
    "seal",
    "send_back",
    "show",
    "withdraw",
]

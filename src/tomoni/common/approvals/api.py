"""What the other rings may use of approvals: kinds are declared, papers are drafted and go up their route."""

from .actions import (
    Step,
    decide_for,
    draft,
    fall_away,
    pull_back,
    put_up,
    redraft,
    reject,
    revise,
    seal,
    send_back,
    withdraw,
)
from .impossible import NotPossible
from .kinds import NumberedAt, PaperKind, kind
from .models import Cell, Paper
from .numbers import next_number
from .queries import papers_about, waiting_for

__all__ = [
    "Cell",
    "NotPossible",
    "NumberedAt",
    "Paper",
    "PaperKind",
    "Step",
    "decide_for",
    "draft",
    "fall_away",
    "kind",
    "next_number",
    "papers_about",
    "pull_back",
    "put_up",
    "redraft",
    "reject",
    "revise",
    "seal",
    "send_back",
    "waiting_for",
    "withdraw",
]

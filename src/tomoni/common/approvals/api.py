"""What the other rings may use of approvals: kinds are declared, papers are drafted and go up their route."""

from .actions import (
    Step,
    decide_for,
    draft,
    draft_by_rules,
    fall_away,
    pass_over,
    pull_back,
    put_up,
    raise_up,
    redraft,
    reject,
    rejudge,
    revise,
    seal,
    send_back,
    show,
    withdraw,
)
from .authority.laying import Laid, Wanted, lay
from .authority.matters import Escalator, Stage, matter, matters
from .impossible import NotPossible
from .kinds import NumberedAt, PaperKind, kind
from .models import Cell, Paper
from .numbers import next_number
from .queries import papers_about, waiting_for

__all__ = [
    "Cell",
    "Escalator",
    "Laid",
    "NotPossible",
    "NumberedAt",
    "Paper",
    "PaperKind",
    "Stage",
    "Step",
    "Wanted",
    "decide_for",
    "draft",
    "draft_by_rules",
    "fall_away",
    "kind",
    "lay",
    "matter",
    "matters",
    "next_number",
    "papers_about",
    "pass_over",
    "pull_back",
    "put_up",
    "raise_up",
    "redraft",
    "reject",
    "rejudge",
    "revise",
    "seal",
    "send_back",
    "show",
    "waiting_for",
    "withdraw",
]

"""What the other rings may use of approvals: kinds are declared, papers are drafted and go up their route."""

from .actions import (
    Step,
    complete,
    decide_for,
    dispatch,
    draft,
    draft_by_rules,
    fall_away,
    hold,
    pass_over,
    pull_back,
    put_up,
    raise_up,
    redraft,
    reject,
    rejudge,
    release,
    revise,
    seal,
    send_back,
    show,
    withdraw,
)
from .actions.moving import drafts
from .authority.laying import Laid, Wanted, lay
from .authority.matters import Escalator, Stage, matter, matters
from .authority.previewing import Preview, preview
from .forms import ENCLOSURE
from .impossible import NotPossible
from .kinds import NumberedAt, PaperKind, kind, kinds
from .models import Basis, Cell, Dispatch, FileClass, Filed, Hold, Paper
from .numbers import next_number
from .queries import papers_about, waiting_for

__all__ = [
    "ENCLOSURE",
    "Basis",
    "Cell",
    "Dispatch",
    "Escalator",
    "FileClass",
    "Filed",
    "Hold",
    "Laid",
    "NotPossible",
    "NumberedAt",
    "Paper",
    "PaperKind",
    "Preview",
    "Stage",
    "Step",
    "Wanted",
    "complete",
    "decide_for",
    "dispatch",
    "draft",
    "draft_by_rules",
    "drafts",
    "fall_away",
    "hold",
    "kind",
    "kinds",
    "lay",
    "matter",
    "matters",
    "next_number",
    "papers_about",
    "pass_over",
    "preview",
    "pull_back",
    "put_up",
    "raise_up",
    "redraft",
    "reject",
    "rejudge",
    "release",
    "revise",
    "seal",
    "send_back",
    "show",
    "waiting_for",
    "withdraw",
]

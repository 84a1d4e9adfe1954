"""Everything that can happen to a draft and to a case. Each verb is keyword-only, one transaction, and journals."""

from ..reasons import NoReasons, Reasons
from .deciding import NotDecidedHere, grant, propose, refuse, withdraw
from .drafting import NotComplete, begin, judge, save_step, submit
from .examining import NothingSaid, accept, answer_correction, ask_correction, assign, note, say, take_up

__all__ = [
    "NoReasons", "NotComplete", "NotDecidedHere", "NothingSaid", "Reasons", "accept", "answer_correction",
    "ask_correction", "assign", "begin", "grant", "judge", "note", "propose", "refuse", "save_step", "say", "submit",
    "take_up", "withdraw",
]  # fmt: skip

"""Everything that can happen to a draft and to a case. Each verb is keyword-only, one transaction, and journals."""

from .deciding import Reasons, grant, propose, refuse
from .drafting import NotComplete, begin, save_step, submit
from .examining import accept, answer_correction, ask_correction, assign, note, say, take_up, withdraw

__all__ = [
    "NotComplete", "Reasons", "accept", "answer_correction", "ask_correction", "assign", "begin", "grant", "note",
    "propose", "refuse", "save_step", "say", "submit", "take_up", "withdraw",
]  # fmt: skip

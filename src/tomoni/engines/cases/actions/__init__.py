"""Everything that can happen to a draft and to a case. Each verb is keyword-only, one transaction, and journals."""

from ..reasons import NoReasons, Reasons
from .deciding import NotDecidedHere, grant, propose, refuse, withdraw
from .drafting import (
    NotComplete,
    NotConfirmed,
    NotProven,
    begin,
    belongs_to_resident,
    judge,
    save_step,
    submit,
    taken_to_the_counter,
)
from .examining import NothingSaid, accept, answer_correction, ask_correction, assign, note, say, take_up
from .helping import NoConsent, NoScan, Spokesperson, begin_for, hand_in_for, keep_scan
from .waiting import come_back, consult, reply, send_through, tell_delay

__all__ = [
    "NoConsent", "NoReasons", "NoScan", "NotComplete", "NotConfirmed", "NotDecidedHere", "NotProven", "NothingSaid",
    "Reasons", "Spokesperson", "accept", "answer_correction", "ask_correction", "assign", "begin", "begin_for",
    "belongs_to_resident", "come_back", "consult", "grant", "hand_in_for", "judge", "keep_scan", "note", "propose",
    "refuse", "reply", "save_step", "say", "send_through", "submit", "take_up", "taken_to_the_counter", "tell_delay",
    "withdraw",
]  # fmt: skip

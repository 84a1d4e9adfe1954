"""Everything that can happen to a draft and to a case. Each verb is keyword-only, one transaction, and journals."""

from ..reasons import NoReasons, Reasons
from .deciding import NotDecidedHere, grant, propose, refuse, withdraw
from .drafting import NotComplete, NotProven, begin, belongs_to_resident, judge, save_step, submit, taken_to_the_counter
from .examining import NothingSaid, accept, answer_correction, ask_correction, assign, note, say, take_up
from .waiting import come_back, consult, reply, send_through, tell_delay

__all__ = [
    "NoReasons", "NotComplete", "NotDecidedHere", "NotProven", "NothingSaid", "Reasons", "accept", "answer_correction",
    "ask_correction", "assign", "begin", "belongs_to_resident", "come_back", "consult", "grant", "judge", "note",
    "propose", "refuse", "reply", "save_step", "say", "send_through", "submit", "take_up", "taken_to_the_counter",
    "tell_delay", "withdraw",
]  # fmt: skip

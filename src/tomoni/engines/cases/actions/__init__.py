"""Everything that can happen to a draft and to a case. Each verb is keyword-only, one transaction, and journals."""

from ..reasons import NoReasons, Reasons
from .again import begin_again, link
from .appealing import (
    NotImpartial,
    NotToBeFought,
    TooLate,
    appeal,
    ask_board,
    defend,
    rebut,
    review,
    rule,
    withdraw_appeal,
)
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
    "NoConsent", "NoReasons", "NoScan", "NotComplete", "NotConfirmed", "NotDecidedHere", "NotImpartial", "NotProven",
    "NotToBeFought", "NothingSaid", "Reasons", "Spokesperson", "TooLate", "accept", "answer_correction", "appeal",
    "ask_board", "ask_correction", "assign", "begin", "begin_again", "begin_for", "belongs_to_resident", "come_back",
    "consult", "defend", "grant", "hand_in_for", "judge", "keep_scan", "link", "note", "propose", "rebut", "refuse",
    "reply", "review", "rule", "save_step", "say", "send_through", "submit", "take_up", "taken_to_the_counter",
    "tell_delay", "withdraw", "withdraw_appeal",
]  # fmt: skip

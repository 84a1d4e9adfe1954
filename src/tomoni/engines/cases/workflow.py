"""The life of a case, as one table of allowed moves.

There is no move "returned": what lacks something is corrected or refused (行政手続法 第7条). A notification is complete
once it has arrived in due form (第37条): it is never granted, only accepted.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What the law makes of it: something the city must decide, or something the city is told."""

    APPLICATION = "APPLICATION", _("申請")
    NOTIFICATION = "NOTIFICATION", _("届出")


class State(models.TextChoices):
    RECEIVED = "RECEIVED", _("届きました")
    EXAMINING = "EXAMINING", _("審査しています")
    CORRECTION = "CORRECTION", _("補正をお待ちしています")
    PROPOSED = "PROPOSED", _("決裁を待っています")
    GRANTED = "GRANTED", _("認められました")
    REFUSED = "REFUSED", _("認められませんでした")
    ACCEPTED = "ACCEPTED", _("手続きが済みました")
    WITHDRAWN = "WITHDRAWN", _("取り下げられました")


class Entrance(models.TextChoices):
    """The door a case came in by. Whoever typed it for somebody else stands beside it."""

    ONLINE = "ONLINE", _("オンライン")
    COUNTER = "COUNTER", _("窓口")
    PHONE = "PHONE", _("電話")
    PAPER = "PAPER", _("紙")
    PROXY = "PROXY", _("代理の人")


OPEN = frozenset({State.RECEIVED, State.EXAMINING, State.CORRECTION, State.PROPOSED})
CLOSED = frozenset(State) - OPEN

#                    verb              from                                   to
MOVES: dict[str, tuple[frozenset[State], State]] = {
    "take_up":          (frozenset({State.RECEIVED}),                         State.EXAMINING),
    "ask_correction":   (frozenset({State.EXAMINING}),                        State.CORRECTION),
    "answer_correction":(frozenset({State.CORRECTION}),                       State.EXAMINING),
    "propose":          (frozenset({State.EXAMINING, State.CORRECTION}),      State.PROPOSED),
    "reconsider":       (frozenset({State.PROPOSED}),                         State.EXAMINING),
    "grant":            (frozenset({State.PROPOSED}),                         State.GRANTED),
    "refuse":           (frozenset({State.PROPOSED}),                         State.REFUSED),
    "accept":           (frozenset({State.EXAMINING}),                        State.ACCEPTED),
    "withdraw":         (OPEN,                                                State.WITHDRAWN),
}  # fmt: skip


class AppealState(models.TextChoices):
    """Where an appeal stands (審査請求)."""

    RECEIVED = "RECEIVED", _("審査請求が届きました")
    DEFENCE = "DEFENCE", _("決めた課の説明（弁明書）を待っています")
    REBUTTAL = "REBUTTAL", _("説明への反論を受け付けています")
    ADVICE = "ADVICE", _("審査会に意見を聞いています（諮問）")
    RULED = "RULED", _("裁決がありました")
    WITHDRAWN = "WITHDRAWN", _("審査請求が取り下げられました")


OPEN_APPEAL = frozenset({AppealState.RECEIVED, AppealState.DEFENCE, AppealState.REBUTTAL, AppealState.ADVICE})

#                    verb              from                                             to
APPEAL_MOVES: dict[str, tuple[frozenset[AppealState], AppealState]] = {
    "review":           (frozenset({AppealState.RECEIVED}),                             AppealState.DEFENCE),
    "defend":           (frozenset({AppealState.DEFENCE}),                              AppealState.REBUTTAL),
    "rebut":            (frozenset({AppealState.REBUTTAL}),                             AppealState.REBUTTAL),
    "ask_board":        (frozenset({AppealState.REBUTTAL}),                             AppealState.ADVICE),
    "rule":             (OPEN_APPEAL,                                                   AppealState.RULED),
    "withdraw_appeal":  (OPEN_APPEAL,                                                   AppealState.WITHDRAWN),
}  # fmt: skip


class NotNow(Exception):
    """The case does not stand where this move begins."""

    def __init__(self, verb: str, state: str, states: type[State | AppealState] = State) -> None:
        super().__init__(f"{verb} is no move from {state}")
        self.verb, self.state = verb, states(state)


def after(verb: str, state: str) -> State:
    """The state that `verb` leads to from `state`; NotNow when the table has no such move."""
    begins, leads_to = MOVES[verb]
    if state not in begins:
        raise NotNow(verb, state)
    return leads_to


def after_appeal(verb: str, state: str) -> AppealState:
    """The same for an appeal."""
    begins, leads_to = APPEAL_MOVES[verb]
    if state not in begins:
        raise NotNow(verb, state, AppealState)
    return leads_to

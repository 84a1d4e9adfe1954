"""What can be done with one case at the desk: the form of each act, when it is offered, and what it does."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tomoni.common.people.api import Clerk

from .actions import (
    Reasons,
    accept,
    ask_correction,
    assign,
    come_back,
    consult,
    note,
    propose,
    say,
    send_through,
    take_up,
    tell_delay,
)
from .desk_forms import (
    Assigning,
    Consulting,
    Correcting,
    Delaying,
    Noting,
    Proposing,
    Saying,
    SendingThrough,
    may_decide,
)
from .models import Case
from .workflow import Kind, State

Given = dict[str, Any]
Done = str

FORMS: dict[str, Callable[[Case, Any], forms.Form]] = {
    "propose": lambda case, data: Proposing(data),
    "correct": Correcting,
    "say": lambda case, data: Saying(data),
    "note": lambda case, data: Noting(data),
    "assign": Assigning,
    "delay": Delaying,
    "through": SendingThrough,
    "consult": Consulting,
}
OFFERED: dict[str, Callable[[Case], bool]] = {
    "propose": may_decide,
    "correct": lambda case: case.state in (State.RECEIVED, State.EXAMINING),
    "say": lambda case: True,
    "note": lambda case: True,
    "assign": lambda case: case.is_open,
    "delay": lambda case: case.is_open and case.kind == Kind.APPLICATION,
    "through": lambda case: case.is_open and all(leg.back_on for leg in case.legs.all()),
    "consult": lambda case: case.is_open,
}
NEVER_STALE = frozenset({"note", "take-up", "consult"})  # they take nothing away from what another clerk does


def _take_up(case: Case, clerk: Clerk, given: Given) -> Done:
    take_up(case, who=clerk)
    return _("あなたが担当になりました。")


def _accept(case: Case, clerk: Clerk, given: Given) -> Done:
    accept(case, who=clerk)
    return _("届出の手続きを済ませました。")


def _propose(case: Case, clerk: Clerk, given: Given) -> Done:
    reasons = Reasons(article=given["article"], facts=given["facts"], reasoning=given["reasoning"])
    propose(case, outcome=given["outcome"], who=clerk, reasons=reasons, words=given["words"])
    return _("起案しました。決裁の順に回ります。")


def _correct(case: Case, clerk: Clerk, given: Given) -> Done:
    if case.state == State.RECEIVED:
        take_up(case, who=clerk)
    ask_correction(case, what=given["what"], keys=given["keys"], reply_by=given["reply_by"], who=clerk)
    return _("補正をお願いしました。日数は止まっています。")


def _say(case: Case, clerk: Clerk, given: Given) -> Done:
    say(case, text=given["text"], clerk=clerk)
    return _("申請した人に送りました。")


def _note(case: Case, clerk: Clerk, given: Given) -> Done:
    note(case, text=given["text"], clerk=clerk)
    return _("メモを残しました。")


def _assign(case: Case, clerk: Clerk, given: Given) -> Done:
    assign(case, to=given["to"], who=clerk)
    return _("担当を変えました。")


def _delay(case: Case, clerk: Clerk, given: Given) -> Done:
    tell_delay(case, reason=given["reason"], stands=given["stands"], outlook=given["outlook"], who=clerk)
    return _("遅れるわけと見込みを、申請した人に知らせました。")


def _through(case: Case, clerk: Clerk, given: Given) -> Done:
    leg = send_through(case, through=given["through"], within=given["within"], who=clerk)
    return _("%(through)sに送ったことを残しました。市の日数は止まっています。") % {"through": leg.through}


def _back(case: Case, clerk: Clerk, given: Given) -> Done:
    come_back(case, who=clerk)
    return _("届いたことを残しました。次の開庁日から市の日数を数えます。")


def _consult(case: Case, clerk: Clerk, given: Given) -> Done:
    consult(case, section=given["section"], question=given["question"], reply_by=given["reply_by"], who=clerk)
    return _("%(section)sに聞きました。") % {"section": given["section"].name}


ACTS: dict[str, Callable[[Case, Clerk, Given], Done]] = {
    "take-up": _take_up,
    "accept": _accept,
    "propose": _propose,
    "correct": _correct,
    "say": _say,
    "note": _note,
    "assign": _assign,
    "delay": _delay,
    "through": _through,
    "back": _back,
    "consult": _consult,
}

"""What can be done with one case at the desk: the form of each act, when it is offered, and what it does."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tomoni.common.people.api import Clerk, Person

from .actions import (
    Reasons,
    accept,
    ask_correction,
    assign,
    come_back,
    consult,
    defend,
    link,
    note,
    propose,
    say,
    send_through,
    take_up,
    tell_delay,
)
from .appeal_forms import Defending
from .desk_forms import (
    Assigning,
    Consulting,
    Correcting,
    Delaying,
    Linking,
    Noting,
    Proposing,
    Saying,
    SendingThrough,
    may_decide,
)
from .models import Appeal, Case
from .rights import sees
from .workflow import AppealState, Kind, NotNow, State

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
    "defend": Defending,
    "link": Linking,
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
    "defend": lambda case: _to_defend(case) is not None,
    "link": lambda case: True,
}


class Refused(Exception):
    """It cannot be done; the text says why."""


NEVER_STALE = frozenset(
    {"note", "take-up", "consult", "defend", "link"}
)  # they take nothing away from what another clerk does


def _to_defend(case: Case) -> Appeal | None:
    return next((one for one in case.appeals.all() if one.state == AppealState.DEFENCE), None)


def _take_up(case: Case, clerk: Clerk, given: Given) -> Done:
    take_up(case, who=clerk)
    return _("あなたが担当になりました。")


def _accept(case: Case, clerk: Clerk, given: Given) -> Done:
    accept(case, who=clerk)
    return _("手続きを済ませました。")


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


def _defend(case: Case, clerk: Clerk, given: Given) -> Done:
    appeal = _to_defend(case)
    if appeal is None:
        raise NotNow("defend", AppealState.REBUTTAL, AppealState)
    defend(appeal, defence=given["defence"], rebuttal_by=given["rebuttal_by"], who=clerk)
    return _("説明（弁明書）を、審査請求した人に送りました。")


def _link(case: Case, clerk: Clerk, given: Given) -> Done:
    if not sees(Person(clerk=clerk), given["number"].procedure):
        raise Refused(_("この番号の申請は見つかりません"))
    link(case, other=given["number"], why=given["why"], who=clerk)
    return _("関係のある申請として残しました。")


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
    "defend": _defend,
    "link": _link,
}

"""Appeals at the desk of those who review them. Whoever had a part in the decision is not let in by this door."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tomoni.base.doors import open_to
from tomoni.common.people.api import Clerk, clerk_of, duty, seen

from ..actions import NotImpartial, ask_board, review, rule
from ..appeal_forms import AskingBoard, Reviewing, RulingOn
from ..clock import day_of
from ..models import Appeal, Ruling
from ..rights import REVIEWS
from ..workflow import AppealState, NotNow

Given = dict[str, Any]

FORMS: dict[str, Callable[[Appeal, Any], forms.Form]] = {
    "review": Reviewing, "board": AskingBoard, "rule": RulingOn,
}  # fmt: skip
OFFERED: dict[str, Callable[[Appeal], bool]] = {
    "review": lambda appeal: appeal.state == AppealState.RECEIVED,
    "board": lambda appeal: appeal.state == AppealState.REBUTTAL,
    "rule": lambda appeal: appeal.is_open,
}


@never_cache
@require_safe
@open_to(duty(REVIEWS))
def appeals(request: HttpRequest) -> HttpResponse:
    """All appeals: the open ones first."""
    found = Appeal.objects.select_related("case__definition", "officer").order_by("closed_on", "arrived_at")
    open_first = sorted(found, key=lambda each: (not each.is_open, each.arrived_at))
    return render(request, "cases/desk/appeals.html", {"appeals": open_first})


def _found(number: str) -> Appeal:
    related = ("case__definition", "case__notice", "case__resident", "officer", "defence_by")
    return get_object_or_404(Appeal.objects.select_related(*related), number=number)


@never_cache
@require_safe
@open_to(duty(REVIEWS))
def appeal(request: HttpRequest, number: str) -> HttpResponse:
    """One appeal with both sides' words. Whoever opens it is noted."""
    found = _found(number)
    seen(who=clerk_of(request), about=found.case, whose=found.case.resident, why=_("審査請求の審理"), screen="appeal")
    return _page(request, found)


def _page(request: HttpRequest, found: Appeal, typed: forms.Form | None = None, status: int = 200) -> HttpResponse:
    offered = {name: make(found, None) for name, make in FORMS.items() if OFFERED[name](found)}
    if typed is not None:
        offered[typed.prefix or ""] = typed
    context = {
        "appeal": found,
        "case": found.case,
        "notice": found.case.notice,
        "arrived_on": day_of(found.arrived_at),
        "offered": offered,
        "opened": {typed.prefix: True} if typed is not None else {},
        "wrong": typed if typed is not None and typed.errors else None,
    }
    return render(request, "cases/desk/appeal.html", context, status=status)


def _review(appeal: Appeal, clerk: Clerk, given: Given) -> str:
    review(appeal, officer=given["officer"], who=clerk)
    return _("審理する人を決め、決めた課に説明（弁明書）を求めました。")


def _board(appeal: Appeal, clerk: Clerk, given: Given) -> str:
    ask_board(appeal, board=given["board"], who=clerk)
    return _("諮問したことを残しました。")


def _rule(appeal: Appeal, clerk: Clerk, given: Given) -> str:
    rule(
        appeal, ruling=Ruling(given["ruling"]), reasons=given["reasons"], advice=given["advice"],
        no_board_because=given["no_board_because"], who=clerk,
    )  # fmt: skip
    return _("裁決を残し、審査請求した人に知らせました。")


ACTS: dict[str, Callable[[Appeal, Clerk, Given], str]] = {"review": _review, "board": _board, "rule": _rule}


@never_cache
@require_POST
@open_to(duty(REVIEWS))
def act(request: HttpRequest, number: str, what: str) -> HttpResponseBase:
    """One step; what was typed comes back when it could not be done."""
    if what not in ACTS:
        raise Http404
    found = _found(number)
    form = FORMS[what](found, request.POST)
    if not form.is_valid():
        return _page(request, found, form, 422)
    try:
        messages.success(request, ACTS[what](found, clerk_of(request), form.cleaned_data))
    except NotNow:
        messages.error(request, _("ほかの人が先に進めたか、まだその段階ではありません。いまの状態を確かめてください。"))
        return _page(request, _found(number), form, 409)
    except NotImpartial:
        messages.error(request, _("この決定にかかわった職員は、審理できません。"))
        return _page(request, found, form, 422)
    return redirect("desk-appeal", number)

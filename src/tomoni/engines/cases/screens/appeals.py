"""The appellant's side of an appeal: the link of the case lets one be lodged, its own link lets it be seen."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tomoni.base.doors import PUBLIC, open_to
from tomoni.common.people.api import person_of

from ..actions import NotToBeFought, TooLate, appeal, begin_again, rebut, withdraw_appeal
from ..appeal_forms import Lodging, Rebutting
from ..clock import day_of
from ..knocks import may_knock
from ..models import Appeal, Case
from ..queries import case_with_token
from ..remedy_variants import MAYOR, variants
from ..words import short_day
from ..workflow import AppealState, NotNow
from .filling import remember, slow_down


def may_be_fought(case: Case) -> bool:
    """Whether an appeal against the decision can be lodged here: it is the mayor's to rule on, and none is open."""
    notice = getattr(case, "notice", None)
    variant = case.definition.content["remedies"]
    here = variant in variants and variants[variant].appeal_body == MAYOR
    return bool(notice and notice.appeal_by) and here and not case.appeals.filter(closed_on=None).exists()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
def lodge(request: HttpRequest, token: str) -> HttpResponseBase:
    """審査請求書. After the last day it is taken in too, when a reason is given: whether it holds is ruled on."""
    case = case_with_token(token)
    if case is None or getattr(case, "notice", None) is None:
        raise Http404
    if not may_be_fought(case):
        return redirect("case", token)
    form = Lodging(case, request.POST if request.method == "POST" else None)
    if form.is_bound and not may_knock(request, "say"):
        return slow_down(request)
    if form.is_valid():
        try:
            lodged = appeal(case, **form.cleaned_data, who=person_of(request).resident)
        except TooLate as late:
            day = short_day(late.last_day)
            words = _("期限（%(day)s）を過ぎています。期限までに出せなかったわけを書いてください") % {"day": day}
            form.add_error("late_because", words)
        except NotToBeFought:  # lodged meanwhile, on another device
            return redirect("case", token)
        else:
            messages.success(
                request, _("審査請求を受け取りました。番号は %(number)s です。") % {"number": lodged.number}
            )
            return redirect("appeal", lodged.token)
    context = {"case": case, "form": form, "notice": case.notice}
    return render(request, "cases/appeal_lodge.html", context, status=422 if form.errors else 200)


def _appeal(token: str) -> Appeal:
    related = ("case__definition", "case__notice", "case__resident")
    return get_object_or_404(Appeal.objects.select_related(*related), token=token)


@never_cache
@require_safe
@open_to(PUBLIC)
def status(request: HttpRequest, token: str) -> HttpResponse:
    """How it stands, what is asked of the appellant, and the ruling."""
    return _page(request, _appeal(token), Rebutting())


def _page(request: HttpRequest, found: Appeal, form: Rebutting) -> HttpResponse:
    context = {
        "appeal": found,
        "case": found.case,
        "arrived_on": day_of(found.arrived_at),
        "form": form if found.state == AppealState.REBUTTAL else None,
    }
    return render(request, "cases/appeal.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
@open_to(PUBLIC)
def answer(request: HttpRequest, token: str) -> HttpResponseBase:
    """反論書: what the appellant says to the defence."""
    found = _appeal(token)
    if not may_knock(request, "say"):
        return slow_down(request)
    form = Rebutting(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        rebut(found, rebuttal=form.cleaned_data["rebuttal"], who=person_of(request).resident)
        messages.success(request, _("反論を受け取りました。"))
    except NotNow:
        messages.error(request, _("いまは反論を受け付けていません。状態を確かめてください。"))
        return _page(request, _appeal(token), form)
    return redirect("appeal", token)


@never_cache
@require_POST
@open_to(PUBLIC)
def take_back(request: HttpRequest, token: str) -> HttpResponseBase:
    """Withdraw it; asked for by a tick beside the button."""
    found = _appeal(token)
    if request.POST.get("sure") == "yes":
        try:
            withdraw_appeal(found, who=person_of(request).resident)
            messages.success(request, _("審査請求を取り下げました。"))
        except NotNow:
            messages.error(request, _("ちょうど手続きが進んだところです。いまの状態を確かめてください。"))
    else:
        messages.error(request, _("取り下げるときは、確かめの印を付けてから押してください。"))
    return redirect("appeal", token)


@never_cache
@require_POST
@open_to(PUBLIC)
def again(request: HttpRequest, token: str) -> HttpResponseBase:
    """Hand in anew what was refused or withdrawn, with what was answered already in its place."""
    case = case_with_token(token)
    if case is None:
        raise Http404
    if not may_knock(request, "begin"):
        return slow_down(request)
    try:
        draft = begin_again(case, who=person_of(request).resident)
    except NotNow:
        return redirect("case", token)
    remember(request, draft)
    return redirect("draft-step", draft.token, 1)

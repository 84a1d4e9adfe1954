"""Confirming what a clerk typed for somebody: on a screen of their own, on paper, or read out (書かない窓口)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tomoni.base.doors import PUBLIC, open_to
from tomoni.common.files.api import WrongFile, hand_out, keep
from tomoni.common.people.api import clerk_of

from ..actions import NoScan, NotComplete, hand_in_for, judge, keep_scan
from ..desk_forms import HandingIn
from ..filling import ATTACHMENT
from ..models import Assistance, Confirmed, Draft
from ..queries import answers_of, files_among
from ..rights import EXAMINES_SOME
from .filling import draft_or_answer, opens


def _with_help(request: HttpRequest, token: str) -> tuple[Draft | None, HttpResponseBase]:
    """The draft of an address that a clerk types, or the answer to give instead."""
    draft, instead = draft_or_answer(request, token)
    if draft is not None and not hasattr(draft, "assistance"):
        return None, redirect("draft-check", token)
    return draft, instead


def _shown(draft: Draft, *, editing: bool) -> dict[str, Any]:
    clean, wrong = judge(draft)
    kept, definition = draft.answers | clean, draft.definition

    def back_to(number: int, question: Any) -> str:
        return f"{reverse('draft-step', args=[draft.token, number])}?back=check#id_{question.key}"

    groups = answers_of(definition, kept, files_among(definition, kept), url=back_to if editing else None)
    return {"draft": draft, "says": definition.content, "help": draft.assistance, "groups": groups,
            "wrong": list(wrong.values())}  # fmt: skip


# The clerk's side


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(EXAMINES_SOME)
def hand_in(request: HttpRequest, token: str) -> HttpResponseBase:
    """What was typed, and the ways to have it confirmed; then it arrives, and the next of the package is opened."""
    draft, instead = _with_help(request, token)
    if draft is None:
        return instead
    help_: Assistance = draft.assistance
    posted = request.method == "POST"
    form = HandingIn(help_, request.POST, request.FILES) if posted else HandingIn(help_)
    if posted and form.is_valid() and _scan_kept(request, form, draft):
        confirmed = Confirmed(form.cleaned_data["confirmed"])
        try:
            case = hand_in_for(draft, confirmed=confirmed, clerk=clerk_of(request))
        except (NotComplete, NoScan):
            return redirect("desk-hand-in", token)
        messages.success(request, _("受け付けました。受付番号は %(number)s です。") % {"number": case.number})
        return _next_of_package(draft, case.number)
    context = _shown(draft, editing=True) | {"form": form}
    return render(request, "cases/desk/hand_in.html", context, status=422 if form.errors else 200)


def _scan_kept(request: HttpRequest, form: HandingIn, draft: Draft) -> bool:
    """Whether the picture of the paper, if any, was taken in; otherwise the form says what is wrong with it."""
    upload = form.cleaned_data.get("scan")
    if upload is None:
        return True
    clerk = clerk_of(request)
    try:
        keep_scan(draft, scan=keep(upload, owner=clerk, purpose=ATTACHMENT), clerk=clerk)
    except WrongFile as wrong:
        form.add_error("scan", str(wrong))
        return False
    return True


def _next_of_package(draft: Draft, number: str) -> HttpResponseBase:
    waiting = Draft.objects.filter(package=draft.package_id, case=None) if draft.package_id else Draft.objects.none()
    following = waiting.exclude(pk=draft.pk).order_by("pk").first()
    return redirect("draft", following.token) if following else redirect("desk-case", number)


@never_cache
@require_safe
@open_to(EXAMINES_SOME)
def printed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The check as a page to be printed and signed."""
    draft, instead = _with_help(request, token)
    if draft is None:
        return instead
    return render(request, "cases/desk/hand_in_print.html", _shown(draft, editing=False))


@never_cache
@require_safe
@open_to(EXAMINES_SOME)
def scan(request: HttpRequest, token: str) -> HttpResponseBase:
    """The picture of the paper, while a clerk types from it."""
    draft = get_object_or_404(Draft.objects.select_related("assistance__scan"), token=token)
    help_ = getattr(draft, "assistance", None)
    if not opens(request, draft) or help_ is None or help_.scan is None:
        raise Http404
    return hand_out(help_.scan)


# The applicant's side


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
def confirm(request: HttpRequest, token: str) -> HttpResponseBase:
    """On a tablet at the counter, or on one's own telephone: is it right? One button hands it in."""
    draft, instead = _with_help(request, token)
    if draft is None:
        return instead
    if request.method == "POST":
        try:
            case = hand_in_for(draft, confirmed=Confirmed.SCREEN)
        except (NotComplete, NoScan):
            return redirect("draft-confirm", token)
        return redirect("case-receipt", case.token)
    return _confirm_page(request, draft)


def _confirm_page(request: HttpRequest, draft: Draft) -> HttpResponse:
    return render(request, "cases/confirm.html", _shown(draft, editing=False))

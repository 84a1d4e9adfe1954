"""One sheet at the desk: what it knows, and the one thing that is asked of whoever opens it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tomoni.base import clock
from tomoni.base.doors import open_to
from tomoni.base.my_number import holds_my_number
from tomoni.common.people.api import clerk_of, duty, may, person_of

from .. import actions, wording
from ..desk import why
from ..forms import AnswerForm, CheckForm, NoteForm, OpinionForm, SheetForm
from ..models import EvaluationSheet
from ..rights import TAKES_PART
from ..rules import CHECK, COMMITTEE, OPEN, WRITE, NotNow, State
from ..settings import rules_here
from .public import shown

Act = Callable[[HttpRequest, EvaluationSheet, forms.Form], EvaluationSheet]


def found_or_404(year: int, code: str) -> EvaluationSheet:
    sheets = EvaluationSheet.objects.of(year, code).select_related("evaluation", "section", "written_by")
    return get_object_or_404(sheets)


@never_cache
@require_http_methods(["GET", "POST"])
@open_to(TAKES_PART)
def sheet(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The sheet, and the form of what comes next where that is this clerk's part."""
    found = found_or_404(year, code)
    part = part_of(request, found)
    if request.method == "GET":
        return _page(request, found, part, form_for(part, found, None) if part else None)
    if part is None or request.POST.get("do") != part:
        return _elsewhere(request, found)
    form = form_for(part, found, request.POST)
    if not form.is_valid():
        _keep_anyway(request, found, part)
        return _page(request, found, part, form, status=422)
    return _acted(request, found, part, form)


def _acted(request: HttpRequest, sheet: EvaluationSheet, part: str, form: forms.Form) -> HttpResponse:
    """Do it, and go on to the next sheet; or say on this one why not."""
    try:
        moved = ACTS[part](request, sheet, form)
    except NotNow:
        return _elsewhere(request, sheet)
    except actions.NotYours as refused:
        raise PermissionDenied from refused
    except actions.DifferenceUnexplained:
        form.add_error("difference", _("評価が規則による判定とちがいます。なぜちがうか書いてください。"))
        return _page(request, sheet, part, form, status=422)
    except actions.WrittenMeanwhile:
        sheet.refresh_from_db()
        said = _("%(who)sがこのあいだに書きました。下の文を見て、もう一度出してください。")
        form.add_error(None, said % {"who": sheet.written_by})
        return _page(request, sheet, part, form, status=409, theirs=True)
    messages.success(request, _("%(code)s：%(state)s") % {"code": moved.code, "state": moved.get_state_display()})
    return redirect(next_for(request, moved) or moved.evaluation)


@require_POST
@open_to(duty(WRITE))
def keep(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Keep what is being typed; answered without a page, with what the form says of it."""
    found = found_or_404(year, code)
    try:
        actions.keep(found, _texts(request), clerk=clerk_of(request), opened_at=_opened_at(request))
    except actions.NotYours as refused:
        raise PermissionDenied from refused
    except (actions.WrittenMeanwhile, NotNow):
        says = _("まだ保存していません。ほかの人が先に書きました。「企画へ出す」を押すと、両方の文が見られます。")
        return JsonResponse({"kept": False, "says": says})
    return JsonResponse({"kept": True, "says": _("保存しました（%(time)s）") % {"time": f"{clock.now():%H:%M}"}})


@require_POST
@open_to(duty(WRITE))
def take_back(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The section takes back what nobody has checked yet."""
    found = found_or_404(year, code)
    try:
        actions.take_back(found, clerk=clerk_of(request))
    except actions.NotYours as refused:
        raise PermissionDenied from refused
    except NotNow:
        return _elsewhere(request, found)
    messages.success(request, _("引き戻しました。直して、もう一度出してください。"))
    return redirect(found)


def part_of(request: HttpRequest, sheet: EvaluationSheet) -> str | None:
    """What is this clerk's part now: write, check, review, answer, note; None where it is somebody else's."""
    person = person_of(request)
    writes = actions.may_write(clerk_of(request), sheet, clock.today())
    parts = {
        State.WRITING: "write" if writes else None,
        State.ASKED: "write" if writes else None,
        State.HANDED_IN: "check" if may(person, CHECK) else None,
        State.CHECKED: "review" if may(person, COMMITTEE) else None,
        State.REVIEWED: "answer" if writes else None,
        State.PUBLISHED: "note" if may(person, OPEN) else None,
    }
    return parts.get(State(sheet.state))


def form_for(part: str, sheet: EvaluationSheet, typed: Any) -> forms.Form:
    if part == "write":
        written = {name: getattr(sheet, name) for name in actions.OWN_TEXTS}
        return SheetForm(typed, initial=written, rules=rules_here(), asked=sheet.state == State.ASKED)
    return {"check": CheckForm, "review": OpinionForm, "answer": AnswerForm, "note": NoteForm}[part](typed)


def next_for(request: HttpRequest, sheet: EvaluationSheet) -> EvaluationSheet | None:
    """The next sheet of the year that waits for this clerk, so that one goes from sheet to sheet."""
    waiting = EvaluationSheet.objects.waiting_for(clerk_of(request), clock.today())
    own = waiting.filter(evaluation=sheet.evaluation).exclude(state=State.READY).exclude(pk=sheet.pk)
    later = own.filter(order__gt=sheet.order).order_by("order").first()
    return later or own.order_by("order").first()


def _write(request: HttpRequest, sheet: EvaluationSheet, form: forms.Form) -> EvaluationSheet:
    clerk = clerk_of(request)
    kept = actions.keep(sheet, form.cleaned_data, clerk=clerk, opened_at=_opened_at(request))
    return actions.hand_in(kept, clerk=clerk, reply=form.cleaned_data.get("reply", ""))


def _check(request: HttpRequest, sheet: EvaluationSheet, form: forms.Form) -> EvaluationSheet:
    if form.cleaned_data["outcome"] == "check":
        return actions.check(sheet, clerk=clerk_of(request))
    return actions.ask(sheet, clerk=clerk_of(request), question=form.cleaned_data["question"])


def _review(request: HttpRequest, sheet: EvaluationSheet, form: forms.Form) -> EvaluationSheet:
    return actions.review(sheet, clerk=clerk_of(request), **form.cleaned_data)


def _answer(request: HttpRequest, sheet: EvaluationSheet, form: forms.Form) -> EvaluationSheet:
    said = form.cleaned_data
    return actions.answer(sheet, clerk=clerk_of(request), decision=said["decision"], words=said["answer_words"])


def _note(request: HttpRequest, sheet: EvaluationSheet, form: forms.Form) -> EvaluationSheet:
    return actions.note(sheet, clerk=clerk_of(request), words=form.cleaned_data["words"]).sheet


ACTS: dict[str, Act] = {"write": _write, "check": _check, "review": _review, "answer": _answer, "note": _note}


def _page(
    request: HttpRequest,
    sheet: EvaluationSheet,
    part: str | None,
    form: forms.Form | None,
    *,
    status: int = 200,
    theirs: bool = False,
) -> HttpResponse:
    moves = list(sheet.moves.select_related("clerk"))
    question = next((move for move in reversed(moves) if move.verb == "ask"), None)
    writes = actions.may_write(clerk_of(request), sheet, clock.today())
    context = shown(sheet) | {
        "part": part,
        "form": form,
        "why": why(sheet.state) if part else "",
        "theirs": theirs,
        "opened_at": clock.now().isoformat(),
        "question": question if question and sheet.state == State.ASKED else None,
        "way": wording.way_of(moves),
        "notes": list(sheet.notes.select_related("clerk")),
        "written_by_members": [one.words for one in sheet.remarks.all()] if part == "review" else [],
        "reminders": list(sheet.reminders.all()),
        "can_take_back": writes and sheet.state == State.HANDED_IN,
        "neighbours": _neighbours(sheet),
    }
    return render(request, "evaluation/desk/sheet.html", context, status=status)


def _neighbours(sheet: EvaluationSheet) -> dict[str, str]:
    codes = list(sheet.evaluation.sheets.order_by("order", "code").values_list("code", flat=True))
    at = codes.index(sheet.code)
    return {
        "before": codes[at - 1] if at else "",
        "after": codes[at + 1] if at + 1 < len(codes) else "",
    }


def _keep_anyway(request: HttpRequest, sheet: EvaluationSheet, part: str) -> None:
    """What was typed stays, even where the form is not whole yet."""
    if part == "write":
        try:
            actions.keep(sheet, _texts(request), clerk=clerk_of(request), opened_at=_opened_at(request))
        except (actions.WrittenMeanwhile, NotNow):
            return


def _texts(request: HttpRequest) -> dict[str, str]:
    """The section's texts of a form, as far as they go; one with a My Number in it is not kept."""
    typed = {name: request.POST[name][:MOST_TYPED] for name in actions.OWN_TEXTS if name in request.POST}
    return {name: text for name, text in typed.items() if not holds_my_number(text)}


MOST_TYPED = 4000


def _opened_at(request: HttpRequest) -> datetime:
    """When the form was opened; without a word of it, long ago, so that nobody else's words are overwritten."""
    try:
        at = parse_datetime(request.POST.get("opened_at", ""))
    except ValueError:
        at = None
    return at if at is not None and at.tzinfo is not None else datetime(2000, 1, 1, tzinfo=clock.JAPAN)


def _elsewhere(request: HttpRequest, sheet: EvaluationSheet) -> HttpResponse:
    messages.error(request, _("このシートは、もう先へ進んでいます。いまの状態を見てください。"))
    return redirect(sheet)

"""The desk of the evaluation: open a year, chase its sheets, have them published."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tomoni.base.clock import today
from tomoni.base.doors import open_to
from tomoni.common.people.api import clerk_of, duty, may, person_of

from .. import actions
from ..forms import OpenForm, SheetsFilter, days_proposed
from ..models import STATES, Evaluation, EvaluationSheet
from ..queries import chase_list, due_for_a_reminder, sheets_of_year, states_of
from ..rights import TAKES_PART
from ..rules import COMMITTEE, OPEN, State
from ..settings import rules_here


@never_cache
@require_safe
@open_to(TAKES_PART)
def years(request: HttpRequest) -> HttpResponse:
    """The years that were opened, with how far their sheets are."""
    words = dict(STATES)
    shown = []
    for evaluation in Evaluation.objects.prefetch_related("sheets"):
        counted = states_of(evaluation.sheets.all())
        shown.append((evaluation, [(words[state], number) for state, number in counted.items()]))
    person = person_of(request)
    may_do = {"may_open": may(person, OPEN), "keeps_committee": may(person, COMMITTEE)}
    return render(request, "evaluation/desk/years.html", {"years": shown} | may_do)


@never_cache
@require_http_methods(["GET", "POST"])
@open_to(duty(OPEN))
def open_year(request: HttpRequest) -> HttpResponse:
    """Open the sheets of all groups in one act."""
    opened = set(Evaluation.objects.values_list("year", flat=True))
    form = OpenForm(request.POST or None, initial=days_proposed(rules_here(), opened=opened))
    if request.method == "POST" and form.is_valid():
        try:
            evaluation = actions.open_evaluation(clerk=clerk_of(request), **form.cleaned_data)
        except actions.AlreadyOpen:
            form.add_error("year", _("この年度の評価は、もう始まっています。"))
        except actions.SectionMissing as missing:
            form.add_error(None, str(missing))
        else:
            number = evaluation.sheets.count()
            messages.success(request, _("%(number)d枚のシートを始めました。") % {"number": number})
            return redirect(evaluation)
    return render(request, "evaluation/desk/open.html", {"form": form})


@never_cache
@require_safe
@open_to(TAKES_PART)
def year(request: HttpRequest, year: int) -> HttpResponse:
    """All sheets of a year; above them who has not handed in, and what is ready to be published."""
    evaluation = get_object_or_404(Evaluation, year=year)
    sheets = list(sheets_of_year(evaluation))
    sections = {sheet.section.code: str(sheet.section) for sheet in sheets}
    form = SheetsFilter(request.GET or None, sections=list(sections.items()))
    opens = may(person_of(request), OPEN)
    due = due_for_a_reminder(evaluation, today(), within=rules_here().remind_within) if opens else []
    counted = states_of(sheets)
    context = {
        "evaluation": evaluation,
        "sheets": _filtered(sheets, form),
        "form": form,
        "states": [(dict(STATES)[state], number) for state, number in counted.items()],
        "chased": chase_list(evaluation, today()),
        "due": len({row.sheet.section_id for row in due}),
        "may_open": opens,
        "ready": counted.get(State.READY, 0) if not counted.get(State.PROPOSED) else 0,
        "published": counted.get(State.PUBLISHED, 0),
    }
    return render(request, "evaluation/desk/year.html", context)


@require_POST
@open_to(duty(OPEN))
def remind(request: HttpRequest, year: int) -> HttpResponse:
    """One press writes to everybody who is late or nearly due."""
    evaluation = get_object_or_404(Evaluation, year=year)
    kept = actions.remind(evaluation, clerk=clerk_of(request))
    if kept:
        facts = {"sheets": len(kept), "to": len({one.sheet.section_id for one in kept})}
        messages.success(request, _("%(to)d課に、%(sheets)d枚のシートの督促を送りました。") % facts)
    else:
        messages.info(request, _("きょう送る督促はありません。"))
    return redirect(evaluation)


@require_POST
@open_to(duty(OPEN))
def publish(request: HttpRequest, year: int) -> HttpResponse:
    """Draft the paper of the publication."""
    evaluation = get_object_or_404(Evaluation, year=year)
    try:
        paper = actions.propose_publication(evaluation, clerk=clerk_of(request))
    except actions.NothingReady:
        messages.error(request, _("いま公表できるシートはありません。"))
        return redirect(evaluation)
    messages.success(request, _("公表を起案しました。決裁されると公開されます。"))
    return redirect(paper)


def _filtered(sheets: list[EvaluationSheet], form: SheetsFilter) -> list[EvaluationSheet]:
    if not form.is_valid():
        return sheets
    asked = form.cleaned_data
    return [
        sheet for sheet in sheets
        if asked["words"] in f"{sheet.code} {sheet.title}"
        and asked["state"] in ("", sheet.state)
        and asked["section"] in ("", sheet.section.code)
    ]  # fmt: skip

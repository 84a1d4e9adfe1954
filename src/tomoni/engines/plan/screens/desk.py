"""The desk of those who look after the plan: targets, corrections, definitions, sheets of figures."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tomoni.base.clock import now
from tomoni.base.design.parts.days import day as said_day
from tomoni.base.doors import open_to
from tomoni.base.sheets import NotASheet
from tomoni.common.people.api import clerk_of, duty

from ..actions import AlreadyThere, NotAfter, define_anew, restate
from ..citing import citations_of
from ..forms import DefinitionForm, RestatementForm, SheetForm
from ..importing import (
    COLUMNS,
    AlreadyCarriedOut,
    Line,
    LineVerdict,
    NoLongerFits,
    carry_out,
    counted,
    rehearse,
)
from ..models import FigureImport, Observation
from ..rules import age_of
from ..showing import line_of, what_it_would_mean
from ..wording import moment_of, said_number, with_unit
from .asked import figure_or_404, plan_or_404

EDIT = duty("plan.edit")
WRONG_SHEETS = {
    "empty": "ファイルが空です",
    "large": "ファイルが大きすぎます（10MBまで）",
    "long": "行が多すぎます（5万行まで）",
    "characters": "文字が読めません。UTF-8かShift_JISで保存してください",
    "broken": "表として読めません",
    "columns": "同じ名前の列が2つあります",
}


@never_cache
@open_to(EDIT)
def plan(request: HttpRequest) -> HttpResponse:
    """All indicators with the age of their figures, and what can be done about them."""
    today_plan = plan_or_404(request)
    states = [
        (
            line_of(figure),
            age_of(
                day=figure.day,
                on=today_plan.on,
                nature=figure.indicator.nature,
                live=figure.evidence is not None,
            ),
        )
        for figure in today_plan.figures
    ]
    return render(request, "plan/desk/plan.html", {"states": states})


@never_cache
@open_to(EDIT)
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """One indicator with its figures, targets and definitions, each with what can follow it."""
    figure = figure_or_404(request, key)
    known = [one for one in [figure.baseline, *figure.history] if one is not None and not one.is_kept]
    context = {
        "figure": figure,
        "line": line_of(figure),
        "known": [
            (moment_of(one.observation), said_number(one.observation.value, figure.indicator.places), one)
            for one in known
        ],
        "targets": [(with_unit(figure.indicator, one.value), one) for one in figure.indicator.targets.all()],
        "definitions": figure.indicator.definitions.all(),
        "proposals": [
            (with_unit(figure.indicator, one.value), one)
            for one in figure.indicator.proposals.select_related("made_by")
        ],
        "citations": figure.indicator.citations.filter(ended_on=None).select_related("keeper"),
    }
    return render(request, "plan/desk/indicator.html", context)


@never_cache
@open_to(EDIT)
def correct(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Correct a published figure."""
    figure = figure_or_404(request, key)
    was = get_object_or_404(Observation.objects.select_related("indicator"), pk=number, indicator=figure.indicator)
    form = RestatementForm(request.POST or None)
    meant: list[str] = []
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        if figure.baseline and was.pk == figure.baseline.observation.pk and figure.target:
            meant = what_it_would_mean(
                figure, baseline=facts["value"], target=figure.target.value, day=figure.target.day
            )
        if ("read" in request.POST or not meant) and _done(form, lambda: restate(was, who=clerk_of(request), **facts)):
            messages.success(request, _("訂正しました。はじめの値も残っています。"))
            return redirect("desk-plan-indicator", key)
    context = {
        "figure": figure,
        "form": form,
        "meant": meant,
        "when": moment_of(was),
        "was": with_unit(figure.indicator, was.value),
        "citing": citations_of(was),
        "followers": figure.indicator.followers.exclude(confirmed_at=None).count(),
    }
    return render(request, "plan/desk/correct.html", context)


@never_cache
@open_to(EDIT)
def define(request: HttpRequest, key: str) -> HttpResponse:
    """Add a version of the definition."""
    figure = figure_or_404(request, key)
    last = figure.definition
    names = ("heading", "words", "formula", "rounding", "cut_off")
    initial = {name: getattr(last, name) for name in names} if last else {}
    form = DefinitionForm(request.POST or None, initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and _done(form, lambda: define_anew(figure.indicator, who=clerk_of(request), **form.cleaned_data))
    ):
        messages.success(request, _("定義の版を加えました。前の版も残っています。"))
        return redirect("desk-plan-indicator", key)
    target = figure.target
    meant = what_it_would_mean(figure, target=target.value, day=target.day) if target and figure.is_survey else []
    return render(request, "plan/desk/define.html", {"figure": figure, "form": form, "meant": meant})


@never_cache
@open_to(EDIT)
def sheets(request: HttpRequest) -> HttpResponse:
    """Hand in a sheet of figures; nothing changes before it is confirmed."""
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["sheet"]
        try:
            made = rehearse(upload.read(), name=upload.name, at=now(), who=clerk_of(request))
        except NotASheet as error:
            form.add_error("sheet", _(WRONG_SHEETS.get(error.why, WRONG_SHEETS["broken"])))
        else:
            return redirect("desk-plan-sheet", made.pk)
    context = {"form": form, "made": FigureImport.objects.all()[:20], "columns": COLUMNS.values()}
    return render(request, "plan/desk/sheets.html", context)


@never_cache
@open_to(EDIT)
def sheet(request: HttpRequest, number: int) -> HttpResponse:
    """What a sheet would do, line by line; and the button that does it."""
    made = get_object_or_404(FigureImport, pk=number)
    if request.method == "POST":
        try:
            done = carry_out(made, at=now(), who=clerk_of(request))
        except AlreadyCarriedOut:
            messages.info(request, _("この取り込みは、もう済んでいます。"))
        except NoLongerFits as error:
            messages.error(
                request,
                _("%(line)d行目が、いまの数字と合わなくなりました。何も取り込んでいません。") % {"line": error.number},
            )
        else:
            number_of_lines = {"number": done[LineVerdict.ENTERS]}
            messages.success(request, _("%(number)d件の数字を取り込みました。") % number_of_lines)
        return redirect("desk-plan-sheet", made.pk)
    lines = [Line.from_data(data) for data in made.lines]
    return render(request, "plan/desk/sheet.html", {"made": made, "lines": lines, "counts": counted(made)})


def _done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the action went through; what it refused stands at the form otherwise."""
    try:
        act()
    except NotAfter as error:
        form.add_error(None, _("日付は、%(day)sより後でなければなりません。") % {"day": said_day(error.day)})
    except AlreadyThere:
        form.add_error(None, _("この値は、もう訂正されています。いちばん新しい値を訂正してください。"))
    else:
        return True
    return False

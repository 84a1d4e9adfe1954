"""The registers at the desk: the list, a row with its history, imports with a rehearsal, files for staff and all."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tomoni.base.clock import today
from tomoni.base.design.fields import DayField
from tomoni.base.doors import PUBLIC, open_to
from tomoni.base.journal.api import write
from tomoni.base.sheets import MOST_BYTES, NotASheet, csv_of, xlsx_of
from tomoni.common.people.api import Clerk, clerk_of, person_of, seen

from .columns import head_of, told
from .history import history_of
from .importing import AlreadyCarriedOut, Line, NoLongerFits, Verdict, carry_out, counted, rehearse
from .models import Import
from .queries import WHICH, Wanted, all_columns, heads, public_table, rows_of, table
from .registers import Register, registers
from .rights import KEEPS_REGISTER, KEEPS_SOME, kept_by

PER_PAGE, SHOWN_COLUMNS, SHOWN_LINES = 50, 6, 200
WHY_NO_SHEET = {
    "empty": gettext_lazy("ファイルの中身がありません。表の入ったファイルを選んでください。"),
    "large": gettext_lazy("ファイルが大きすぎます。10MBまでに分けてください。"),
    "long": gettext_lazy("行が多すぎます。50,000行までに分けてください。"),
    "characters": gettext_lazy("文字が読めません。UTF-8かシフトJISのCSV、またはExcel（xlsx）で保存してください。"),
    "broken": gettext_lazy("ファイルが開けません。もう一度保存してから選んでください。"),
    "columns": gettext_lazy("同じ見出しの列が二つあります。一つにしてください。"),
}


class Looking(forms.Form):
    """The filters above a register: words, which rows, on which day."""

    q = forms.CharField(label=gettext_lazy("ことば"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    which = forms.ChoiceField(label=gettext_lazy("どの行"), choices=WHICH, required=False)
    on = forms.CharField(
        label=gettext_lazy("この日に（例：令和8年4月1日）"), required=False, widget=forms.TextInput(attrs={"size": 14})
    )


class Bringing(forms.Form):
    """A sheet to take in, and the day from which its lines hold."""

    file = forms.FileField(
        label=gettext_lazy("ファイル"),
        help_text=gettext_lazy("CSVかExcel（xlsx）。一行目は見出し。この台帳のCSVをそのまま使えます。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": gettext_lazy("ファイルを選んでください")},
    )
    on = DayField(label=gettext_lazy("この日から"))


# The list


@never_cache
@require_safe
@open_to(KEEPS_SOME)
def all_registers(request: HttpRequest) -> HttpResponse:
    """The registers in this clerk's charge, with how many rows stand today."""
    on = today()
    kept = [
        {"register": register, "standing": rows_of(register, Wanted(on)).count()}
        for register in kept_by(person_of(request))
    ]
    return render(request, "registers/registers.html", {"kept": kept, "on": on})


@never_cache
@require_safe
@open_to(KEEPS_REGISTER)
def register(request: HttpRequest, key: str) -> HttpResponse:
    """The rows of a register on a day; as a page, as CSV, as Excel."""
    of = registers[key]
    wanted, wrong = _wanted(request)
    rows = rows_of(of, wanted)
    if request.GET.get("as") in ("csv", "xlsx"):
        return _taken(request, of, wanted)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    columns = of.columns[:SHOWN_COLUMNS]
    context = {
        "register": of,
        "filters": Looking(request.GET or {"which": "standing"}),
        "wrong": wrong,
        "on": wanted.on,
        "page": page,
        "heads": heads(of, columns),
        "rows": [{"row": row, "cells": [told(row, column) for column in columns]} for row in page],
        "csv": _same(request, "csv"),
        "xlsx": _same(request, "xlsx"),
    }
    return render(request, "registers/register.html", context)


def _wanted(request: HttpRequest) -> tuple[Wanted, str]:
    """What the address asks for; a day that cannot be read is today, and said so."""
    on, typed, wrong = today(), request.GET.get("on", ""), ""
    if typed:
        try:
            on = DayField().clean(typed)
        except forms.ValidationError as error:
            wrong = error.messages[0]
    which = request.GET.get("which") or "standing"
    return Wanted(on, request.GET.get("q", ""), which), wrong


def _same(request: HttpRequest, form: str) -> str:
    asked = request.GET.copy()
    asked["as"] = form
    asked.pop("page", None)
    return f"?{asked.urlencode()}"


def _taken(request: HttpRequest, of: Register, wanted: Wanted) -> HttpResponse:
    """All columns as a file. Taking personal data away is written down."""
    make = csv_of if request.GET["as"] == "csv" else xlsx_of
    columns = all_columns(of, public=False)
    rows = list(table(of, columns, rows_of(of, wanted)))
    told_ = {"register": of.key, "rows": len(rows), "on": wanted.on.isoformat()}
    write("registers.export", who=clerk_of(request), about=None, after=told_)
    return make(heads(of, columns), rows, name=str(of.title))


@require_safe
@open_to(PUBLIC)
def public_csv(request: HttpRequest, key: str) -> HttpResponse:
    """What everybody may have of a register as it stands today."""
    if key not in registers or not registers[key].public:
        raise Http404
    of = registers[key]
    columns = all_columns(of, public=True)
    return csv_of(heads(of, columns), public_table(of, rows_of(of, Wanted(today()))), name=of.key)


# One row


@never_cache
@require_safe
@open_to(KEEPS_REGISTER)
def row(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """One row with everything the city keeps of it, and all that happened to it. Whoever looks is noted."""
    of = registers[key]
    found = get_object_or_404(of.model._default_manager, pk=pk)
    seen(who=clerk_of(request), about=found, why=_("台帳の確認"), screen="register")
    context = {
        "register": of,
        "record": found,
        "facts": [(head_of(of.model, column), told(found, column)) for column in of.columns],
        "history": history_of(found),
    }
    return render(request, "registers/row.html", context)


# Imports


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(KEEPS_REGISTER)
def bring(request: HttpRequest, key: str) -> HttpResponseBase:
    """Choose a sheet; it is read, and nothing is changed."""
    of = registers[key]
    form = Bringing(request.POST, request.FILES) if request.method == "POST" else Bringing(initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        made = _rehearsed(of, form.cleaned_data, form, who=clerk_of(request))
        if made is not None:
            return redirect(made)
    context = {"register": of, "form": form, "heads": heads(of, of.columns), "found_by": heads(of, of.found_by)}
    return render(request, "registers/bring.html", context, status=422 if form.is_bound else 200)


def _rehearsed(of: Register, given: Mapping[str, Any], form: Bringing, *, who: Clerk) -> Import | None:
    file = given["file"]
    try:
        if file.size > MOST_BYTES:
            raise NotASheet("large")
        return rehearse(of, file.read(), name=file.name, on=given["on"], who=who)
    except NotASheet as wrong:
        form.add_error("file", str(WHY_NO_SHEET[wrong.why]))
        return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(KEEPS_REGISTER)
def brought(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    """What each line would do; then, once confirmed, what it did."""
    made = get_object_or_404(Import.objects.select_related("made_by", "carried_out_by"), pk=pk, register_key=key)
    if request.method == "POST":
        _carry_out(request, made)
        return redirect(made)
    lines = [Line.from_data(line) for line in made.lines]
    groups = [
        (words, [line for line in lines if line.verdict == verdict][:SHOWN_LINES], counted(made)[verdict])
        for verdict, words in _verdicts()
    ]
    ready = any(line.verdict in (Verdict.ENTERS, Verdict.CHANGES) for line in lines)
    context = {"register": registers[key], "made": made, "groups": groups, "ready": ready, "shown": SHOWN_LINES}
    return render(request, "registers/brought.html", context)


def _verdicts() -> list[tuple[Verdict, str]]:
    return [
        (Verdict.WRONG, _("取り込めない行")),
        (Verdict.ENTERS, _("新しく載る行")),
        (Verdict.CHANGES, _("変わる行")),
        (Verdict.SAME, _("変わらない行")),
    ]


def _carry_out(request: HttpRequest, made: Import) -> None:
    try:
        done = carry_out(made, who=clerk_of(request))
    except AlreadyCarriedOut:
        messages.info(request, _("この取込みはもう済んでいます。"))
    except NoLongerFits as moved:
        told_ = {"line": moved.line.number, "why": "、".join(moved.line.errors)}
        messages.error(
            request,
            _(
                "読み込んだあとに台帳が変わりました（%(line)d行目：%(why)s）。何も変えていません。もう一度読み込んでください。"
            )
            % told_,
        )
    else:
        told_ = {"entered": done[Verdict.ENTERS], "changed": done[Verdict.CHANGES]}
        messages.success(request, _("取り込みました。新しい行 %(entered)d、変わった行 %(changed)d。") % told_)

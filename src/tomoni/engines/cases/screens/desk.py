"""The desk of those who examine: the list, one case with everything about it, and what can be done with it."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tomoni.base.clock import now, today
from tomoni.base.doors import open_to
from tomoni.base.journal.api import write
from tomoni.base.sheets import Cell, csv_of, xlsx_of
from tomoni.common.approvals.api import NotPossible
from tomoni.common.people.api import Clerk, person_of, seen

from ..actions import Reasons, accept, ask_correction, assign, begin, note, propose, say, take_up
from ..clock import clock_on, day_of
from ..definitions import NoSuchPost
from ..desk_forms import Assigning, Correcting, Entering, Looking, Noting, Proposing, Saying, may_decide
from ..forms import checked
from ..models import Case, CaseQuerySet, Message
from ..procedures import procedures
from ..queries import (
    Wanted,
    answers_of,
    attached,
    clock_days,
    desk_list,
    files_among,
    looks_at,
    story_for_staff,
    why_with_me,
)
from ..rights import EXAMINES_CASE, EXAMINES_SOME, SEES_CASE, SEES_SOME, examined_by, examines, keys, seen_by
from ..workflow import Entrance, Kind, NotNow, State
from .filling import remember

PER_PAGE = 50
HEADS = (
    gettext_lazy("受付番号"), gettext_lazy("手続き"), gettext_lazy("名前"), gettext_lazy("状態"), gettext_lazy("入口"),
    gettext_lazy("届いた日"), gettext_lazy("期限"), gettext_lazy("担当"), gettext_lazy("終わった日"),
)  # fmt: skip


def _clerk(request: HttpRequest) -> Clerk:
    clerk = person_of(request).clerk
    assert clerk is not None
    return clerk


# The list


@never_cache
@require_safe
@open_to(SEES_SOME)
def cases(request: HttpRequest) -> HttpResponse:
    """All cases this clerk may read, the most urgent first; as a page, as CSV, as Excel."""
    on, mine = today(), seen_by(person_of(request), today())
    asked = request.GET
    form = Looking(asked if asked else {"state": "open"}, [(each.key, str(each.title)) for each in mine])
    wanted = Wanted(
        words=asked.get("q", ""),
        procedure=asked.get("procedure", ""),
        state=asked.get("state") or "open",
        whose=asked.get("whose", ""),
        late=asked.get("late") == "1",
    )
    found = desk_list(keys(mine), wanted, clerk=_clerk(request), on=on)
    if asked.get("as") in ("csv", "xlsx"):
        return _taken(request, found)
    page = Paginator(found, PER_PAGE).get_page(asked.get("page"))
    rows = [{"case": case, "why": why_with_me(case), "late": case.is_open and case.due_on < on} for case in page]
    context = {
        "filters": form,
        "page": page,
        "rows": rows,
        "late": Case.objects.filter(procedure_key__in=keys(mine)).late(on).count(),
        "may_enter": bool(examined_by(person_of(request), on)),
        "csv": _same(request, "csv"),
        "xlsx": _same(request, "xlsx"),
    }
    return render(request, "cases/desk/cases.html", context)


def _same(request: HttpRequest, form: str) -> str:
    asked = request.GET.copy()
    asked["as"] = form
    asked.pop("page", None)
    return f"?{asked.urlencode()}"


def _taken(request: HttpRequest, found: CaseQuerySet) -> HttpResponse:
    """The list as a file. Taking personal data away is written down."""
    make = csv_of if request.GET["as"] == "csv" else xlsx_of
    rows = list(_rows(found))
    write(
        "cases.export", who=_clerk(request), about=None, after={"rows": len(rows), "asked": dict(request.GET.items())}
    )
    return make([str(head) for head in HEADS], rows, name=_("申請の一覧"))


def _rows(found: CaseQuerySet) -> Iterable[list[Cell]]:
    for case in found:
        yield [
            case.number, case.title, case.subject, str(case.get_state_display()), str(case.get_entrance_display()),
            day_of(case.arrived_at), case.due_on, str(case.examiner or ""), case.closed_on,
        ]  # fmt: skip


# One case


@never_cache
@require_safe
@open_to(SEES_CASE)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """A case with everything about it. Whoever opens it is noted."""
    found = _found(number)
    clerk = _clerk(request)
    seen(who=clerk, about=found, whose=found.resident, why=_("申請の審査"), screen="case")
    if examines(person_of(request), found.procedure):
        Message.objects.filter(case=found, clerk=None, read_at=None).update(read_at=now())
    return _case_page(request, found)


def _found(number: str) -> Case:
    return get_object_or_404(
        Case.objects.select_related("definition", "resident", "examiner", "helped_by", "notice").prefetch_related(
            "corrections__asked_by", "proposals__made_by", "messages__clerk", "notes__clerk"
        ),
        number=number,
    )


def _case_page(request: HttpRequest, found: Case, wrong: forms.Form | None = None) -> HttpResponse:
    kept, clock = found.kept, clock_on(found, today())
    files = files_among(found.definition, kept)
    works = examines(person_of(request), found.procedure)
    offered = {name: make(found, None) for name, make in FORMS.items() if works and OFFERED[name](found)}
    if wrong is not None:
        offered[wrong.prefix or ""] = wrong
    with override("ja"):
        problems = checked(found.procedure.checks, found.definition.questions, kept)
    context = {
        "case": found,
        "says": found.definition.content,
        "clock": clock,
        "days": clock_days(clock),
        "groups": answers_of(found.definition, kept, files),
        "files": [attached(file, url=file.get_absolute_url()) for file in files.values()],
        "problems": list(problems.values()),
        "works": works,
        "offered": offered,
        "opened": {wrong.prefix: True} if wrong is not None else {},
        "wrong": wrong,
        "may_take_up": works and found.state == State.RECEIVED,
        "may_accept": works and found.kind == Kind.NOTIFICATION and found.state in (State.RECEIVED, State.EXAMINING),
        "story": story_for_staff(found),
        "looks": looks_at(found),
        "notice": getattr(found, "notice", None),
    }
    return render(request, "cases/desk/case.html", context, status=422 if wrong is not None else 200)


# What can be done

Done = str
FORMS: dict[str, Callable[[Case, Any], forms.Form]] = {
    "propose": lambda case, data: Proposing(data),
    "correct": Correcting,
    "say": lambda case, data: Saying(data),
    "note": lambda case, data: Noting(data),
    "assign": Assigning,
}
OFFERED: dict[str, Callable[[Case], bool]] = {
    "propose": may_decide,
    "correct": lambda case: case.state in (State.RECEIVED, State.EXAMINING),
    "say": lambda case: True,
    "note": lambda case: True,
    "assign": lambda case: case.is_open,
}


def _take_up(case: Case, clerk: Clerk, given: dict[str, Any]) -> Done:
    take_up(case, who=clerk)
    return _("あなたが担当になりました。")


def _accept(case: Case, clerk: Clerk, given: dict[str, Any]) -> Done:
    accept(case, who=clerk)
    return _("届出の手続きを済ませました。")


def _propose(case: Case, clerk: Clerk, given: dict[str, Any]) -> Done:
    reasons = Reasons(article=given["article"], facts=given["facts"], reasoning=given["reasoning"])
    propose(case, outcome=given["outcome"], who=clerk, reasons=reasons, words=given["words"])
    return _("起案しました。決裁の順に回ります。")


def _correct(case: Case, clerk: Clerk, given: dict[str, Any]) -> Done:
    if case.state == State.RECEIVED:
        take_up(case, who=clerk)
    ask_correction(case, what=given["what"], keys=given["keys"], reply_by=given["reply_by"], who=clerk)
    return _("補正をお願いしました。日数は止まっています。")


def _say(case: Case, clerk: Clerk, given: dict[str, Any]) -> Done:
    say(case, text=given["text"], clerk=clerk)
    return _("申請した人に送りました。")


def _note(case: Case, clerk: Clerk, given: dict[str, Any]) -> Done:
    note(case, text=given["text"], clerk=clerk)
    return _("メモを残しました。")


def _assign(case: Case, clerk: Clerk, given: dict[str, Any]) -> Done:
    assign(case, to=given["to"], who=clerk)
    return _("担当を変えました。")


ACTS: dict[str, Callable[[Case, Clerk, dict[str, Any]], Done]] = {
    "take-up": _take_up,
    "accept": _accept,
    "propose": _propose,
    "correct": _correct,
    "say": _say,
    "note": _note,
    "assign": _assign,
}


@never_cache
@require_POST
@open_to(EXAMINES_CASE)
def act(request: HttpRequest, number: str, what: str) -> HttpResponseBase:
    """One thing done with a case; then the case again."""
    if what not in ACTS:
        raise Http404
    found = _found(number)
    given: dict[str, Any] = {}
    if what in FORMS:
        form = FORMS[what](found, request.POST)
        if not form.is_valid():
            return _case_page(request, found, wrong=form)
        given = form.cleaned_data
    try:
        messages.success(request, ACTS[what](found, _clerk(request), given))
    except NotNow:
        messages.error(request, _("ほかの人が先に進めました。いまの状態を確かめてください。"))
    except NotPossible as impossible:
        messages.error(request, str(impossible))
    except NoSuchPost as missing:
        messages.error(
            request, _("決裁の順に「%(post)s」という職がありません。設定を確かめてください。") % {"post": missing.post}
        )
    return redirect("desk-case", number)


# Typing for somebody


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(EXAMINES_SOME)
def enter(request: HttpRequest) -> HttpResponseBase:
    """The same form by another door: the clerk types, the case says so."""
    mine = examined_by(person_of(request), today())
    form = Entering(mine, request.POST if request.method == "POST" else None)
    if form.is_valid():
        draft = begin(
            procedures[form.cleaned_data["procedure"]],
            entrance=Entrance(form.cleaned_data["entrance"]),
            helped_by=_clerk(request),
        )
        remember(request, draft)
        return redirect("draft-step", draft.token, 1)
    return render(request, "cases/desk/enter.html", {"form": form}, status=422 if form.is_bound else 200)

"""The desk of those who examine: the list of cases, and typing for somebody."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tomoni.base.clock import today
from tomoni.base.doors import open_to
from tomoni.base.journal.api import write
from tomoni.base.sheets import Cell, csv_of, xlsx_of
from tomoni.common.files.api import StoredFile, WrongFile, keep
from tomoni.common.people.api import Clerk, Section, clerk_of, person_of

from ..actions import begin_for, keep_scan
from ..bulk import DOES
from ..clock import day_of
from ..desk_forms import Entering, Looking
from ..filling import ATTACHMENT
from ..models import Case, CaseQuerySet
from ..procedures import procedures
from ..queries import Wanted, desk_list, sections_of, why_with_me
from ..rights import EXAMINES_SOME, SEES_SOME, examined_by, keys, seen_by
from ..workflow import Entrance
from .filling import remember

PER_PAGE = 50
HEADS = (
    gettext_lazy("受付番号"), gettext_lazy("手続き"), gettext_lazy("名前"), gettext_lazy("状態"), gettext_lazy("入口"),
    gettext_lazy("届いた日"), gettext_lazy("期限"), gettext_lazy("担当"), gettext_lazy("終わった日"),
    gettext_lazy("かかった日数（開庁日）"), gettext_lazy("課"),
)  # fmt: skip


# The list


@never_cache
@require_safe
@open_to(SEES_SOME)
def cases(request: HttpRequest) -> HttpResponse:
    """All cases this clerk may read, the most urgent first; as a page, as CSV, as Excel."""
    on, mine = today(), seen_by(person_of(request), today())
    asked, clerk, sections = request.GET, clerk_of(request), sections_of(keys(mine))
    form = Looking(
        asked if asked else {"state": "open"},
        [(each.key, str(each.title)) for each in mine],
        [(one.code, one.name) for one in dict.fromkeys(sections.values())],
    )
    wanted = Wanted(
        words=asked.get("q", ""),
        procedure=asked.get("procedure", ""),
        state=asked.get("state") or "open",
        whose=asked.get("whose", ""),
        late=asked.get("late") == "1",
        section=asked.get("section", ""),
    )
    found = desk_list(keys(mine), wanted, clerk=clerk, on=on)
    if asked.get("as") in ("csv", "xlsx"):
        return _taken(request, found, sections)
    page = Paginator(found, PER_PAGE).get_page(asked.get("page"))
    rows = [{"case": case, "why": why_with_me(case), "late": case.is_open and case.due_on < on} for case in page]
    examined = examined_by(person_of(request), on)
    standing = Case.objects.filter(procedure_key__in=keys(mine)).open_()
    context = {
        "filters": form,
        "page": page,
        "rows": rows,
        "views": _views(standing, clerk.pk),
        "late": standing.late(on).count(),
        "may_enter": bool(examined),
        "does": [(key, does.title) for key, does in DOES.items()] if examined else [],
        "csv": _same(request, "csv"),
        "xlsx": _same(request, "xlsx"),
    }
    return render(request, "cases/desk/cases.html", context)


def _views(standing: CaseQuerySet, me: int) -> list[dict[str, Any]]:
    """The ways into the list that a clerk takes most: mine, nobody's, late; with their numbers, in one query."""
    on, counted = today(), Counter[str]()
    for examiner, due_on in standing.order_by().values_list("examiner", "due_on"):
        counted["mine"] += examiner == me
        counted["nobody"] += examiner is None
        counted["late"] += due_on < on
        counted["all"] += 1
    return [
        {"title": _("わたしの担当"), "number": counted["mine"], "url": "?whose=mine"},
        {"title": _("担当が決まっていない"), "number": counted["nobody"], "url": "?whose=nobody"},
        {"title": _("期限を過ぎた"), "number": counted["late"], "url": "?late=1"},
        {"title": _("終わっていないすべて"), "number": counted["all"], "url": "?state=open"},
    ]


def _same(request: HttpRequest, form: str) -> str:
    asked = request.GET.copy()
    asked["as"] = form
    asked.pop("page", None)
    return f"?{asked.urlencode()}"


def _taken(request: HttpRequest, found: CaseQuerySet, sections: dict[str, Section]) -> HttpResponse:
    """The list as a file. Taking personal data away is written down."""
    make = csv_of if request.GET["as"] == "csv" else xlsx_of
    rows = list(_rows(found, sections))
    write(
        "cases.export", who=clerk_of(request), about=None, after={"rows": len(rows), "asked": dict(request.GET.items())}
    )
    return make([str(head) for head in HEADS], rows, name=_("申請の一覧"))


def _rows(found: CaseQuerySet, sections: dict[str, Section]) -> Iterable[list[Cell]]:
    for case in found:
        yield [
            case.number, case.title, case.subject, str(case.get_state_display()), str(case.get_entrance_display()),
            day_of(case.arrived_at), case.due_on, str(case.examiner or ""), case.closed_on,
            case.took, str(sections.get(case.procedure_key, "")),
        ]  # fmt: skip


# Typing for somebody


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(EXAMINES_SOME)
def enter(request: HttpRequest) -> HttpResponseBase:
    """The same form by another door: the clerk types, the case says so."""
    person, clerk = person_of(request), clerk_of(request)
    mine = examined_by(person, today())
    form = Entering(mine, request.POST or None, request.FILES or None) if request.method == "POST" else Entering(mine)
    scan = _scan(form, clerk) if form.is_bound and form.is_valid() else None
    if form.is_bound and form.is_valid():
        given, posts = form.cleaned_data, person.posts(today())
        drafts = begin_for(
            [procedures[key] for key in dict.fromkeys(given["procedure"])],
            entrance=Entrance(given["entrance"]),
            clerk=clerk,
            place=given["place"] or (posts[0].section.name if posts else str(clerk)),
            spokesperson=form.spokesperson,
            occasion=given["occasion"],
        )
        for draft in drafts:
            remember(request, draft)
            if scan is not None:
                keep_scan(draft, scan=scan, clerk=clerk)
        return redirect("draft-step", drafts[0].token, 1)
    return render(request, "cases/desk/enter.html", {"form": form}, status=422 if form.is_bound else 200)


def _scan(form: Entering, clerk: Clerk) -> StoredFile | None:
    """The picture of the paper; what is wrong with it stands beside the field."""
    upload = form.cleaned_data.get("scan")
    if upload is None:
        return None
    try:
        return keep(upload, owner=clerk, purpose=ATTACHMENT)
    except WrongFile as wrong:
        form.add_error("scan", str(wrong))
        return None

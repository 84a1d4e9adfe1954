"""The desk itself: what waits for me."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tomoni.base import clock
from tomoni.base.doors import open_to
from tomoni.base.sheets import csv_of, xlsx_of
from tomoni.common.people.api import STAFF, Clerk, Note, on_desk, person_of
from tomoni.common.people.waiting import notes

from ..forms import DeskFilter
from ..lying import Lying, due_words, grouped, tallied


@never_cache
@open_to(STAFF)
def home(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    lying = on_desk(request)
    filters, asked = _filtered(request, lying, today)
    context = {
        "now": clock.now(),
        "tallies": tallied(lying, today),
        "filters": filters,
        "groups": grouped(asked, today),
        "nothing_at_all": not lying,
        "notes": _notes(person_of(request).clerk, today),
        "asked": request.GET.urlencode(),
    }
    return render(request, "desk/home.html", context)


@never_cache
@open_to(STAFF)
def sheet(request: HttpRequest, form: str) -> HttpResponse:
    """The filtered list as a file for Excel or as CSV."""
    today = clock.today()
    _filters, asked = _filtered(request, on_desk(request), today)
    heads = [_("種類"), _("件名"), _("だれ"), _("わけ"), _("期限"), _("残り"), _("アドレス")]
    rows = [
        (str(one.kind), one.title, one.who, str(one.why), one.due_on, due_words(one.due_on, today),
         request.build_absolute_uri(one.url))
        for _tray, one in asked
    ]  # fmt: skip
    return (csv_of if form == "csv" else xlsx_of)(heads, rows, name=_("わたしの机"))


def _filtered(request: HttpRequest, lying: list[Lying], on: date) -> tuple[DeskFilter, list[Lying]]:
    filters = DeskFilter(request.GET, posts=person_of(request).posts(on))
    return filters, filters.of(lying, on)


def _notes(clerk: Clerk | None, on: date) -> list[Note]:
    return [note for noter in notes.values() for note in noter(clerk, on)] if clerk else []

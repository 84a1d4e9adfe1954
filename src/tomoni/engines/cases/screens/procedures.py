"""What can be applied for, and what each procedure is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tomoni.base.clock import add_open_days, now, today
from tomoni.base.doors import PUBLIC, open_to
from tomoni.base.printing import readied
from tomoni.base.sheets import csv_of

from ..catalogue import HEADS, json_ld, open_rows, told_of
from ..definitions import is_offered, need_of
from ..paper_form import print_form
from ..procedures import Procedure, procedures
from ..queries import open_procedures
from ..questions import spoken
from ..workflow import Kind


def procedure_or_404(key: str) -> Procedure:
    if key not in procedures or not is_offered(procedures[key]):
        raise Http404
    return procedures[key]


@require_safe
@open_to(PUBLIC)
def list_of_procedures(request: HttpRequest) -> HttpResponse:
    """All procedures, or those that the words of a search, a field of work or an event of life name."""
    asked = request.GET.get("q", "").strip()
    field, event = request.GET.get("field", ""), request.GET.get("event", "")
    offers = [
        offer
        for offer in open_procedures(asked)
        if (not field or offer.field == field) and (not event or event in offer.events)
    ]
    chosen = {"asked": asked, "field": field, "event": event, "fields": _fields(), "events": _events()}
    return render(request, "cases/procedures.html", chosen | {"offers": offers, "narrowed": any((asked, field, event))})


def _fields() -> dict[str, str]:
    """The fields of work in which something is offered, in the order of the library."""
    return {one.facts.field: spoken(one.facts.field_title) for one in _with_facts() if one.facts}


def _events() -> dict[str, str]:
    """The events of life that lead to a procedure, by their Japanese name."""
    return {str(event): spoken(event) for one in _with_facts() if one.facts for event in one.facts.life_events}


def _with_facts() -> list[Procedure]:
    return [one for one in procedures.values() if one.facts and is_offered(one)]


@require_safe
@open_to(PUBLIC)
def procedure(request: HttpRequest, key: str) -> HttpResponse:
    """One procedure: who, what is needed, what it costs, how long it takes, on what law, and the way in."""
    offered, on = procedure_or_404(key), today()
    told = told_of(offered)
    says = told.says
    context = {
        "procedure": offered,
        "need": need_of(offered),
        "told": told,
        "facts": told.facts,
        "json_ld": json_ld(told) if told.facts else None,
        "says": says,
        "section": told.section,
        "notification": says["kind"] == Kind.NOTIFICATION,
        "look_by": add_open_days(on, says["look_within"]),
        "answer_by": add_open_days(on, says["answer_within"]),
    }
    return render(request, "cases/procedure.html", context)


@require_safe
@open_to(PUBLIC)
def form_on_paper(request: HttpRequest, key: str) -> HttpResponse:
    """The blank form as PDF, to be written by hand, in the language of the page."""
    told = told_of(procedure_or_404(key))
    if not readied():
        raise Http404
    pdf = print_form(told, at=now()).pdf
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{key}.pdf"'}
    )


@require_safe
@open_to(PUBLIC)
def open_data(request: HttpRequest) -> HttpResponse:
    """All procedures as one table."""
    return csv_of(HEADS, open_rows(), name="procedures")

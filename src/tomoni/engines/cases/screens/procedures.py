"""What can be applied for, and what each procedure is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tomoni.base.clock import add_open_days, today
from tomoni.base.doors import PUBLIC, open_to

from ..definitions import content_of, need_of, section_of
from ..procedures import Procedure, procedures
from ..queries import open_procedures
from ..workflow import Kind


def procedure_or_404(key: str) -> Procedure:
    if key not in procedures:
        raise Http404
    return procedures[key]


@require_safe
@open_to(PUBLIC)
def list_of_procedures(request: HttpRequest) -> HttpResponse:
    """All procedures, or those that the words of a search name."""
    asked = request.GET.get("q", "").strip()
    return render(request, "cases/procedures.html", {"offers": open_procedures(asked), "asked": asked})


@require_safe
@open_to(PUBLIC)
def procedure(request: HttpRequest, key: str) -> HttpResponse:
    """One procedure: who, what is needed, what it costs, how long it takes, on what law, and the way in."""
    offered, on = procedure_or_404(key), today()
    says = content_of(offered)
    context = {
        "procedure": offered,
        "need": need_of(offered),
        "says": says,
        "section": section_of(offered),
        "notification": says["kind"] == Kind.NOTIFICATION,
        "look_by": add_open_days(on, says["look_within"]),
        "answer_by": add_open_days(on, says["answer_within"]),
    }
    return render(request, "cases/procedure.html", context)

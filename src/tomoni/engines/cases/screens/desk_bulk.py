"""Many cases at once: first what would happen with each, then what did."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tomoni.base.clock import today
from tomoni.base.doors import open_to
from tomoni.common.people.api import clerk_of, person_of

from ..bulk import DOES, MOST, done_with, looked_over
from ..models import Case
from ..rights import EXAMINES_SOME, examined_by, keys


@never_cache
@require_POST
@open_to(EXAMINES_SOME)
def bulk(request: HttpRequest) -> HttpResponseBase:
    """The preview; and with `sure`, the doing. Cases that the clerk does not examine are no part of it."""
    does = DOES.get(request.POST.get("do", ""))
    mine = keys(examined_by(person_of(request), today()))
    picked = request.POST.getlist("pick")[:MOST]
    found = Case.objects.filter(number__in=picked, procedure_key__in=mine).select_related("definition", "examiner")
    cases = list(found.order_by("due_on", "id"))
    if does is None or not cases:
        return redirect("desk-cases")
    sure = request.POST.get("sure") == "yes"
    form = does.form(cases, request.POST if sure else None) if does.form else None
    context = {"does": does, "do": request.POST["do"], "form": form}
    if sure and (form is None or form.is_valid()):
        rows = done_with(does, cases, clerk=clerk_of(request), given=form.cleaned_data if form else {})
        return _shown(request, "cases/desk/bulk_done.html", context | {"rows": rows})
    rows = looked_over(does, cases)
    return _shown(request, "cases/desk/bulk.html", context | {"rows": rows}, status=422 if sure else 200)


def _shown(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    rows = context["rows"]
    assert isinstance(rows, list)
    good = [row for row in rows if row.good]
    return render(
        request, template, context | {"good": good, "bad": [row for row in rows if not row.good]}, status=status
    )

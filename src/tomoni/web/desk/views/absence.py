"""代理と不在: who is away, and who stands in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tomoni.base import clock
from tomoni.base.clock import wareki
from tomoni.base.doors import open_to
from tomoni.common.people.actions import AbsenceTwice, call_off_absence, note_absence
from tomoni.common.people.api import STAFF, Absence, clerk_of, may, person_of, standing_in_for

from ..forms import AbsenceForm

ARRANGE = "people.arrange"


@never_cache
@open_to(STAFF)
def absence(request: HttpRequest) -> HttpResponse:
    """Mine to enter and call off; everybody's to read. Whoever arranges posts enters it for others too."""
    clerk = clerk_of(request)
    form = AbsenceForm(request.POST or None, clerk=clerk, for_others=may(person_of(request), ARRANGE))
    if request.method == "POST" and form.is_valid() and _noted(request, form):
        return redirect("desk-absence")
    today = clock.today()
    to_come = Absence.objects.until_after(today).select_related("clerk", "stand_in")
    context = {
        "form": form,
        "mine": [one for one in to_come if one.clerk_id == clerk.pk],
        "others": [one for one in to_come if one.clerk_id != clerk.pk],
        "standing_in": standing_in_for(clerk, today),
        "arranges": may(person_of(request), ARRANGE),
    }
    return render(request, "desk/absence.html", context)


def _noted(request: HttpRequest, form: AbsenceForm) -> bool:
    try:
        note_absence(who=clerk_of(request), **form.cleaned_data)
    except AbsenceTwice as error:
        days = {"first": wareki(error.earlier.first_on), "last": wareki(error.earlier.last_on)}
        form.add_error("first_on", _("%(first)sから%(last)sまでは、もう不在として入っています。") % days)
        return False
    messages.success(request, _("不在を入れました。"))
    return True


@require_POST
@open_to(STAFF)
def call_off(request: HttpRequest, number: int) -> HttpResponse:
    """Not away after all; one's own, or anybody's for those who arrange posts."""
    noted = Absence.objects.all() if may(person_of(request), ARRANGE) else clerk_of(request).absences.all()
    call_off_absence(absence=get_object_or_404(noted, pk=number), who=clerk_of(request))
    messages.success(request, _("不在を取り消しました。"))
    return redirect("desk-absence")

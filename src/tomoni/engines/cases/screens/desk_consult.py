"""A section that is asked about a case reads the question and answers; the case stays with those who examine it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tomoni.base.doors import open_to
from tomoni.common.people.api import clerk_of, seen

from ..actions import reply
from ..desk_forms import Replying
from ..models import Consultation
from ..rights import ANSWERS_CONSULTATION
from ..workflow import NotNow


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(ANSWERS_CONSULTATION)
def consultation(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The question, by whom, by when; and the answer, once. What was typed stays when somebody else was first."""
    related = ("case__definition", "case__resident", "section", "asked_by", "answered_by")
    asked = get_object_or_404(Consultation.objects.select_related(*related), pk=pk)
    clerk = clerk_of(request)
    seen(who=clerk, about=asked.case, whose=asked.case.resident, why=_("照会への回答"), screen="consultation")
    form = Replying(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            reply(asked, answer=form.cleaned_data["answer"], who=clerk)
        except NotNow:
            asked.refresh_from_db()
            messages.error(request, _("ほかの人が先に答えました。書いたものは下に残っています。"))
            return render(request, "cases/desk/consultation.html", {"asked": asked, "form": form}, status=409)
        messages.success(request, _("答えを送りました。"))
        return redirect("desk-consultation", pk)
    context = {"asked": asked, "form": form}
    return render(request, "cases/desk/consultation.html", context, status=422 if form.errors else 200)

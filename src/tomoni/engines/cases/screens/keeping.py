"""Keeping what is typed while it is typed: for the script of the form, which gets a sentence to show and never a page.

Nothing is called kept that was not: the answer comes after the commit, and says so when something was left out.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tomoni.base.doors import PUBLIC, open_to

from ..filling import KeptElsewhere, keep_typed
from ..forms import steps_asked
from ..models import Draft
from ..words import clock_time
from .filling import begun, draft_or_answer, page_of
from .procedures import procedure_or_404


@never_cache
@require_POST
@open_to(PUBLIC)
def keep_first(request: HttpRequest, key: str) -> HttpResponse:
    """The first page of a form: what is typed begins the draft, and the page goes on as a page of it."""
    procedure = procedure_or_404(key)
    if procedure.begins_at or not page_of(request):
        return _refused()
    draft = begun(request, procedure)
    if draft is None:
        return _refused(status=429)
    return _kept(request, draft, 1, first=True)


@never_cache
@require_POST
@open_to(PUBLIC)
def keep(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """One page of a draft."""
    draft, _instead = draft_or_answer(request, token)
    if draft is None or not page_of(request) or number - 1 not in steps_asked(draft.definition.steps, draft.answers):
        return _refused()
    return _kept(request, draft, number)


def _kept(request: HttpRequest, draft: Draft, number: int, *, first: bool = False) -> HttpResponse:
    try:
        trouble = keep_typed(draft, number, request.POST, page=page_of(request), seen=request.POST.get("seen", ""))
    except KeptElsewhere:
        return _refused()
    draft.refresh_from_db()
    says = _("ここまでの入力は %(time)sに保存しました。閉じても続きから再開できます。") % {
        "time": clock_time(draft.saved_at)
    }
    told = {"kept": not trouble, "says": trouble or says, "seen": draft.saved_at.isoformat()}
    if first:
        told |= {
            "keep": reverse("draft-keep", args=[draft.token, number]),
            "go": reverse("draft-step", args=[draft.token, number]),
            "more": _("ほかの端末で続けるときの再開番号は %(code)s です。") % {"code": draft.spelt_code},
        }
    return JsonResponse(told)


def _refused(status: int = 409) -> HttpResponse:
    return JsonResponse({"kept": False}, status=status)

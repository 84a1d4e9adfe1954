"""The letters of a case as PDF: for whoever applied, by the link of the case, and for the desk."""

from collections.abc import Callable
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tomoni.base.doors import PUBLIC, open_to
from tomoni.base.printing import Letter
from tomoni.common.people.api import clerk_of, seen

from ..clock import day_of
from ..models import Case
from ..printed import correction_letter, delay_letter, notice_letter, print_for_case
from ..queries import case_with_token
from ..rights import SEES_CASE

Made = tuple[Letter, date]


def _notice(case: Case) -> Made:
    if not hasattr(case, "notice"):
        raise Http404
    return notice_letter(case.notice), case.notice.issued_on


def _correction(case: Case) -> Made:
    """The latest one."""
    correction = case.corrections.order_by("asked_at", "pk").last()
    if correction is None:
        raise Http404
    return correction_letter(correction), day_of(correction.asked_at)


def _delay(case: Case) -> Made:
    """The latest one that was told."""
    delay = case.delays.filter(sent_at__isnull=False).last()
    if delay is None or delay.outlook is None or delay.sent_at is None:
        raise Http404
    told_on = day_of(delay.sent_at)
    return delay_letter(case, why=delay.reason, until=delay.outlook, on=told_on), told_on


KINDS: dict[str, Callable[[Case], Made]] = {"notice": _notice, "correction": _correction, "delay": _delay}


@never_cache
@require_safe
@open_to(PUBLIC)
def case_letter(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    """The letter by the link that its applicant has."""
    case = case_with_token(token)
    if case is None:
        raise Http404
    return _answer(case, kind)


@never_cache
@require_safe
@open_to(SEES_CASE)
def desk_letter(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """The same for who examines, to be printed and posted. Whoever opens it is noted."""
    case = get_object_or_404(Case.objects.select_related("definition", "resident", "notice"), number=number)
    answer = _answer(case, kind)
    clerk = clerk_of(request)
    seen(who=clerk, about=case, whose=case.resident, why=_("通知の印刷"), screen="desk-case-letter")
    return answer


def _answer(case: Case, kind: str) -> HttpResponse:
    if kind not in KINDS or case.erased_on:
        raise Http404
    letter, on = KINDS[kind](case)
    answer = HttpResponse(print_for_case(letter, on).pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{kind}.pdf"'
    return answer

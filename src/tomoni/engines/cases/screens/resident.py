"""The applicant's side of a case: receipt, status, answers, correction, messages, withdrawal, notice.

The link of a case is the right to see it: too long to be guessed, and told to the applicant only.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tomoni.base.clock import now, today
from tomoni.base.doors import PUBLIC, open_to
from tomoni.common.files.api import StoredFile, hand_out
from tomoni.common.people.api import SIGNED_IN, person_of

from ..actions import NotComplete, answer_correction, say, withdraw
from ..clock import clock_on
from ..filling import take_in
from ..forms import StepForm
from ..knocks import may_knock
from ..measure import measured
from ..models import Case, Correction
from ..queries import (
    answers_of,
    attached,
    beside,
    case_with_token,
    clock_days,
    files_among,
    looks_at,
    story_for_applicant,
)
from ..questions import Step
from ..resident_forms import Saying, TakingBack
from ..steps_ahead import steps_ahead
from ..workflow import NotNow
from .appeals import may_be_fought
from .filling import slow_down


def _case(token: str) -> Case:
    found = case_with_token(token)
    if found is None:
        raise Http404
    return found


def _open_correction(case: Case) -> Correction | None:
    return next((each for each in case.corrections.all() if each.answered_at is None), None) if case.is_open else None


@never_cache
@require_safe
@open_to(PUBLIC)
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """受付の控え: number, moment, and what happens next by which day."""
    case = _case(token)
    return render(request, "cases/receipt.html", {"case": case, "ahead": steps_ahead(case)})


@never_cache
@require_POST
@open_to(PUBLIC)
def ease(request: HttpRequest, token: str) -> HttpResponseBase:
    """How easy the procedure was; asked once, after it is over."""
    case = _case(token)
    if request.POST.get("ease") in ("1", "2", "3"):
        Case.objects.filter(pk=case.pk).update(ease=int(request.POST["ease"]))
        messages.success(request, _("ありがとうございました。これからの改善に使います。"))
    return redirect("case-receipt", token)


@never_cache
@require_safe
@open_to(PUBLIC)
def case(request: HttpRequest, token: str) -> HttpResponse:
    """How it stands: the clock with its days, what is asked of the applicant, what happened, who looked."""
    return _case_page(request, _case(token), Saying())


def _case_page(request: HttpRequest, found: Case, saying: Saying) -> HttpResponse:
    clock = clock_on(found, today())
    found.messages.exclude(clerk=None).filter(read_at=None).update(read_at=now())
    context = {
        "case": found,
        "says": found.definition.content,
        "clock": clock,
        "days": clock_days(clock),
        "correction": _open_correction(found),
        "notice": getattr(found, "notice", None),
        "story": story_for_applicant(found),
        "said": found.messages.all(),
        "looks": looks_at(found),
        "may_fight": may_be_fought(found),
        "may_again": found.state in ("REFUSED", "WITHDRAWN") and not found.procedure.begins_at,
        "help": getattr(found, "assistance", None),
        "beside": beside(found),
        "measured": measured(found.procedure_key),
        "told_delay": next((one for one in reversed(found.delays.all()) if one.sent_at), None),
        "away": next((leg for leg in found.legs.all() if leg.back_on is None), None),
        "saying": saying,
    }
    return render(request, "cases/case.html", context, status=422 if saying.errors else 200)


@never_cache
@require_safe
@open_to(PUBLIC)
def answers(request: HttpRequest, token: str) -> HttpResponse:
    """What was handed in, with what was corrected since."""
    found = _case(token)
    files = files_among(found.definition, found.kept)
    context = {
        "case": found,
        "says": found.definition.content,
        "groups": answers_of(found.definition, found.kept, files),
        "files": [attached(file, url=reverse("case-file", args=[token, pk])) for pk, file in files.items()],
    }
    return render(request, "cases/answers.html", context)


@never_cache
@require_safe
@open_to(PUBLIC)
def case_file(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    found = _case(token)
    if pk not in files_among(found.definition, found.kept):
        raise Http404
    return hand_out(get_object_or_404(StoredFile.objects.there(), pk=pk))


# Correction


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
def correct(request: HttpRequest, token: str) -> HttpResponseBase:
    """The questions that were asked once more, with what was answered; on one page."""
    found = _case(token)
    correction = _open_correction(found)
    if correction is None:
        return redirect("case", token)
    step = _asked_again(found, correction)
    kept = found.kept | correction.handed_in
    if request.method != "POST":
        return _correction_page(request, found, correction, StepForm(step, kept))
    taken, trouble = take_in(step, kept, request.FILES, owner=found.resident)
    _keep_uploads(correction, taken)
    form = StepForm(step, kept | taken, request.POST)
    for name, words in trouble.items():
        form.add_error(name, words)
    if form.is_valid() and _answered(found, form):
        messages.success(request, _("直したものを受け取りました。次の開庁日から日数を数え直します。"))
        return redirect("case", token)
    return _correction_page(request, found, correction, form)


def _answered(case: Case, form: StepForm) -> bool:
    """Whether the answers were taken; otherwise the form says what is still wrong."""
    try:
        answer_correction(case, answers=form.kept)
    except NotComplete as wrong:
        for key, words in wrong.errors.items():
            form.add_error(key if key in form.fields else None, words)
        return False
    except NotNow:  # answered meanwhile, on another device
        pass
    return True


def _keep_uploads(correction: Correction, taken: dict[str, list[int]]) -> None:
    """Uploads of a page that is not right yet stay with the correction."""
    if taken:
        correction.handed_in |= taken
        correction.save(update_fields=["handed_in"])


def _asked_again(case: Case, correction: Correction) -> Step:
    asked = [each for each in case.definition.questions if not correction.keys or each.key in correction.keys]
    return Step("", *asked)


def _correction_page(request: HttpRequest, case: Case, correction: Correction, form: StepForm) -> HttpResponse:
    files = files_among(case.definition, case.kept | correction.handed_in)
    rows: list[dict[str, Any]] = [
        {
            "field": bound,
            "files": [attached(files[pk]) for pk in (form.answers.get(bound.name) or []) if pk in files]
            if bound.field.widget.needs_multipart_form
            else [],
        }
        for bound, _question in form.rows()
    ]
    context = {"case": case, "says": case.definition.content, "correction": correction, "form": form, "rows": rows}
    return render(request, "cases/correct.html", context)


# Words, withdrawal, notice


@never_cache
@require_POST
@open_to(PUBLIC)
def message(request: HttpRequest, token: str) -> HttpResponseBase:
    """A question or a word to the section."""
    found = _case(token)
    if not may_knock(request, "say"):
        return slow_down(request)
    saying = Saying(request.POST)
    if not saying.is_valid():
        return _case_page(request, found, saying)
    say(found, text=saying.cleaned_data["text"])
    messages.success(request, _("担当に送りました。答えはこのページと、メールでお知らせします。"))
    return redirect(reverse("case", args=[token]) + "#said")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
def take_back(request: HttpRequest, token: str) -> HttpResponseBase:
    """Withdraw, after asking once."""
    found = _case(token)
    if not found.is_open:
        return redirect("case", token)
    form = TakingBack(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            withdraw(found, why=form.cleaned_data["why"], who=person_of(request).resident)
            messages.success(request, _("取り下げました。"))
        except NotNow:  # decided, or put before its route, in the meantime
            messages.error(request, _("ちょうど手続きが進んだところです。いまの状態を確かめて、もう一度お願いします。"))
        return redirect("case", token)
    context = {"case": found, "says": found.definition.content, "form": form}
    return render(request, "cases/withdraw.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
@open_to(PUBLIC)
def notice(request: HttpRequest, token: str) -> HttpResponse:
    """The decision: number, day, words, reasons, and how to object."""
    found = _case(token)
    if not hasattr(found, "notice"):
        raise Http404
    return render(
        request, "cases/notice.html", {"case": found, "notice": found.notice, "may_fight": may_be_fought(found)}
    )


@never_cache
@require_safe
@open_to(SIGNED_IN)
def my_cases(request: HttpRequest) -> HttpResponse:
    """Everything this resident has handed in, and the drafts that still wait."""
    resident = person_of(request).resident
    mine = Case.objects.filter(resident=resident).select_related("definition") if resident else Case.objects.none()
    waiting = (
        resident.drafts.filter(case=None, expires_on__gte=today()).select_related("definition") if resident else ()
    )
    return render(request, "cases/mine.html", {"cases": mine.order_by("-arrived_at"), "drafts": waiting})

"""One case at the desk: everything about it, and each thing that can be done with it.

Two clerks may have the same case open. Every form carries the last entry of the journal that its page knew; when
somebody else has gone on since, the second reads who did what, and finds what they typed in its place.
"""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tomoni.base.clock import now, today
from tomoni.base.doors import open_to
from tomoni.common.approvals.api import NotPossible
from tomoni.common.people.api import clerk_of, person_of, seen

from ..clock import clock_on
from ..definitions import NoSuchPost
from ..desk_acts import ACTS, FORMS, NEVER_STALE, OFFERED, Given, Refused
from ..forms import checked
from ..measure import measured
from ..models import Case, Message
from ..queries import answers_of, attached, beside, clock_days, files_among, linked, looks_at, story_for_staff
from ..replies import reply_templates, template_text
from ..rights import EXAMINES_CASE, SEES_CASE, examines, sees
from ..two_clerks import also_here, gone_on_since, stamp_of
from ..workflow import Kind, NotNow, State


@never_cache
@require_safe
@open_to(SEES_CASE)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """A case with everything about it. Whoever opens it is noted."""
    found = _found(number)
    clerk = clerk_of(request)
    seen(who=clerk, about=found, whose=found.resident, why=_("申請の審査"), screen="case")
    if examines(person_of(request), found.procedure):
        Message.objects.filter(case=found, clerk=None, read_at=None).update(read_at=now())
    return _case_page(request, found)


def _found(number: str) -> Case:
    related = ("definition", "resident", "examiner", "helped_by", "notice", "package", "follows",
               "assistance__clerk", "assistance__scan")  # fmt: skip
    lists = ("corrections__asked_by", "proposals__made_by", "messages__clerk", "notes__clerk", "legs", "delays",
             "consultations__section", "consultations__answered_by", "appeals", "followed_by")  # fmt: skip
    return get_object_or_404(Case.objects.select_related(*related).prefetch_related(*lists), number=number)


def _case_page(
    request: HttpRequest, found: Case, typed: forms.Form | None = None, *, status: int = 200
) -> HttpResponse:
    """`typed` is a form that comes back, because something in it is wrong or somebody else was first."""
    kept, clock = found.kept, clock_on(found, today())
    files = files_among(found.definition, kept)
    works = examines(person_of(request), found.procedure)
    offered = {name: make(found, None) for name, make in FORMS.items() if works and OFFERED[name](found)}
    if works and (text := template_text(found, request.GET.get("template", ""))):
        offered["say"].initial["text"] = text
    if typed is not None:
        offered[typed.prefix or ""] = typed
    with override("ja"):
        problems = checked(found.procedure.checks, found.definition.questions, kept)
    looks = looks_at(found)
    context = {
        "case": found,
        "says": found.definition.content,
        "clock": clock,
        "days": clock_days(clock),
        "help": getattr(found, "assistance", None),
        "beside": [other for other in beside(found) if sees(person_of(request), other.procedure)],
        "linked": [(other, why) for other, why in linked(found) if sees(person_of(request), other.procedure)],
        "measured": measured(found.procedure_key),
        "groups": answers_of(found.definition, kept, files),
        "files": [attached(file, url=file.get_absolute_url()) for file in files.values()],
        "problems": list(problems.values()),
        "works": works,
        "me": clerk_of(request),
        "seen": stamp_of(found),
        "also_here": also_here(looks, clerk_of(request)),
        "offered": offered,
        "opened": {typed.prefix: True} if typed is not None else {},
        "wrong": typed if typed is not None and typed.errors else None,
        "templates": reply_templates(found) if works else [],
        "may_take_up": works and found.state == State.RECEIVED,
        "may_accept": works and found.kind == Kind.NOTIFICATION and found.state in (State.RECEIVED, State.EXAMINING),
        "away": next((leg for leg in found.legs.all() if leg.back_on is None), None),
        "story": story_for_staff(found),
        "looks": looks,
        "notice": getattr(found, "notice", None),
    }
    return render(request, "cases/desk/case.html", context, status=status)


@never_cache
@require_POST
@open_to(EXAMINES_CASE)
def act(request: HttpRequest, number: str, what: str) -> HttpResponseBase:
    """One thing done with a case; then the case again. What was typed comes back whenever it could not be done."""
    if what not in ACTS:
        raise Http404
    found, clerk = _found(number), clerk_of(request)
    form = FORMS[what](found, request.POST) if what in FORMS else None
    if form is not None and not form.is_valid():
        return _case_page(request, found, form, status=422)
    others = "" if what in NEVER_STALE else gone_on_since(found, request.POST.get("seen", ""), clerk)
    if others:
        return _not_now(request, found, form, others)
    given: Given = form.cleaned_data if form is not None else {}
    try:
        messages.success(request, ACTS[what](found, clerk, given))
    except NotNow:
        first = _("ほかの人が先に進めました。いまの状態を確かめてください。")
        return _not_now(request, _found(number), form, first)
    except (NotPossible, Refused) as impossible:
        return _not_now(request, _found(number), form, str(impossible))
    except NoSuchPost as missing:
        words = _("決裁の順に「%(post)s」という職がありません。設定を確かめてください。") % {"post": missing.post}
        return _not_now(request, _found(number), form, words)
    return redirect("desk-case", number)


def _not_now(request: HttpRequest, found: Case, form: forms.Form | None, words: str) -> HttpResponseBase:
    messages.error(request, words)
    if form is None:
        return redirect("desk-case", found.number)
    return _case_page(request, found, form, status=409)

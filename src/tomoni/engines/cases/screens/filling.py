"""The form: one page for one thing, kept at every step; the check before it is handed in; and coming back to it."""

import re
from typing import Any

from django.db import IntegrityError
from django.db.models import Model
from django.forms.boundfield import BoundField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tomoni.base.clock import add_open_days, now, today
from tomoni.base.design.shapes import Answer
from tomoni.base.doors import PUBLIC, open_to
from tomoni.base.kana import normal_width
from tomoni.common.files.api import StoredFile, hand_out
from tomoni.common.people.api import person_of

from ..actions import NotComplete, begin, judge, submit
from ..definitions import definition_of
from ..filling import fill, form_of, take_off
from ..forms import StepForm, steps_asked
from ..identity import asked_first, shown_by
from ..kinds import FilesField, fields_of, keys_of, kinds
from ..knocks import may_knock
from ..live import live, rules_at
from ..models import Case, Draft
from ..procedures import Procedure
from ..queries import answers_of, attached, files_among
from ..questions import spoken
from ..steps_ahead import steps_ahead
from .procedures import procedure_or_404

PAGE = re.compile("[0-9a-f]{32}")
OPENED = "drafts"  # the tokens that this session may open


def slow_down(request: HttpRequest) -> HttpResponse:
    """Too much from one address within an hour."""
    return render(request, "cases/slow_down.html", status=429)


# Beginning


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
def apply(request: HttpRequest, key: str) -> HttpResponseBase:
    """The first page. Nothing is kept until something is sent."""
    procedure = procedure_or_404(key)
    if procedure.begins_at:
        return redirect(procedure.begins_at)
    if request.method != "POST":
        definition = definition_of(procedure)
        fresh = Draft(definition=definition, answers=_known(request, procedure))
        return _page(request, fresh, 1, StepForm(definition.steps[0], fresh.answers))
    draft = begun(request, procedure)
    if draft is None:
        return slow_down(request)
    return _filled(request, draft, 1) if draft.case is None else _go_on(draft)


def begun(request: HttpRequest, procedure: Procedure) -> Draft | None:
    """The draft that this opened page begins, or has begun already while it was typed into; None when too many did.

    The sign of a page is as secret as a draft's token: whoever knows it opened the page.
    """
    page = page_of(request)
    draft = Draft.objects.filter(begun_by=page, definition__key=procedure.key).first() if page else None
    if draft is None and not may_knock(request, "begin"):
        return None
    if draft is None:
        resident, language = person_of(request).resident, get_language() or "ja"
        known = _known(request, procedure)
        try:
            draft = begin(procedure, answers=known, resident=resident, language=language, begun_by=page)
        except IntegrityError:  # typed and pressed in the same moment
            draft = Draft.objects.get(begun_by=page)
    remember(request, draft)
    return draft


def page_of(request: HttpRequest) -> str:
    """The sign of an opened page that keeps by itself what is typed; empty where no script runs."""
    sign = request.POST.get("page", "")
    return sign if PAGE.fullmatch(sign) else ""


def _known(request: HttpRequest, procedure: Procedure) -> dict[str, Any]:
    """What the city knows of somebody who is signed in is not asked again."""
    resident = person_of(request).resident
    return {procedure.mails_to: resident.mail_address} if resident and procedure.mails_to else {}


def remember(request: HttpRequest, draft: Draft) -> None:
    """This session may open the draft from now on."""
    request.session[OPENED] = [*request.session.get(OPENED, [])[-19:], draft.token]


def opens(request: HttpRequest, draft: Draft) -> bool:
    """Whether this session, or the person signed in, may open the draft."""
    person = person_of(request)
    return (
        draft.token in request.session.get(OPENED, [])
        or (person.resident is not None and draft.resident_id == person.resident.pk)
        or (person.clerk is not None and draft.helped_by_id == person.clerk.pk)
    )


def draft_or_answer(request: HttpRequest, token: str) -> tuple[Draft | None, HttpResponseBase]:
    """The draft of an address, or the answer to give instead: handed in, unknown, or its code first."""
    draft = Draft.objects.filter(token=token).select_related("definition", "case", "resident").first()
    if draft is None or draft.expires_on < today():
        return None, render(request, "cases/draft_gone.html", status=404)
    if not opens(request, draft):
        return None, redirect("draft", token)
    if draft.case is not None:
        return None, redirect("case-receipt", draft.case.token)
    return draft, HttpResponse()


# Coming back


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
def resume(request: HttpRequest) -> HttpResponseBase:
    """With the code that every page of the form shows, a draft goes on here."""
    return _ask_for_code(request)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
def draft(request: HttpRequest, token: str) -> HttpResponseBase:
    """The link of a draft: on the device where it was begun it goes on; elsewhere the code is asked for."""
    found = get_object_or_404(Draft.objects.select_related("definition", "case"), token=token)
    if opens(request, found):
        return _go_on(found)
    return _ask_for_code(request, only=found)


def _ask_for_code(request: HttpRequest, only: Draft | None = None) -> HttpResponseBase:
    wrong = ""
    if request.method == "POST":
        if not may_knock(request, "code"):
            return slow_down(request)
        found = _with_code(request.POST.get("code", ""))
        if found is not None and (only is None or found.pk == only.pk):
            remember(request, found)
            return _go_on(found)
        wrong = _("この再開番号の下書きは見つかりません。8文字を確かめてください。")
    return render(request, "cases/resume.html", {"wrong": wrong, "typed": request.POST.get("code", "")})


def _with_code(typed: str) -> Draft | None:
    code = "".join(character for character in normal_width(typed).upper() if character.isalnum())
    found = Draft.objects.filter(code=code, expires_on__gte=today())
    return found.select_related("definition", "case").first()


def _go_on(draft: Draft) -> HttpResponseBase:
    """To the receipt, to what is unfinished, to the first page without answers, or to the check."""
    if draft.case is not None:
        return redirect("case-receipt", draft.case.token)
    steps = draft.definition.steps
    for number in (index + 1 for index in steps_asked(steps, draft.answers)):
        keys = {key for question in steps[number - 1].questions for key in keys_of(question)}
        if str(number) in draft.unfinished or (keys and not keys & draft.answers.keys()):
            return redirect("draft-step", draft.token, number)
    return redirect("draft-check", draft.token)


# One page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
def step(request: HttpRequest, token: str, number: int) -> HttpResponseBase:
    """One page of the form."""
    found, instead = draft_or_answer(request, token)
    if found is None:
        return instead
    if number - 1 not in steps_asked(found.definition.steps, found.answers):
        return _go_on(found)
    if request.method == "POST":
        return _filled(request, found, number)
    if number > 1 and (proof := asked_first(request, found, back=request.get_full_path())):
        return proof
    return _page(request, found, number, form_of(found, number))


def _filled(request: HttpRequest, draft: Draft, number: int) -> HttpResponseBase:
    if request.FILES and not may_knock(request, "file"):
        return slow_down(request)
    done = fill(draft, number, request.POST, request.FILES, owner=_owner(request, draft))
    draft.refresh_from_db()
    if not done:
        return redirect("draft-step", draft.token, number)
    if request.GET.get("back") == "check":
        return redirect("draft-check", draft.token)
    later = [index + 1 for index in steps_asked(draft.definition.steps, draft.answers) if index + 1 > number]
    return redirect("draft-step", draft.token, later[0]) if later else redirect("draft-check", draft.token)


def _owner(request: HttpRequest, draft: Draft) -> Model | None:
    return draft.resident or draft.helped_by or person_of(request).resident


def _page(request: HttpRequest, draft: Draft, number: int, form: StepForm) -> HttpResponse:
    steps = draft.definition.steps
    numbers = [index + 1 for index in steps_asked(steps, draft.answers)]
    before = [each for each in numbers if each < number]
    back = reverse("draft-step", args=[draft.token, before[-1]]) if before and draft.pk else ""
    files = files_among(draft.definition, draft.answers)
    rules = draft.definition.rules
    judged_at = rules_at(form, rules)

    def row(bound: BoundField) -> dict[str, Any]:
        uploaded = draft.answers.get(bound.name) or () if isinstance(bound.field, FilesField) else ()
        return {
            "field": bound,
            "find": bound.name.removesuffix("_postcode") if bound.name.endswith("_postcode") else "",
            "files": [_attached(draft, files[pk]) for pk in uploaded if pk in files],
            "rules": judged_at.get(bound.name, ()),
        }

    questions = [
        {
            "key": question.key,
            "label": spoken(question.label),
            "hint": spoken(question.hint),
            "together": kinds[question.kind].together,
            "statement": question.kind == "statement",
            "rows": [row(form[name]) for name in form.names[question.key]],
        }
        for question in form.questions
    ]
    key, token = draft.definition.key, draft.token
    context = {
        "tab": "procedures",
        "draft": draft,
        "keep": reverse("draft-keep", args=[token, number]) if draft.pk else reverse("procedure-keep", args=[key]),
        "seen": draft.saved_at.isoformat() if draft.pk else "",
        "says": draft.definition.content,
        "title": spoken(steps[number - 1].title),
        "form": form,
        "questions": questions,
        "live": live(form, rules, draft.answers),
        "place": numbers.index(number) + 1,
        "places": len(numbers) + 1,
        "back": back or reverse("procedure", args=[draft.definition.key]),
        "with_files": form.is_multipart(),
    }
    return render(request, "cases/step.html", context)


def _attached(draft: Draft, file: StoredFile) -> Any:
    return attached(
        file,
        url=reverse("draft-file", args=[draft.token, file.pk]),
        remove_url=reverse("draft-file-remove", args=[draft.token, file.pk]),
    )


# Files


def _file(draft: Draft, pk: int) -> StoredFile:
    if pk not in files_among(draft.definition, draft.answers):
        raise Http404
    return get_object_or_404(StoredFile.objects.there(), pk=pk)


@never_cache
@require_safe
@open_to(PUBLIC)
def draft_file(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """What was uploaded can be opened again, also on another device."""
    found, instead = draft_or_answer(request, token)
    return instead if found is None else hand_out(_file(found, pk))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
def draft_file_remove(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """Take a file off the draft, after asking once."""
    found, instead = draft_or_answer(request, token)
    if found is None:
        return instead
    file = _file(found, pk)
    number = next(
        place
        for place, each in enumerate(found.definition.steps, start=1)
        if any(pk in (found.answers.get(question.key) or []) for question in each.questions if question.kind == "files")
    )
    if request.method == "POST":
        take_off(found, file)
        return redirect("draft-step", token, number)
    return render(request, "cases/remove_file.html", {"draft": found, "file": file, "number": number})


# The check, and handing in


def where_confirmed(request: HttpRequest, draft: Draft) -> str:
    """What was typed for somebody is confirmed on screens of its own: the clerk's, or the applicant's."""
    clerk = person_of(request).clerk
    mine = clerk is not None and clerk.pk == draft.helped_by_id
    return reverse("desk-hand-in" if mine else "draft-confirm", args=[draft.token])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
def check(request: HttpRequest, token: str) -> HttpResponseBase:
    """All answers once more; then the one button that hands them in. Pressed twice, it is one case."""
    found, instead = draft_or_answer(request, token)
    if found is None:
        return instead
    if hasattr(found, "assistance"):
        return redirect(where_confirmed(request, found))
    if proof := asked_first(request, found, back=reverse("draft-check", args=[token]), fresh=True):
        return proof
    if request.method == "POST" and request.POST.get("true") == "yes":
        try:
            case = submit(found, shown=shown_by(request, found))
        except NotComplete:
            return redirect("draft-check", token)
        return redirect("case-receipt", case.token)
    return _check_page(request, found, unticked=request.method == "POST")


def _check_page(request: HttpRequest, draft: Draft, *, unticked: bool) -> HttpResponse:
    definition = draft.definition
    clean, wrong = judge(draft)
    kept = draft.answers | clean
    places = len(steps_asked(definition.steps, draft.answers)) + 1

    def back_to(number: int, question: Any) -> str:
        first = next(iter(fields_of(question)), question.key)
        return f"{reverse('draft-step', args=[draft.token, number])}?back=check#id_{first}"

    context = {
        "tab": "procedures",
        "draft": draft,
        "says": definition.content,
        "groups": answers_of(definition, kept, files_among(definition, kept), url=back_to),
        "wrong": [Answer(words, "", _where(draft, key)) for key, words in wrong.items()],
        "unticked": unticked,
        "places": places,
        "ahead": steps_ahead(_as_if_arrived(draft)),
    }
    return render(request, "cases/check.html", context)


def _where(draft: Draft, key: str) -> str:
    """The page on which the answer under a key is given."""
    for number, each in enumerate(draft.definition.steps, start=1):
        if any(key in keys_of(question) for question in each.questions):
            return f"{reverse('draft-step', args=[draft.token, number])}?back=check#id_{key}"
    return ""


def _as_if_arrived(draft: Draft) -> Case:
    """A case that arrives now, to say what would happen by when. It is never saved."""
    says = draft.definition.content
    return Case(
        definition=draft.definition,
        kind=says["kind"],
        arrived_at=now(),
        answer_within=says["answer_within"],
        due_on=add_open_days(today(), says["answer_within"]),
    )


@never_cache
@require_POST
@open_to(PUBLIC)
def forget(request: HttpRequest, token: str) -> HttpResponseBase:
    """Throw a draft away."""
    found, instead = draft_or_answer(request, token)
    if found is None:
        return instead
    key = found.definition.key
    found.delete()
    return redirect("procedure", key)

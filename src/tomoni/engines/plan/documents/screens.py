"""The desk of whoever reads plans in: hand in a document, answer its questions beside the source, load it."""

import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tomoni.base.city.api import CityFileError
from tomoni.base.clock import now
from tomoni.base.doors import open_to
from tomoni.common.files.api import WrongFile, hand_out, keep
from tomoni.common.people.api import clerk_of

from ..models import PlanDocument
from .actions import (
    FigurePublished,
    KeysTaken,
    NotReadable,
    StillOpen,
    add,
    answer,
    correct,
    draft_of,
    hand_in,
    keep_typed,
    load,
    read_again,
    rehearse,
)
from .draft import Draft
from .exporting import counted, export
from .forms import AddForm, AnswerForm, DocumentForm, PartForm
from .offers import KEEP, PURPOSE
from .questions import where
from .showing import ADD_A_POLICY, QUESTIONS, changes, tree, window
from .sources import TROUBLES, Trouble
from .standing import standing_plan
from .writing import csv_of, toml_of

TYPED = re.compile(r"q(\d{1,5})-answer")
READ = PlanDocument.State.READ


def _document(number: int) -> PlanDocument:
    return get_object_or_404(PlanDocument.objects.select_related("file", "onto"), pk=number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(KEEP)
def documents(request: HttpRequest) -> HttpResponse:
    """Hand in a document, and those that were handed in."""
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        clerk = clerk_of(request)
        try:
            file = keep(form.cleaned_data["file"], owner=clerk, purpose=PURPOSE)
        except WrongFile as error:
            form.add_error("file", str(error))
        else:
            document = hand_in(file, onto=form.cleaned_data["onto"], when=now(), who=clerk)
            return redirect("desk-plan-document", document.pk)
    made = PlanDocument.objects.defer("draft")[:50]
    return render(request, "plan/desk/documents.html", {"form": form, "made": made})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(KEEP)
def document(request: HttpRequest, number: int) -> HttpResponse:
    """The draft on the left, the questions first; the source on the right."""
    found = _document(number)
    if found.state in {PlanDocument.State.WAITING, PlanDocument.State.READING, PlanDocument.State.FAILED}:
        context = {"document": found, "trouble": TROUBLES[Trouble(found.trouble)] if found.trouble else ""}
        return render(request, "plan/desk/document_waiting.html", context)
    draft = draft_of(found)
    forms = _answer_forms(draft, request.POST if request.method == "POST" and found.state == READ else None)
    if request.method == "POST" and found.state == READ:
        begun = [form for form in forms if form.is_begun]
        right = [form for form in begun if form.is_valid()]
        for form in right:
            draft = answer(found, form.place, form.said, who=clerk_of(request))
        if len(right) == len(begun):
            if right:
                messages.success(request, _("%(number)d件の答えを保存しました。") % {"number": len(right)})
            return redirect("desk-plan-document", found.pk)
        forms = [form for form in forms if form not in right]
        for form in forms:
            form.is_bound = form in begun
    return render(request, "plan/desk/document.html", _beside(request, found, draft, forms))


def _answer_forms(draft: Draft, data: object) -> list[AnswerForm]:
    """One form for each of the first open questions."""
    opened = [(place, one) for place, one in enumerate(draft.questions) if not one.answered]
    return [AnswerForm(one, place, draft, data) for place, one in opened[:QUESTIONS]]


def _beside(request: HttpRequest, found: PlanDocument, draft: Draft, forms: list[AnswerForm]) -> dict[str, object]:
    return {
        "document": found,
        "draft": draft,
        "forms": forms,
        "asked": [(form, where(form.question), form.question) for form in forms],
        "left": len(draft.open_questions),
        "counts": counted(draft),
        "tree": tree(draft),
        "add_a_policy": ADD_A_POLICY,
        "source": window(found, _line(request) or 1),
        "is_open": found.state == READ,
    }


@never_cache
@require_POST
@open_to(KEEP)
def keep_answers(request: HttpRequest, number: int) -> HttpResponse:
    """What is being typed is kept, and decides nothing: called while somebody types."""
    typed = {int(found[1]): text for name, text in request.POST.items() if (found := TYPED.fullmatch(name))}
    try:
        keep_typed(_document(number), {place: str(text) for place, text in typed.items() if text})
    except NotReadable:
        return JsonResponse({"kept": False, "says": ""}, status=409)
    return JsonResponse({"kept": True, "says": _("入れたところまで保存しました")})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(KEEP)
def part(request: HttpRequest, number: int, path: str) -> HttpResponse:
    """Correct one part of the draft beside the lines in which it stands."""
    found = _document(number)
    if found.state != READ:
        return redirect("desk-plan-document", found.pk)
    draft = draft_of(found)
    path = "" if path == "plan" else path
    try:
        form = PartForm(draft, path, request.POST if request.method == "POST" else None)
    except LookupError:
        raise Http404 from None
    if request.method == "POST" and form.moved:
        messages.error(request, _("ほかの人が下書きに加えたので、場所がずれました。もう一度選んでください。"))
        return redirect("desk-plan-document", found.pk)
    if request.method == "POST" and form.is_valid():
        correct(found, form.changes, who=clerk_of(request))
        messages.success(request, _("直しました。"))
        return redirect("desk-plan-document", found.pk)
    source = window(found, _line(request) or 1)
    return render(request, "plan/desk/document_part.html", {"document": found, "form": form, "source": source})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(KEEP)
def add_part(request: HttpRequest, number: int, path: str) -> HttpResponse:
    """Put in a part that the reading did not find, beside the lines in which it stands."""
    found = _document(number)
    if found.state != READ:
        return redirect("desk-plan-document", found.pk)
    line = _line(request)
    try:
        form = AddForm(draft_of(found), path, request.POST if request.method == "POST" else None, line=line)
    except LookupError:
        raise Http404 from None
    if request.method == "POST" and form.is_valid():
        add(found, path, form.place, form.facts, who=clerk_of(request))
        messages.success(request, _("加えました。"))
        return redirect("desk-plan-document", found.pk)
    context = {"document": found, "form": form, "source": window(found, line or 1)}
    return render(request, "plan/desk/document_part.html", context, status=422 if form.errors else 200)


def _line(request: HttpRequest) -> int:
    """The line of the source that was asked for, or 0."""
    line = request.GET.get("line", "")
    return int(line) if line.isdecimal() and len(line) < 8 else 0


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(KEEP)
def load_document(request: HttpRequest, number: int) -> HttpResponse:
    """What loading would change, line by line; and the button that does it."""
    found = _document(number)
    if found.state != READ:
        return redirect("desk-plan-document", found.pk)
    refused = ""
    if request.method == "POST":
        refused = _loaded(request, found)
        if not refused:
            return redirect("desk-plan-document", found.pk)
    whole, _standing, differences = rehearse(found)
    context = {
        "document": found,
        "plan": whole.plan.plan,
        "left": len(draft_of(found).open_questions),
        "changes": changes(differences),
        "refused": refused,
    }
    return render(request, "plan/desk/document_load.html", context)


def _loaded(request: HttpRequest, found: PlanDocument) -> str:
    """Load it; what speaks against it in words otherwise."""
    try:
        done = load(found, when=now(), who=clerk_of(request))
    except StillOpen as error:
        return _("確かめることが、あと%(number)d件あります。先に答えてください。") % {"number": error.number}
    except FigurePublished as error:
        labels = "、".join(error.labels)
        return _(
            "公表した数字と違う数字があります（%(labels)s）。公表した数字は、指標の画面の「訂正」で、理由を書いて直してください。"
        ) % {"labels": labels}
    except KeysTaken as error:
        return _(
            "同じ番号の指標か略号が「%(plan)s」にあります。「どの計画に読み込みますか」でその計画を選び直してください。"
        ) % {"plan": error.plan.title}
    except CityFileError as error:
        return _("計画のファイルとして読めません: %(why)s") % {"why": str(error)[:300]}
    messages.success(request, _("計画に入れました（%(number)d件）。") % {"number": len(done)})
    return ""


@never_cache
@require_POST
@open_to(KEEP)
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Read the file once more, from the beginning."""
    try:
        read_again(_document(number), who=clerk_of(request))
    except NotReadable:
        messages.error(request, _("計画に入れた文書は、読み直せません。もう一度ファイルを入れてください。"))
    return redirect("desk-plan-document", number)


@never_cache
@require_safe
@open_to(KEEP)
def plan_toml(request: HttpRequest, number: int) -> HttpResponse:
    """The draft as plan.toml."""
    found = _read(number)
    draft = draft_of(found)
    whole = export(draft, standing_plan(found.onto))
    return _file(toml_of(whole.plan, draft), "plan.toml", "application/toml")


@never_cache
@require_safe
@open_to(KEEP)
def observations_csv(request: HttpRequest, number: int) -> HttpResponse:
    """The baselines and targets of the draft as observations.csv."""
    found = _read(number)
    return _file(csv_of(export(draft_of(found), standing_plan(found.onto)).figures), "observations.csv", "text/csv")


@never_cache
@require_safe
@open_to(KEEP)
def original(request: HttpRequest, number: int) -> HttpResponse:
    """The document as it came."""
    return hand_out(_document(number).file)  # type: ignore[return-value]


def _read(number: int) -> PlanDocument:
    found = _document(number)
    if not found.draft:
        raise Http404
    return found


def _file(text: str, name: str, kind: str) -> HttpResponse:
    answered = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    answered["Content-Disposition"] = f'attachment; filename="{name}"'
    return answered

"""The screens of office papers: choose a sort, write and see the route beforehand, mend what came back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tomoni.base import clock
from tomoni.base.clock import add_open_days
from tomoni.base.doors import open_to
from tomoni.common.approvals.api import NotPossible, Paper, Preview, drafts, preview
from tomoni.common.approvals.rights import READS_PAPER
from tomoni.common.people.api import STAFF, Clerk, Post, clerk_of

from . import actions
from .forms import FORMS, PaperForm
from .models import OfficePaper

DAYS_TO_DECIDE = 5


@require_safe
@open_to(STAFF)
def begin(request: HttpRequest) -> HttpResponse:
    """What to write; and the clerk's own papers that are still open."""
    own = Paper.objects.of_drafter(clerk_of(request)).filter(kind_key__startswith="office_papers.")
    here = {"sorts": OfficePaper.Sort.choices, "mine": own.prefetch_related("about")[:20], "rail": "office_papers"}
    return render(request, "office_papers/begin.html", here)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(STAFF)
def write(request: HttpRequest, sort: str) -> HttpResponse:
    """A new paper. The first button shows where it would go, the second sends it."""
    if sort not in FORMS:
        raise Http404
    clerk = clerk_of(request)
    quoted = _quoted(request, clerk)
    begin_with = _typed(quoted) if quoted else {"due_on": add_open_days(clock.today(), DAYS_TO_DECIDE)}
    form = _form(request, sort, clerk, begin_with | {"quotes": quoted.pk if quoted else None})
    laid = None
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("do") != "look":
                return _drafted(request, form, quoted)
            laid = _laid(form)
        except NotPossible as wrong:
            form.add_error(None, str(wrong))
    return _page(request, form, sort=sort, laid=laid, quoted=quoted)


def _drafted(request: HttpRequest, form: PaperForm, quoted: Paper | None) -> HttpResponse:
    goes_up = request.POST.get("do") != "keep"
    facts = form.cleaned_data
    paper = actions.draft(
        sort=form.sort, clerk=form.clerk, as_post=form.post, due_on=facts["due_on"], quotes=quoted, goes_up=goes_up,
        **_says(form),
    )  # fmt: skip
    words = _("回議に出しました。決裁区分は「%(class)s」です。") if goes_up else _("下書きにしました。")
    messages.success(request, words % {"class": paper.authority} if goes_up else words)
    return redirect(paper)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(READS_PAPER)
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a paper that is with its drafter, and send it round again: by the rules it began with."""
    paper, clerk = get_object_or_404(Paper.objects.select_related("as_post__section"), pk=pk), clerk_of(request)
    made = paper.about
    if not isinstance(made, OfficePaper) or not paper.is_open or paper.is_up or not drafts(paper, clerk):
        raise Http404
    form = _form(request, made.sort, clerk, _typed(paper))
    laid = None
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("do") != "look":
                actions.mend(paper, clerk=clerk, **_says(form))
                messages.success(request, _("直して、もう一度回議に出しました。"))
                return redirect(paper)
            laid = _laid(form, paper)
        except NotPossible as wrong:
            form.add_error(None, str(wrong))
    return _page(request, form, sort=made.sort, laid=laid, paper=paper)


def _form(request: HttpRequest, sort: str, clerk: Clerk, begin_with: dict[str, Any]) -> PaperForm:
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return FORMS[sort](*posted, clerk=clerk, initial=begin_with)


def _says(form: PaperForm) -> dict[str, Any]:
    facts = form.cleaned_data
    return {
        "wanted": form.wanted, "title": facts["title"], "text": facts["text"].replace("\r\n", "\n"),
        "facts": form.said, "typed": form.typed, "also": list(facts["also"]), "files": facts["files"],
    }  # fmt: skip


def _laid(form: PaperForm, paper: Paper | None = None) -> Preview:
    return preview(form.wanted, form.post, also=list(form.cleaned_data["also"]), paper=paper)


def _typed(paper: Paper) -> dict[str, Any]:
    """What was typed into an earlier paper, as the form takes it."""
    made = paper.about
    assert isinstance(made, OfficePaper)
    typed = dict(made.typed)
    keys = typed.pop("also", [])
    days = {name: clock.parse_day(value) for name, value in typed.items() if name.endswith("_on") and value}
    return typed | days | {"also": list(Post.objects.filter(key__in=keys))}


def _quoted(request: HttpRequest, clerk: Clerk) -> Paper | None:
    """引用起案: the rejected paper that a new one takes up, if the clerk may read it."""
    asked = request.POST.get("quotes") or request.GET.get("quotes") or ""
    if not asked.isdigit():
        return None
    readable = Paper.objects.readable_by(clerk, clock.today()).filter(kind_key__startswith="office_papers.")
    return readable.filter(pk=int(asked), state=Paper.State.REJECTED).first()


def _page(request: HttpRequest, form: PaperForm, **here: Any) -> HttpResponse:
    kept = form.cleaned_data.get("files", []) if form.is_bound else []
    if kept:
        typed = request.POST.copy()
        typed["kept"] = " ".join(str(file.pk) for file in kept)
        form.data = typed
    here |= {
        "form": form, "kept": kept, "title": OfficePaper.Sort(here["sort"]).label, "rail": "office_papers",
    }  # fmt: skip
    return render(request, "office_papers/write.html", here, status=422 if form.errors else 200)

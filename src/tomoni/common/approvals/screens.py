"""The screens of approvals: what waits and what I drafted, one paper, a new version, where two versions differ."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tomoni.base import clock
from tomoni.base.doors import open_to
from tomoni.common.people.api import STAFF, Clerk, clerk_of, seen
from tomoni.common.people.waiting import on_desk

from . import actions
from .actions.filing import of_the_section
from .actions.moving import drafts
from .actions.passing import may_show
from .afterwards import later_of, may_complete_undispatched, next_step
from .choices import panel_for
from .contents import differences
from .doing import carry_out
from .forms import MoveForm, PapersFilter, RewriteForm
from .impossible import ChangedMeanwhile, NotPossible
from .kinds import kinds
from .models import Cell, Paper, PaperVersion
from .queries import content_of
from .rights import READS_PAPER
from .rows import waiting_rows
from .showing import Shown

PER_PAGE = 50


@require_safe
@open_to(STAFF)
def papers(request: HttpRequest) -> HttpResponse:
    """What waits for me, and below it the papers I drafted or may read."""
    clerk = clerk_of(request)
    form = PapersFilter(request.GET)
    page = Paginator(_found(form, clerk), PER_PAGE).get_page(request.GET.get("page"))
    waiting = waiting_rows([item for tray, item in on_desk(request) if tray.key == "approvals"], clock.today())
    here = {"waiting": waiting, "form": form, "page": page, "rail": "approvals"}
    return render(request, "approvals/papers.html", here)


def _found(form: PapersFilter, clerk: Clerk) -> QuerySet[Paper]:
    asked = form.cleaned_data if form.is_valid() else {}
    readable = asked.get("whose") == "all"
    found = Paper.objects.readable_by(clerk, clock.today()) if readable else Paper.objects.of_drafter(clerk)
    if asked.get("state"):
        found = found.filter(state=asked["state"])
    for word in asked.get("words", "").replace("　", " ").split():
        found = found.filter(Q(title__icontains=word) | Q(number__icontains=word))
    return found.select_related("section", "drafter")


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(READS_PAPER)
def paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One paper, and what this clerk can do with it."""
    shown = Shown(_paper(pk), clerk_of(request), clock.today())
    panel = panel_for(shown)
    typed = request.POST if request.method == "POST" else None
    form = MoveForm(typed, panel=panel, seen=shown.version.digest, ways_back=shown.ways_back)
    if request.method == "POST" and form.is_valid():
        try:
            return _moved(request, shown, form)
        except NotPossible as wrong:
            form.add_error("reason" if wrong.about_reason and "reason" in form.fields else None, str(wrong))
            if isinstance(wrong, ChangedMeanwhile):
                return _shown(request, Shown(_paper(pk), shown.clerk, shown.on), form, status=409)
    return _shown(request, shown, form, status=422 if form.errors else 200)


def _shown(request: HttpRequest, shown: Shown, form: MoveForm, *, status: int) -> HttpResponse:
    kind = kinds[shown.paper.kind_key]
    if kind.concerns is not None:
        whose = kind.concerns(shown.paper)
        seen(who=shown.clerk, about=shown.paper, whose=whose, why=_("起案文書の確認"), screen="desk-approval")
    here = {
        "shown": shown,
        "paper": shown.paper,
        "form": form,
        "panel": form.panel,
        "kind": kind,
        "matter": kind.matter(shown.paper) if kind.matter else "",
        "next_step": next_step(shown.paper, shown.clerk),
        "may_skip_dispatch": may_complete_undispatched(shown.paper),
        "later": later_of(shown.paper),
        "may_show": may_show(shown.paper, shown.clerk),
        "may_hold": of_the_section(shown.paper, shown.clerk),
        "rewrite_at": _rewrite_at(shown),
        "rail": "approvals",
    }
    return render(request, "approvals/paper.html", here, status=status)


def _rewrite_at(shown: Shown) -> str:
    """Where the drafter changes the paper: here, or on the screen of the service whose paper it is."""
    kind = kinds[shown.paper.kind_key]
    if not (shown.paper.is_open and drafts(shown.paper, shown.clerk)):
        return ""
    if kind.rewrite_at is not None:
        return kind.rewrite_at(shown.paper)
    return reverse("desk-approval-rewrite", args=[shown.paper.pk]) if kind.own_words else ""


def _moved(request: HttpRequest, shown: Shown, form: MoveForm) -> HttpResponse:
    """Do what was chosen, say it, and go back to what else waits."""
    done = carry_out(shown, form)
    told = {"paper": shown.paper.title, "done": _said(done)}
    messages.success(request, _("「%(paper)s」：%(done)s") % told)
    return redirect("desk-approvals")


def _said(after: Paper) -> str:
    """What the paper's last move is called, with its number when it has just got one."""
    words = str(after.moves.order_by("-pk")[0].get_verb_display())
    return f"{words}（{after.number}）" if after.number and after.state == Paper.State.DECIDED else words


@require_POST
@open_to(READS_PAPER)
def ask_again(request: HttpRequest, pk: int, cell: int) -> HttpResponse:
    """Have a post look at the new version."""
    found = _paper(pk)
    try:
        actions.ask_again(found, clerk=clerk_of(request), cell=get_object_or_404(Cell, pk=cell, paper=found))
        messages.success(request, _("もう一度見てもらうように頼みました。"))
    except NotPossible as wrong:
        messages.error(request, str(wrong))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(READS_PAPER)
def rewrite(request: HttpRequest, pk: int) -> HttpResponse:
    """The drafter writes a new version; one that came back goes up again with it."""
    found, clerk = _paper(pk), clerk_of(request)
    if not (found.is_open and kinds[found.kind_key].own_words and drafts(found, clerk)):
        raise Http404
    version = found.current()
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = RewriteForm(*posted, version=version, enclosed=list(version.enclosures.select_related("file")), clerk=clerk)
    if form.is_valid():
        try:
            move = actions.revise if found.is_up else actions.redraft
            return redirect(move(found, clerk=clerk, **form.changes(found)))
        except NotPossible as wrong:
            form.add_error(None, str(wrong))
    here = {"paper": found, "version": version, "form": form, "rail": "approvals"}
    return render(request, "approvals/rewrite.html", here, status=422 if form.errors else 200)


@require_safe
@open_to(READS_PAPER)
def compare(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Where the paper as it stands differs from an earlier version, such as the one that was sealed."""
    found = _paper(pk)
    old = get_object_or_404(PaperVersion.objects.select_related("made_by"), paper=found, number=number)
    new = found.current()
    parts = differences(content_of(found, old), content_of(found, new))
    here = {"paper": found, "old": old, "new": new, "parts": parts, "rail": "approvals"}
    return render(request, "approvals/compare.html", here)


def _paper(pk: int) -> Paper:
    return get_object_or_404(Paper.objects.select_related("section", "drafter", "as_post"), pk=pk)

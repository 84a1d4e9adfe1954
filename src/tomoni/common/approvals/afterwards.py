"""What comes after the decision, on a paper's screen: into effect (施行), completed (完結), shown to others (供覧)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tomoni.base import clock
from tomoni.base.design.fields import DayField, no_my_number
from tomoni.base.doors import open_to
from tomoni.common.people.api import Clerk, Post, clerk_of

from . import actions
from .actions.filing import of_the_section
from .impossible import NotPossible
from .kinds import NumberedAt, kinds
from .models import Dispatch, FileClass, Filed, Hold, Paper
from .rights import READS_PAPER


class DispatchForm(forms.Form):
    on = DayField(label=gettext_lazy("施行日"))
    method = forms.ChoiceField(label=gettext_lazy("方法"), choices=Dispatch.Method.choices, widget=forms.RadioSelect)
    addressee = forms.CharField(label=gettext_lazy("あて先"), required=False, max_length=200, validators=[no_my_number])
    seal_used = forms.ChoiceField(
        label=gettext_lazy("公印"), choices=Dispatch.SealUsed.choices, widget=forms.RadioSelect
    )
    checked = forms.BooleanField(label=gettext_lazy("浄書を、決裁した文書と照らし合わせた"))


class CompleteForm(forms.Form):
    file_class = forms.ModelChoiceField(label=gettext_lazy("文書分類"), queryset=FileClass.objects.all())
    on = DayField(label=gettext_lazy("完結の日"))


class ShowForm(forms.Form):
    post = forms.ModelChoiceField(
        label=gettext_lazy("だれに見せますか"),
        queryset=Post.objects.select_related("section").order_by("section", "-rank"),
    )


def next_step(paper: Paper, clerk: Clerk) -> str:
    """What the section has to do with a paper that has ended: dispatch, complete, or nothing more."""
    if paper.is_open or not of_the_section(paper, clerk) or Filed.objects.filter(paper=paper).exists():
        return ""
    dispatched = Dispatch.objects.filter(paper=paper).exists()
    if paper.state == Paper.State.DECIDED and not dispatched:
        return "dispatch"
    return "complete"


def later_of(paper: Paper) -> list[tuple[str, str]]:
    """What became of a paper after its decision, as headings and words."""
    if paper.is_open:
        return []
    rows = []
    sent = Dispatch.objects.filter(paper=paper).select_related("checked_by").first()
    if sent is not None:
        words = [clock.wareki(sent.on), sent.get_method_display(), sent.get_seal_used_display(), sent.addressee]
        rows.append((_("施行"), "、".join(word for word in words if word)))
    filed = Filed.objects.filter(paper=paper).select_related("file_class").first()
    if filed is not None:
        rows += [(_("完結"), clock.wareki(filed.completed_on)), (_("文書分類"), str(filed.file_class))]
        rows.append((_("保存"), kept_words(filed)))
        if filed.ended_on is not None:
            rows.append((filed.get_state_display(), clock.wareki(filed.ended_on)))
    holds = Hold.objects.standing().filter(paper=paper)
    rows += [(_("廃棄の止め"), f"{held.get_reason_display()}　{held.words}") for held in holds]
    return rows


def may_complete_undispatched(paper: Paper) -> bool:
    return kinds[paper.kind_key].numbered_at != NumberedAt.DISPATCH or paper.state != Paper.State.DECIDED


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(READS_PAPER)
def dispatch(request: HttpRequest, pk: int) -> HttpResponse:
    """施行."""
    begin = {"on": clock.today(), "seal_used": Dispatch.SealUsed.OMITTED, "method": Dispatch.Method.INSIDE}
    form = DispatchForm(request.POST if request.method == "POST" else None, initial=begin)

    def done(paper: Paper, clerk: Clerk) -> str:
        facts = form.cleaned_data
        after = actions.dispatch(
            paper, clerk=clerk, on=facts["on"], method=facts["method"], seal_used=facts["seal_used"],
            addressee=facts["addressee"], checked_by=clerk,
        )  # fmt: skip
        return (
            _("施行しました。文書番号は %(number)s です。") % {"number": after.number}
            if after.number
            else _("施行しました。")
        )

    return _step(request, pk, form, done, heading=_("施行する"), button=_("施行する"))


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(READS_PAPER)
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """完結."""
    paper = _paper(pk)
    usual = FileClass.objects.filter(code=kinds[paper.kind_key].file_class).first()
    begin = {"on": clock.today(), "file_class": usual}
    form = CompleteForm(request.POST if request.method == "POST" else None, initial=begin)

    def done(paper: Paper, clerk: Clerk) -> str:
        filed = actions.complete(
            paper, clerk=clerk, file_class=form.cleaned_data["file_class"], on=form.cleaned_data["on"]
        )
        return _("完結にしました。%(kept)s") % {"kept": kept_words(filed)}

    return _step(request, pk, form, done, heading=_("完結にする"), button=_("完結にする"))


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(READS_PAPER)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """供覧."""
    form = ShowForm(request.POST if request.method == "POST" else None)

    def done(paper: Paper, clerk: Clerk) -> str:
        actions.show(paper, clerk=clerk, posts=[form.cleaned_data["post"]])
        return _("供覧に出しました。")

    return _step(request, pk, form, done, heading=_("供覧に出す"), button=_("供覧に出す"))


def kept_words(filed: Filed) -> str:
    """How long a completed paper is kept, and what then."""
    if filed.kept_through is None:
        return _("ずっと保存します。")
    facts = {"years": filed.years, "until": clock.wareki(filed.kept_through), "then": filed.get_at_end_display()}
    return _("%(years)d年保存で、%(until)sまでです。そのあとは%(then)sです。") % facts


def _step(request: HttpRequest, pk: int, form: forms.Form, done: Any, *, heading: str, button: str) -> HttpResponse:
    paper, clerk = _paper(pk), clerk_of(request)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, done(paper, clerk))
            return redirect(paper)
        except NotPossible as wrong:
            form.add_error(None, str(wrong))
    here = {"paper": paper, "form": form, "heading": heading, "button_words": button, "rail": "approvals"}
    return render(request, "approvals/step.html", here, status=422 if form.errors else 200)


def _paper(pk: int) -> Paper:
    return get_object_or_404(Paper.objects.select_related("section", "drafter", "as_post"), pk=pk)

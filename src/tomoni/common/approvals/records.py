"""The screens of keeping and letting go: what is kept, the yearly lists, and the certificate of what went."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tomoni.base import clock
from tomoni.base.clock import FiscalYear
from tomoni.base.design.fields import no_my_number, offer
from tomoni.base.doors import open_to
from tomoni.common.people.api import STAFF, Clerk, clerk_of, declare_duty, duty, may, person_of, posts_of

from . import actions
from .actions.disposing import going
from .impossible import NotPossible
from .models import DisposalItem, DisposalList, Filed, Hold, Paper
from .rights import LOOKS_AFTER_PAPER, RECORDS

declare_duty(RECORDS, gettext_lazy("文書の保存と廃棄"))
KEEPS_RECORDS = duty(RECORDS)


class DrawForm(forms.Form):
    year = forms.TypedChoiceField(label=gettext_lazy("保存の終わる年度"), coerce=int)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        this = FiscalYear.of(clock.today()).year
        offer(self, "year", [(year, str(FiscalYear(year))) for year in (this - 1, this)])


class HoldForm(forms.Form):
    reason = forms.ChoiceField(label=gettext_lazy("理由"), choices=Hold.Reason.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=gettext_lazy("説明"), max_length=300, required=False, validators=[no_my_number])


class ReleaseForm(forms.Form):
    why = forms.CharField(label=gettext_lazy("なぜ止めを外しますか"), max_length=300, validators=[no_my_number])


@require_safe
@open_to(STAFF)
def lists(request: HttpRequest) -> HttpResponse:
    """The yearly lists, and how much is kept until when."""
    found = DisposalList.objects.annotate(
        papers=Count("items", filter=Q(items__kept_because="")),
        open=Count("items", filter=Q(items__kept_because="", items__confirmed_at=None)),
    )
    here = {
        "lists": found,
        "kept": Filed.objects.filter(state=Filed.State.KEPT).count(),
        "held": Hold.objects.standing().select_related("paper"),
        "form": DrawForm() if may(person_of(request), RECORDS) else None,
        "rail": "approvals",
    }
    return render(request, "approvals/records.html", here)


@require_POST
@open_to(KEEPS_RECORDS)
def draw(request: HttpRequest) -> HttpResponse:
    form = DrawForm(request.POST)
    if not form.is_valid():
        return redirect("desk-records")
    try:
        found = actions.draw_list(form.cleaned_data["year"], clerk=clerk_of(request))
    except NotPossible as wrong:
        messages.error(request, str(wrong))
        return redirect("desk-records")
    return redirect("desk-records-list", found.fiscal_year)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(STAFF)
def one_list(request: HttpRequest, year: int) -> HttpResponse:
    """A list: sections confirm or keep longer, who keeps the records puts it up and carries it out."""
    found, clerk = get_object_or_404(DisposalList, fiscal_year=year), clerk_of(request)
    if request.method == "POST":
        try:
            done = _done(request, found, clerk)
        except NotPossible as wrong:
            done = None
            messages.error(request, str(wrong))
        return redirect(done) if isinstance(done, Paper) else redirect("desk-records-list", year)
    mine = {post.section_id for post in posts_of(clerk, clock.today())}
    items = list(going(found).select_related("confirmed_by"))
    here = {
        "list": found,
        "items": [(item, item.confirmed_at is None and item.filed.paper.section_id in mine) for item in items],
        "longer": found.items.exclude(kept_because="").select_related("filed__paper"),
        "all_confirmed": bool(items) and all(item.confirmed_at for item in items),
        "keeps": may(person_of(request), RECORDS),
        "rail": "approvals",
    }
    return render(request, "approvals/records_list.html", here)


def _done(request: HttpRequest, found: DisposalList, clerk: Clerk) -> object:
    """One of the buttons of the list; who may press it is asked by the action, or by the duty."""
    do = request.POST.get("do", "")
    if do in ("confirm", "longer"):
        item = get_object_or_404(DisposalItem, list=found, pk=request.POST.get("item") or 0)
        if do == "confirm":
            return actions.confirm(item, clerk=clerk)
        return actions.keep_longer(item, clerk=clerk, why=request.POST.get("why", "")[:300])
    if do in ("propose", "carry_out") and may(person_of(request), RECORDS):
        if do == "propose":
            return actions.propose_list(found, clerk=clerk, as_post=posts_of(clerk, clock.today())[0])
        done = actions.carry_out(found, clerk=clerk)
        messages.success(request, _("目録のとおりに移管・廃棄しました。証明ができています。"))
        return done
    raise NotPossible


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(LOOKS_AFTER_PAPER)
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a hold on a paper, or take one off."""
    paper, clerk = get_object_or_404(Paper, pk=pk), clerk_of(request)
    standing = list(Hold.objects.standing().filter(paper=paper))
    posted = request.POST if request.method == "POST" else None
    releasing = next((each for each in standing if posted and posted.get("release") == str(each.pk)), None)
    form = HoldForm(posted if posted and not releasing else None)
    off = ReleaseForm(posted if releasing else None)
    try:
        if releasing is not None and off.is_valid():
            actions.release(releasing, clerk=clerk, why=off.cleaned_data["why"])
            return redirect(paper)
        if releasing is None and form.is_valid():
            actions.hold(paper, clerk=clerk, **form.cleaned_data)
            messages.success(request, _("止めを付けました。外すまで、廃棄できません。"))
            return redirect(paper)
    except NotPossible as wrong:
        messages.error(request, str(wrong))
    here = {"paper": paper, "form": form, "off": off, "standing": standing, "rail": "approvals"}
    return render(request, "approvals/hold.html", here, status=422 if form.errors or off.errors else 200)

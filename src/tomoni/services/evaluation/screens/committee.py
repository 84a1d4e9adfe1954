"""The committee: what its members read and write, and at the desk who sits on it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tomoni.base.clock import today
from tomoni.base.doors import open_to
from tomoni.common.people.api import Resident, clerk_of, duty, person_of, seen

from .. import actions
from ..forms import RemarkForm, SeatForm
from ..models import SheetRemark
from ..queries import before_the_committee, members_of_committee
from ..rights import SITS_ON_COMMITTEE
from ..rules import COMMITTEE, NotNow
from ..settings import rules_here
from .public import committee_here, shown


def _member(request: HttpRequest) -> Resident:
    resident = person_of(request).resident
    assert resident is not None
    return resident


@never_cache
@require_safe
@open_to(SITS_ON_COMMITTEE)
def sheets(request: HttpRequest) -> HttpResponse:
    """The sheets that wait for the committee, and on which the member has written."""
    written = set(SheetRemark.objects.filter(resident=_member(request)).values_list("sheet_id", flat=True))
    waiting = [(sheet, sheet.pk in written) for sheet in before_the_committee()]
    return render(request, "evaluation/committee.html", {"sheets": waiting, "committee": committee_here()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(SITS_ON_COMMITTEE)
def remark(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One sheet, with what the member says of it."""
    sheet = get_object_or_404(before_the_committee(), evaluation__year=year, code=code)
    member = _member(request)
    own = sheet.remarks.filter(resident=member).first()
    form = RemarkForm(request.POST or None, initial={"words": own.words if own else ""})
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.remark(sheet, resident=member, words=form.cleaned_data["words"])
        except NotNow:
            messages.error(request, _("このシートは、もう先へ進んでいます。"))
        else:
            messages.success(request, _("意見を預かりました。") if kept else _("意見を取り消しました。"))
        return redirect("my-committee")
    status = 422 if form.errors else 200
    return render(request, "evaluation/remark.html", shown(sheet) | {"form": form, "own": own}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(duty(COMMITTEE))
def seats(request: HttpRequest) -> HttpResponse:
    """Who sits on the committee, and a form to seat one more."""
    form = SeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.seat(form.cleaned_data["email"], clerk=clerk_of(request))
        except actions.NoSuchAccount:
            form.add_error("email", _("このメールアドレスのアカウントはありません。委員の方に作ってもらってください。"))
        else:
            messages.success(request, _("委員に加えました。"))
            return redirect("desk-evaluation-committee")
    members = list(members_of_committee(today()))
    for one in members:
        seen(who=clerk_of(request), about=one.resident, why=_("評価委員会の委員"), screen="desk-evaluation-committee")
    here = {
        "members": members,
        "form": form,
        "committee": committee_here(),
        "named": rules_here().committee.organisation,
    }
    return render(request, "evaluation/desk/committee.html", here, status=422 if form.errors else 200)


@never_cache
@require_POST
@open_to(duty(COMMITTEE))
def unseat(request: HttpRequest, number: int) -> HttpResponse:
    actions.unseat(get_object_or_404(members_of_committee(today()), pk=number), clerk=clerk_of(request))
    messages.success(request, _("委員から外しました。"))
    return redirect("desk-evaluation-committee")

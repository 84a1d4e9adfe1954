"""Targets: proposed at the desk after reading what they ask for, and their whole history for everybody."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tomoni.base.clock import add_days, today
from tomoni.base.design.parts.days import day as said_day
from tomoni.base.doors import PUBLIC, open_to
from tomoni.common.approvals.api import NotPossible, papers_about
from tomoni.common.people.api import STAFF, clerk_of

from ..actions import NotAfter
from ..figures import Figure
from ..forms import TargetForm
from ..models import TargetProposal
from ..proposing import NoRoute, UnderWay, propose_target
from ..showing import Read, read_realism
from ..wording import with_unit
from .asked import figure_or_404
from .desk import EDIT


@never_cache
@open_to(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest, key: str) -> HttpResponse:
    """Propose a target: first what it would mean, then, once that was read, up to the posts that decide."""
    figure = figure_or_404(request, key)
    under_way = figure.indicator.proposals.filter(state=TargetProposal.State.ON_ITS_WAY).first()
    form = TargetForm(
        request.POST or None,
        initial={"day": figure.target.day if figure.target else None, "valid_from": today()},
    )
    read: Read | None = None
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        read = read_realism(figure, target=facts["value"], day=facts["day"])
        if request.POST.get("read") == _mark(facts):
            proposal = _proposed(request, figure, form, read)
            if proposal is not None:
                messages.success(request, _("目標を起案しました。決裁がすむと公開されます。"))
                return redirect("desk-plan-proposal", key, proposal.pk)
    if read is None or not read.warnings:
        del form.fields["despite"]
    context = {
        "figure": figure,
        "form": form,
        "read": read,
        "mark": _mark(form.cleaned_data) if read else "",
        "under_way": under_way,
        "now": _now(figure),
    }
    return render(request, "plan/desk/target.html", context)


def _mark(facts: dict[str, Any]) -> str:
    """What was read belongs to this value and this day; another one is read anew."""
    return f"{facts['value'].normalize():f}|{facts['day'].isoformat()}"


def _proposed(request: HttpRequest, figure: Figure, form: TargetForm, read: Read) -> TargetProposal | None:
    """The proposal, or None with what stands in its way at the form."""
    facts = form.cleaned_data
    if read.warnings and not facts["despite"].strip():
        form.add_error("despite", _("注意があります。それでもこの目標にする理由を書いてください"))
        return None
    try:
        return propose_target(figure, who=clerk_of(request), **facts)
    except NotAfter as error:
        form.add_error(None, _("日付は、%(day)sより後でなければなりません。") % {"day": said_day(error.day)})
    except UnderWay:
        form.add_error(None, _("この指標の目標は、別の起案が決裁中です。"))
    except NoRoute as error:
        form.add_error(None, _("目標を決める順序が、市の設定にありません（%(what)s）。") % {"what": error})
    except NotPossible as error:
        form.add_error(None, str(error))
    return None


def _now(figure: Figure) -> list[tuple[str, str]]:
    """Where the indicator stands while a target is being thought about."""
    return [
        (_("基準"), with_unit(figure.indicator, figure.baseline_value)),
        (_("いまの値"), with_unit(figure.indicator, figure.value)),
        (_("いまの目標"), with_unit(figure.indicator, figure.target_value)),
    ]


@never_cache
@open_to(STAFF)
@require_safe
def proposal(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One proposal as it was put up, with its paper and what became of it."""
    found = get_object_or_404(
        TargetProposal.objects.select_related("indicator", "made_by", "target"), pk=number, indicator__key=key
    )
    context = {
        "proposal": found,
        "indicator": found.indicator,
        "value": with_unit(found.indicator, found.value),
        "paper": papers_about(found).first(),
    }
    return render(request, "plan/desk/proposal.html", context)


@require_safe
@open_to(PUBLIC)
def history(request: HttpRequest, key: str) -> HttpResponse:
    """Every target an indicator ever had: value, days, reason, and what was read before it was set."""
    figure = figure_or_404(request, key)
    targets = figure.indicator.targets.select_related("proposal").order_by("-decided_on")
    shown = [
        {
            "target": one,
            "value": with_unit(figure.indicator, one.value),
            "proposal": getattr(one, "proposal", None),
            "stands": figure.target is not None and one.pk == figure.target.pk,
            "day_before": add_days(one.begins, -1),
        }
        for one in targets
        if one.decided_on <= figure.asked or one == figure.target
    ]
    return render(request, "plan/targets.html", {"figure": figure, "indicator": figure.indicator, "shown": shown})

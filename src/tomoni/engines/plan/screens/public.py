"""What everybody can read of the plan."""

from collections import Counter
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tomoni.base.city.api import the_city
from tomoni.base.clock import today
from tomoni.base.design.parts.words import VERDICTS
from tomoni.base.design.shapes import TallyItem
from tomoni.base.doors import PUBLIC, open_to

from ..beside import beside
from ..figures import Figure
from ..models import IndicatorValue, Measure, MeasureGroup, ValueProject
from ..queries import PlanNow, PolicyNow, plan_on, services_of
from ..rules import Age, age_of
from ..showing import IndicatorLine, line_of, tally_of
from ..wording import share_word
from .asked import figure_or_404, plan_or_404
from .rows import Rows, rows_counted

ROWS_A_PAGE = 50


@require_safe
@open_to(PUBLIC)
def plan(request: HttpRequest) -> HttpResponse:
    """The plan at a glance."""
    now = plan_or_404(request)
    shown = [_shown_policy(state) for state in now.policies]
    context = {"policies": shown, "tally": tally_of(now), "beside": beside(now.plan.key, "")}
    return render(request, "plan/plan.html", _of_plan(now) | context)


@require_safe
@open_to(PUBLIC)
def part(request: HttpRequest, code: str) -> HttpResponse:
    """A policy, a group of measures or one measure, by the code it has in the plan."""
    now = plan_or_404(request)
    for state in now.policies:
        if state.policy.code == code:
            return render(request, "plan/policy.html", _of_plan(now) | _shown_policy(state))
        for group in state.groups:
            if group.group.code == code:
                return _group(request, now, state, group.group)
            for measure in group.group.measures.all():
                if measure.code == code:
                    return _measure(request, now, state, group.group, measure)
    raise Http404(code)


@require_safe
@open_to(PUBLIC)
def rows(request: HttpRequest, key: str) -> HttpResponse:
    """The records that were counted, with the columns that everybody may see."""
    figure = figure_or_404(request, key)
    counted = _counted_or_404(figure)
    page = Paginator(counted.lines, ROWS_A_PAGE).get_page(request.GET.get("page"))
    query = f"?on={figure.asked.isoformat()}" if figure.asked != today() else ""
    csv = reverse("plan-rows-csv", args=[key]) + query
    return render(request, "plan/rows.html", {"figure": figure, "counted": counted, "page": page, "csv": csv})


@require_safe
@open_to(PUBLIC)
def proof(request: HttpRequest, key: str) -> HttpResponse:
    """What a value is made of: the fingerprint of its inputs, the version of its definition, the values kept."""
    figure = figure_or_404(request, key)
    kept = IndicatorValue.objects.filter(indicator=figure.indicator, on__lte=figure.asked)
    context = {
        "figure": figure,
        "query": f"?on={figure.asked.isoformat()}" if figure.asked != today() else "",
        "fingerprint": figure.evidence.fingerprint() if figure.evidence else "",
        "kept": kept.select_related("definition").order_by("-on", "-computed_at")[:60],
    }
    return render(request, "plan/proof.html", context)


@require_safe
@open_to(PUBLIC)
def projects(request: HttpRequest) -> HttpResponse:
    """The value projects, and which policies contribute to each."""
    now = plan_or_404(request)
    projects = ValueProject.objects.filter(plan=now.plan).order_by("number")
    lines = {figure.indicator.pk: line_of(figure) for figure in now.figures}
    by_project = [_shown_project(now, project, lines) for project in projects]
    return render(request, "plan/projects.html", _of_plan(now) | {"projects": by_project})


@require_safe
@open_to(PUBLIC)
def status(request: HttpRequest) -> HttpResponse:
    """Which figures are fresh, and which should have been renewed by now."""
    now = plan_or_404(request)
    states = [(line_of(figure), _age(figure, now.on)) for figure in now.figures]
    newest = IndicatorValue.objects.order_by("computed_at").last()
    return render(request, "plan/status.html", _of_plan(now) | {"states": states, "newest": newest})


@require_safe
@open_to(PUBLIC)
def rule(request: HttpRequest) -> HttpResponse:
    """The published rule by which figures are judged."""
    city = the_city()
    context = {"share": share_word(city.verdict_share), "why": city.verdict_reason, "plan": plan_on(today())}
    return render(request, "plan/rule.html", context)


def _of_plan(now: PlanNow) -> dict[str, Any]:
    """What every page about the plan says."""
    elapsed = next((figure.path.expected(now.on) for figure in now.figures if figure.path), None)
    return {
        "now": now,
        "asked": now.on,
        "plan": now.plan,
        "past": now.on != today(),
        "elapsed": None if elapsed is None else round(elapsed * 100),
        "share": share_word(the_city().verdict_share),
    }


def _shown_policy(state: PolicyNow) -> dict[str, Any]:
    return {
        "state": state,
        "policy": state.policy,
        "projects": "".join(project.mark for project in state.projects),
        "lines": [line_of(figure) for figure in state.figures],
    }


def _group(request: HttpRequest, now: PlanNow, state: PolicyNow, group: MeasureGroup) -> HttpResponse:
    measures = [(measure, services_of(list(measure.services.all()))) for measure in group.measures.all()]
    lines = [line_of(figure) for figure in state.figures if figure.indicator.group_id == group.pk]
    beside_it = beside(now.plan.key, group.code)
    context = {"policy": state.policy, "group": group, "measures": measures, "lines": lines, "beside": beside_it}
    return render(request, "plan/group.html", _of_plan(now) | context)


def _measure(
    request: HttpRequest, now: PlanNow, state: PolicyNow, group: MeasureGroup, measure: Measure
) -> HttpResponse:
    services = services_of(list(measure.services.all()))
    lines = [line_of(figure) for figure in state.figures if figure.indicator.group_id == group.pk]
    context = {"policy": state.policy, "group": group, "measure": measure, "services": services, "lines": lines}
    return render(request, "plan/measure.html", _of_plan(now) | context)


def _shown_project(now: PlanNow, project: ValueProject, lines: dict[int, IndicatorLine]) -> dict[str, Any]:
    """A value project with what each policy contributes, and where that policy's work and indicators stand."""
    contributing: list[dict[str, Any]] = []
    for state in now.policies:
        words = [one.text for one in state.contributions if one.project_id == project.pk]
        if words:
            contributing.append(
                {
                    "policy": state.policy,
                    "words": words,
                    "groups": [group.group for group in state.groups],
                    "services": services_of([one.service for group in state.groups for one in group.services]),
                    "lines": [lines[figure.indicator.pk] for figure in state.figures],
                }
            )
    verdicts = Counter(line.verdict for one in contributing for line in one["lines"])
    tally = [TallyItem(key, verdicts[key], word) for key, word in VERDICTS.items() if verdicts[key]]
    return {"project": project, "contributing": contributing, "tally": tally}


def _counted_or_404(figure: Figure) -> Rows:
    if figure.evidence is None:
        raise Http404(figure.indicator.key)
    return rows_counted(figure.evidence)


def _age(figure: Figure, on: date) -> Age:
    return age_of(day=figure.day, on=on, nature=figure.indicator.nature, live=figure.evidence is not None)

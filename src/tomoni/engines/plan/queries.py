"""The whole plan on a day, in a number of queries that does not grow with the plan or with what was counted.

Live readings come on top: each asks what its service needs to count.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.metadata import entry_points

from django.apps import apps
from django.db.models import Prefetch, QuerySet

from tomoni.base.city.api import the_city

from .figures import Figure, figure_of
from .models import (
    Contribution,
    Goal,
    Indicator,
    IndicatorValue,
    MeasureGroup,
    Observation,
    Plan,
    Policy,
    ServiceOfPlan,
    ValueProject,
)
from .rules import Verdict

SERVICES = "tomoni.services"


@dataclass(frozen=True)
class ServiceNow:
    """A service of the plan: `state` is live when it is installed, else planned."""

    service: ServiceOfPlan
    state: str

    @property
    def live(self) -> bool:
        return self.state == "live"


@dataclass(frozen=True)
class GroupNow:
    group: MeasureGroup
    services: tuple[ServiceNow, ...]


@dataclass(frozen=True)
class PolicyNow:
    policy: Policy
    groups: tuple[GroupNow, ...]
    figures: tuple[Figure, ...]
    contributions: tuple[Contribution, ...]

    @property
    def projects(self) -> list[ValueProject]:
        """The value projects it contributes to, each once."""
        return list({one.project.pk: one.project for one in self.contributions}.values())


@dataclass(frozen=True)
class PlanNow:
    """The plan as it stands on a day."""

    plan: Plan
    on: date
    goals: tuple[Goal, ...]
    policies: tuple[PolicyNow, ...]

    @cached_property
    def figures(self) -> list[Figure]:
        return [figure for policy in self.policies for figure in policy.figures]

    @cached_property
    def groups(self) -> list[GroupNow]:
        return [group for policy in self.policies for group in policy.groups]

    @cached_property
    def tally(self) -> dict[Verdict, int]:
        """How many indicators have each verdict."""
        found = Counter(figure.judgement.verdict for figure in self.figures)
        return {verdict: found[verdict] for verdict in Verdict}

    @cached_property
    def invented(self) -> bool:
        return any(figure.invented for figure in self.figures)


class NoPlan(LookupError):
    """No plan was loaded yet."""


def installed_services() -> set[str]:
    """The keys of the services that are there: those of this package and those of the city's own packages."""
    own = _of_the_citys_own_packages()
    return {app.label for app in apps.get_app_configs() if app.name.startswith(f"{SERVICES}.") or app.name in own}


@cache
def _of_the_citys_own_packages() -> frozenset[str]:
    """Looked up once per process: finding entry points reads a file for every package on the machine."""
    return frozenset(point.value for point in entry_points(group=SERVICES))


def measured_indicators() -> QuerySet[Indicator]:
    """Indicators with all that a figure needs."""
    observations = Observation.objects.select_related("corrects", "corrected_by")
    year_ends = IndicatorValue.objects.filter(on__month=3, on__day=31, rows__isnull=False).order_by("computed_at")
    return Indicator.objects.select_related("policy__goal__plan", "group").prefetch_related(
        "definitions",
        "targets",
        Prefetch("observations", observations),
        Prefetch("values", year_ends, to_attr="kept_at_year_ends"),
    )


def plan_on(on: date) -> Plan:
    plan = Plan.objects.of(on)
    if plan is None:
        raise NoPlan("No plan is loaded. ./tomoni city load NAME loads the plan of a city.")
    return plan


def the_plan(on: date) -> PlanNow:
    """The plan of a day with all its figures."""
    plan = plan_on(on)
    policies = Policy.objects.filter(goal__plan=plan).select_related("goal")
    policies = policies.prefetch_related(
        Prefetch("contributions", Contribution.objects.select_related("project")),
        "groups__measures__services",
        Prefetch("indicators", measured_indicators()),
    )
    share, installed = the_city().verdict_share, installed_services()
    states = tuple(
        PolicyNow(
            policy,
            groups=tuple(_group(group, installed) for group in policy.groups.all()),
            figures=tuple(figure_of(indicator, on, share=share) for indicator in policy.indicators.all()),
            contributions=tuple(policy.contributions.all()),
        )
        for policy in policies
    )
    goals = {state.policy.goal_id: state.policy.goal for state in states}
    return PlanNow(plan, on, tuple(goals.values()), states)


def the_figure(key: str, on: date) -> Figure:
    """One indicator's figure; Indicator.DoesNotExist when the plan has no such indicator."""
    indicator = measured_indicators().get(policy__goal__plan=plan_on(on), key=key)
    return figure_of(indicator, on, share=the_city().verdict_share)


def services_of(services: Sequence[ServiceOfPlan], installed: set[str] | None = None) -> tuple[ServiceNow, ...]:
    """The services with their state, each once, in the order of the plan's list."""
    here = installed_services() if installed is None else installed
    once = sorted({service.pk: service for service in services}.values(), key=lambda one: (one.order, one.key))
    return tuple(ServiceNow(service, "live" if service.key in here else "planned") for service in once)


def _group(group: MeasureGroup, installed: set[str]) -> GroupNow:
    services = [service for measure in group.measures.all() for service in measure.services.all()]
    return GroupNow(group, services_of(services, installed))

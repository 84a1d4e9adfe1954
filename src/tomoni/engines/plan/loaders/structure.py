"""plan.toml, from the plan itself to its measures."""

from functools import partial
from typing import Any

from tomoni.base.city.api import loadable

from ..files import (
    PLAN,
    ContributionSaid,
    GoalRow,
    GroupRow,
    MeasureRow,
    PlanSaid,
    PolicyRow,
    ProjectRow,
    ServiceRow,
    TopicSaid,
    plan_of,
    rows_of,
)
from ..findable import put_part
from ..models import Contribution, Goal, Measure, MeasureGroup, Plan, Policy, ServiceOfPlan, Topic, ValueProject


def _titles(thing: Plan | Goal | Policy | Topic | MeasureGroup | ServiceOfPlan | ValueProject) -> dict[str, Any]:
    return {"title": thing.title, "title_in": thing.title_in}


def _words(
    thing: Policy | Topic | MeasureGroup | ServiceOfPlan | Measure | ValueProject | Contribution,
) -> dict[str, Any]:
    return {"words": thing.words, "words_in": thing.words_in}


def write_plan(row: PlanSaid) -> Plan:
    return Plan.objects.update_or_create(key=row.key, defaults=row.model_dump(exclude={"key"}))[0]


def write_goal(row: GoalRow) -> Goal:
    plan = Plan.objects.get(key=row.plan)
    return Goal.objects.update_or_create(
        plan=plan, code=row.code, defaults=row.model_dump(include={"title", "title_in"})
    )[0]


def write_project(row: ProjectRow) -> ValueProject:
    plan = Plan.objects.get(key=row.plan)
    facts = row.model_dump(exclude={"plan", "number"})
    return ValueProject.objects.update_or_create(plan=plan, number=row.number, defaults=facts)[0]


def write_service(row: ServiceRow) -> ServiceOfPlan:
    return ServiceOfPlan.objects.update_or_create(key=row.key, defaults=row.model_dump(exclude={"key"}))[0]


def write_policy(row: PolicyRow) -> Policy:
    goals = {goal.code: goal for goal in Goal.objects.filter(plan__key=row.plan)}
    if row.goal not in goals:
        raise row.unknown("goal", row.goal, goals)
    facts = row.model_dump(include={"title", "title_in", "words", "words_in", "order"})
    policy, _ = Policy.objects.update_or_create(goal=goals[row.goal], code=row.code, defaults=facts)
    _write_contributions(policy, row)
    policy.topics.all().delete()
    Topic.objects.bulk_create(Topic(policy=policy, **topic.model_dump()) for topic in row.topics)
    put_part(policy)
    return policy


def _write_contributions(policy: Policy, row: PolicyRow) -> None:
    projects = {project.number: project for project in ValueProject.objects.filter(plan__key=row.plan)}
    policy.contributions.all().delete()
    for order, said in enumerate(row.contributions):
        if said.project not in projects:
            raise row.unknown("value project", str(said.project), map(str, projects))
        Contribution.objects.create(
            policy=policy,
            project=projects[said.project],
            order=order,
            words=said.words,
            words_in=said.words_in,
        )


def write_group(row: GroupRow) -> MeasureGroup:
    policies = {policy.code: policy for policy in Policy.objects.filter(goal__plan__key=row.plan)}
    if row.policy not in policies:
        raise row.unknown("policy", row.policy, policies)
    facts = row.model_dump(exclude={"plan", "policy", "code"})
    group, _ = MeasureGroup.objects.update_or_create(policy=policies[row.policy], code=row.code, defaults=facts)
    put_part(group)
    return group


def write_measure(row: MeasureRow) -> Measure:
    groups = {group.code: group for group in MeasureGroup.objects.filter(policy__goal__plan__key=row.plan)}
    if row.group not in groups:
        raise row.unknown("group of measures", row.group, groups)
    services = {service.key: service for service in ServiceOfPlan.objects.all()}
    for key in row.services:
        if key not in services:
            raise row.unknown("service", key, services)
    facts = row.model_dump(include={"words", "words_in"})
    measure, _ = Measure.objects.update_or_create(group=groups[row.group], code=row.code, defaults=facts)
    measure.services.set([services[key] for key in row.services])
    put_part(measure)
    return measure


def tell_policy(policy: Policy) -> PolicyRow:
    contributions = sorted(policy.contributions.all(), key=lambda contribution: contribution.order)
    return PolicyRow(
        plan=policy.goal.plan.key,
        code=policy.code,
        goal=policy.goal.code,
        order=policy.order,
        contributions=[ContributionSaid(project=told.project.number, **_words(told)) for told in contributions],
        topics=[TopicSaid(source=told.source, **_titles(told), **_words(told)) for told in policy.topics.all()],
        **_titles(policy),
        **_words(policy),
    )


loadable(
    "plan.plan",
    title="plan",
    file=PLAN,
    row=PlanSaid,
    natural="key",
    rows=lambda folder: [said.plan] if (said := plan_of(folder)) else [],
    write=write_plan,
    things=Plan.objects.all,
    tell=lambda plan: PlanSaid(
        key=plan.key, first_year=plan.first_year, last_year=plan.last_year, source=plan.source, **_titles(plan)
    ),
)
loadable(
    "plan.goal",
    title="goal",
    file=PLAN,
    row=GoalRow,
    natural=("plan", "code"),
    rows=partial(rows_of, list_name="goal", row=GoalRow),
    write=write_goal,
    things=Goal.objects.select_related("plan").all,
    tell=lambda goal: GoalRow(plan=goal.plan.key, code=goal.code, **_titles(goal)),
    after=("plan.plan",),
)
loadable(
    "plan.project",
    title="value project",
    file=PLAN,
    row=ProjectRow,
    natural=("plan", "number"),
    rows=partial(rows_of, list_name="project", row=ProjectRow),
    write=write_project,
    things=ValueProject.objects.select_related("plan").all,
    tell=lambda project: ProjectRow(
        plan=project.plan.key, number=project.number, key=project.key, **_titles(project), **_words(project)
    ),
    after=("plan.plan",),
)
loadable(
    "plan.service",
    title="service",
    file=PLAN,
    row=ServiceRow,
    natural="key",
    rows=partial(rows_of, list_name="service", row=ServiceRow),
    write=write_service,
    things=ServiceOfPlan.objects.all,
    tell=lambda service: ServiceRow(key=service.key, order=service.order, **_titles(service), **_words(service)),
)
loadable(
    "plan.policy",
    title="policy",
    file=PLAN,
    row=PolicyRow,
    natural=("plan", "code"),
    rows=partial(rows_of, list_name="policy", row=PolicyRow),
    write=write_policy,
    things=Policy.objects.select_related("goal__plan").prefetch_related("contributions__project", "topics").all,
    tell=tell_policy,
    after=("plan.goal", "plan.project"),
)
loadable(
    "plan.group",
    title="group of measures",
    file=PLAN,
    row=GroupRow,
    natural=("plan", "code"),
    rows=partial(rows_of, list_name="group", row=GroupRow),
    write=write_group,
    things=MeasureGroup.objects.select_related("policy__goal__plan").all,
    tell=lambda group: GroupRow(
        plan=group.policy.goal.plan.key,
        policy=group.policy.code,
        code=group.code,
        order=group.order,
        **_titles(group),
        **_words(group),
    ),
    after=("plan.policy",),
)
loadable(
    "plan.measure",
    title="measure",
    file=PLAN,
    row=MeasureRow,
    natural=("plan", "code"),
    rows=partial(rows_of, list_name="measure", row=MeasureRow),
    write=write_measure,
    things=Measure.objects.select_related("group__policy__goal__plan").prefetch_related("services").all,
    tell=lambda measure: MeasureRow(
        plan=measure.group.policy.goal.plan.key,
        group=measure.group.code,
        code=measure.code,
        services=[service.key for service in measure.services.all()],
        **_words(measure),
    ),
    after=("plan.group", "plan.service"),
)

"""A draft as plan.toml and observations.csv: in the very shape that the city's loader reads.

A document does not say everything that plan.toml holds: which services carry a measure out, how an indicator is
counted, translations, sections. Where a plan stands already, all that is kept from it, as long as it is about the same
thing; where none stands, every heading of measures gets one planned service of its own name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tomoni.base.city.api import CityData
from tomoni.base.clock import FiscalYear

from ..files import (
    ContributionSaid,
    FigureSaid,
    GoalSaid,
    GroupSaid,
    IndicatorSaid,
    MeasureSaid,
    PlanFile,
    PlanSaid,
    PolicySaid,
    ProjectSaid,
    ServiceSaid,
    TopicSaid,
)
from ..rules import Direction
from .draft import Draft, FigureDraft, GroupDraft, IndicatorDraft, PolicyDraft, at, kept, letter_of
from .marks import COUNTED

NO_NAME = "（名前が読めていません）"
SHORT = 60
KNOWN_OF_A_PLAN = frozenset({"plan_title", "first_year", "last_year", "goal_title"})


@dataclass(frozen=True)
class Standing:
    """The plan that stands beside a draft: its structure and its published figures."""

    plan: PlanFile | None = None
    figures: list[FigureSaid] = field(default_factory=list)

    def of(self, name: str, key: str, *, by: str = "code") -> Any:
        things = getattr(self.plan, name) if self.plan else []
        return next((thing for thing in things if str(getattr(thing, by)) == key), None)


@dataclass(frozen=True)
class Export:
    plan: PlanFile
    figures: list[FigureSaid]


def lay_upon(draft: Draft, standing: Standing) -> Draft:
    """What the document leaves unsaid of the plan itself (name, years, names of goals) is known where a plan stands."""
    if standing.plan is None:
        return draft
    there = standing.plan.plan
    draft.title = draft.title or there.title
    draft.first_year, draft.last_year = draft.first_year or there.first_year, draft.last_year or there.last_year
    for goal in draft.goals:
        said = standing.of("goal", goal.code)
        goal.title = goal.title or (said.title if said else "")
    for question in draft.questions:
        if question.kind in KNOWN_OF_A_PLAN and at(draft, question.path):
            question.answered = True
    return draft


def export(draft: Draft, standing: Standing | None = None) -> Export:
    """What would be loaded."""
    return _Exporting(draft, standing or Standing()).whole()


@dataclass
class _Exporting:
    draft: Draft
    standing: Standing
    services: dict[str, ServiceSaid] = field(default_factory=dict)

    def whole(self) -> Export:
        policies = [(self._code(policy, place), policy) for place, policy in enumerate(self.draft.policies)]
        policies = [(code, policy) for code, policy in policies if not policy.dropped]
        groups = [(code, f"{code}-{n}", group) for code, policy in policies for n, group in _numbered(policy.groups)]
        measures = [one for _policy, code, group in groups for one in self._measures(code, group)]
        indicators = [self._indicator(code, one) for code, policy in policies for one in kept(policy.indicators)]
        known = {indicator.key for indicator in indicators}
        standing = self.standing.plan
        plan = PlanFile(
            plan=self._plan(),
            goal=[self._goal(goal.code, goal.title) for goal in kept(self.draft.goals)],
            project=self._projects(),
            service=[*(standing.service if standing else []), *self.services.values()],
            policy=[self._policy(code, policy) for code, policy in policies],
            group=[self._group(code, policy, group) for policy, code, group in groups],
            measure=measures,
            indicator=indicators,
            definition=[one for one in standing.definition if one.indicator in known] if standing else [],
        )
        figures = [
            figure
            for code, policy in policies
            for one in kept(policy.indicators)
            for figure in self._figures(code, one)
        ]
        return Export(plan, figures)

    def _plan(self) -> PlanSaid:
        stands = self.standing.plan.plan if self.standing.plan else None
        first = self.draft.first_year or (stands.first_year if stands else 0)
        title = self.draft.title or (stands.title if stands else NO_NAME)
        facts: dict[str, Any] = {"first_year": first, "last_year": self.draft.last_year or first}
        if stands:
            return _kept(stands, "title", title=title, **facts)
        source = self.draft.source or title
        return PlanSaid(key=self.draft.key or f"plan-{first}", title=title, source=source, **facts)

    def _goal(self, code: str, title: str) -> GoalSaid:
        stands = self.standing.of("goal", code)
        title = title or (stands.title if stands else NO_NAME)
        return _kept(stands, "title", title=title) if stands else GoalSaid(code=code, title=title)

    def _projects(self) -> list[ProjectSaid]:
        said = []
        for number, place in self._project_numbers().items():
            project = self.draft.projects[place]
            stands = self.standing.of("project", str(number), by="number")
            said.append(
                _kept(stands, "title", title=project.title)
                if stands
                else ProjectSaid(number=number, key=f"project-{number}", title=project.title)
            )
        return sorted(said, key=lambda one: one.number)

    def _project_numbers(self) -> dict[int, int]:
        """Number to place; a number that is taken twice, or none, gives way to the next that is free."""
        numbers: dict[int, int] = {}
        for place, project in enumerate(self.draft.projects):
            if not project.dropped:
                number = project.number or 1
                while number in numbers:
                    number += 1
                numbers[number] = place
        return numbers

    def _policy(self, code: str, policy: PolicyDraft) -> PolicySaid:
        stands: PolicySaid | None = self.standing.of("policy", code)
        numbers = {place: number for number, place in self._project_numbers().items()}
        contributions = [
            self._contribution(numbers[one.project], one.words, stands)
            for one in kept(policy.contributions)
            if one.project in numbers
        ]
        topics = [
            TopicSaid(title=topic.title, words=topic.words, source=topic.source or NO_NAME)
            for topic in kept(policy.topics)
        ]
        facts: dict[str, Any] = {"goal": policy.goal, "title": policy.title, "words": policy.words}
        if stands:
            same = [(one.title, one.words) for one in stands.topics] == [(one.title, one.words) for one in topics]
            return _kept(
                stands, "title", "words", contributions=contributions, topics=stands.topics if same else topics, **facts
            )
        return PolicySaid(code=code, contributions=contributions, topics=topics, **facts)

    def _contribution(self, project: int, words: str, stands: PolicySaid | None) -> ContributionSaid:
        there = stands.contributions if stands else []
        same = next((one for one in there if (one.project, one.words) == (project, words)), None)
        return same or ContributionSaid(project=project, words=words)

    def _group(self, code: str, policy: str, group: GroupDraft) -> GroupSaid:
        stands = self.standing.of("group", code)
        facts: dict[str, Any] = {"policy": policy, "title": group.title}
        return _kept(stands, "title", **facts) if stands else GroupSaid(code=code, **facts)

    def _measures(self, code: str, group: GroupDraft) -> Iterable[MeasureSaid]:
        for place, measure in enumerate(kept(group.measures)):
            name = f"{code}{letter_of(place)}"
            stands = self.standing.of("measure", name)
            if stands:
                yield _kept(stands, "words", group=code, words=measure.words)
            else:
                yield MeasureSaid(code=name, group=code, words=measure.words, services=[self._service(code, group)])

    def _service(self, code: str, group: GroupDraft) -> str:
        """The planned service of a heading about which nothing else is known yet."""
        key = f"work_{code.replace('-', '_')}"
        self.services.setdefault(key, ServiceSaid(key=key, title=group.title))
        return key

    def _indicator(self, code: str, one: IndicatorDraft) -> IndicatorSaid:
        key = f"{code}-i{one.number}"
        stands: IndicatorSaid | None = self.standing.of("indicator", key, by="key")
        label = f"{code}{COUNTED[one.number - 1]}" if one.number <= len(COUNTED) else f"{code}({one.number})"
        facts: dict[str, Any] = {"policy": code, "title": one.title, "label": label, "strategic": one.strategic}
        if stands:
            unit = one.unit or stands.unit
            places = max(one.places, stands.places)
            return _kept(stands, "title", unit=unit, places=places, **facts)
        return IndicatorSaid(
            key=key,
            short=one.title[:SHORT],
            unit=one.unit,
            direction=Direction(one.direction or "higher"),
            nature=one.nature or "stock",
            places=one.places,
            **facts,
        )

    def _figures(self, code: str, one: IndicatorDraft) -> Iterable[FigureSaid]:
        key = f"{code}-i{one.number}"
        both: tuple[tuple[Literal["baseline", "target"], FigureDraft], ...]
        both = (("baseline", one.baseline), ("target", one.target))
        for kind, figure in both:
            if figure.value is None or figure.year is None:
                continue
            when = FiscalYear(figure.year).short
            stands = next(
                (said for said in self.standing.figures if (said.indicator, said.kind, said.when) == (key, kind, when)),
                None,
            )
            if stands:
                yield stands.model_copy(update={"value": figure.value})
            else:
                note = one.note if kind == "baseline" else ""
                yield FigureSaid(
                    indicator=key, kind=kind, when=when, value=figure.value, source=self._plan().title, note=note
                )

    def _code(self, policy: PolicyDraft, place: int) -> str:
        return policy.code or f"{policy.goal}-x{place + 1}"


def _kept[Said: CityData](stands: Said, *texts: str, **facts: Any) -> Said:
    """What stands, with what was read; a translation of other words would say something else, so it goes with them."""
    gone: dict[str, object] = {
        f"{name}_in": {} for name in texts if name in facts and facts[name] != getattr(stands, name)
    }
    return type(stands).model_validate(dict(stands) | facts | gone)


def _numbered[Thing: GroupDraft](things: list[Thing]) -> Iterable[tuple[int, Thing]]:
    return enumerate(kept(things), start=1)


def counted(draft: Draft) -> Mapping[str, int]:
    """How much was read, for a glance."""
    policies = draft.kept_policies()
    return {
        "policies": len(policies),
        "groups": sum(len(kept(policy.groups)) for policy in policies),
        "measures": draft.measures,
        "indicators": len(draft.kept_indicators()),
        "figures": sum(_known(one.baseline) + _known(one.target) for _, one in draft.kept_indicators()),
        "projects": len(kept(draft.projects)),
        "topics": sum(len(kept(policy.topics)) for policy in policies),
        "questions": len(draft.open_questions),
    }


def _known(figure: FigureDraft) -> bool:
    return figure.value is not None and figure.year is not None

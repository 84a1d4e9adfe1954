"""A draft: what was read of a plan, as a tree that people correct, and the questions that are open.

Codes are not kept but follow from the place in the tree, so that a policy whose number is corrected takes its groups,
measures and indicators with it. A question names what it touches by its path: `policies.0.indicators.2.unit`.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, Field

LETTERS = "abcdefghijklmnopqrstuvwxyz"
Kind = Literal["figure", "year", "words", "unit", "direction", "nature", "code", "number", "keep"]

Nature = Literal["stock", "yearly", "survey", "ratio", ""]


class _Placed(BaseModel):
    """Something that was read in a line of the source; `dropped` when a person says it is none."""

    line: int = 0
    dropped: bool = False


class FigureDraft(_Placed):
    value: Decimal | None = None
    year: int | None = None
    places: int = 0


class MeasureDraft(_Placed):
    words: str


class GroupDraft(_Placed):
    title: str
    measures: list[MeasureDraft] = []


class ContributionDraft(_Placed):
    project: int  # place in the list of projects
    words: str


class TopicDraft(_Placed):
    title: str
    words: str = ""
    source: str = ""


class IndicatorDraft(_Placed):
    number: int
    title: str
    unit: str = ""
    strategic: bool = False
    direction: Literal["higher", "lower", ""] = "higher"
    nature: Nature = ""
    note: str = ""
    baseline: FigureDraft = Field(default_factory=FigureDraft)
    target: FigureDraft = Field(default_factory=FigureDraft)

    @property
    def places(self) -> int:
        return max(self.baseline.places, self.target.places)


class PolicyDraft(_Placed):
    goal: str
    code: str
    title: str
    words: str = ""
    groups: list[GroupDraft] = []
    indicators: list[IndicatorDraft] = []
    contributions: list[ContributionDraft] = []
    topics: list[TopicDraft] = []


class GoalDraft(_Placed):
    code: str
    title: str


class ProjectDraft(_Placed):
    title: str
    number: int | None = None


class Question(BaseModel):
    """Something that was not read with certainty: where, what was read, what it could be, and what it touches."""

    kind: str
    answers: Kind | None  # what kind of answer it takes; None: it is only to be seen
    path: str = ""
    line: int = 0
    page: int | None = None
    read: str = ""
    options: list[str] = []
    why: str = ""
    typed: str = ""  # what somebody has begun to answer
    answered: bool = False
    by: str = ""


class Draft(BaseModel):
    title: str = ""
    key: str = ""
    first_year: int | None = None
    last_year: int | None = None
    source: str = ""
    goals: list[GoalDraft] = []
    projects: list[ProjectDraft] = []
    policies: list[PolicyDraft] = []
    questions: list[Question] = []

    @property
    def open_questions(self) -> list[Question]:
        return [question for question in self.questions if not question.answered]

    def kept_policies(self) -> list[PolicyDraft]:
        return [policy for policy in self.policies if not policy.dropped]

    def kept_indicators(self) -> list[tuple[PolicyDraft, IndicatorDraft]]:
        return [(policy, one) for policy in self.kept_policies() for one in policy.indicators if not one.dropped]

    @property
    def measures(self) -> int:
        groups = [group for policy in self.kept_policies() for group in kept(policy.groups)]
        return sum(len(kept(group.measures)) for group in groups)


def kept[Thing: _Placed](things: list[Thing]) -> list[Thing]:
    return [thing for thing in things if not thing.dropped]


def at(draft: Draft, path: str) -> Any:
    """What stands at a path; LookupError when there is nothing."""
    here: Any = draft
    for step in path.split("."):
        try:
            here = here[int(step)] if step.isdigit() else getattr(here, step)
        except (AttributeError, TypeError, IndexError):
            raise LookupError(path) from None
    return here


def put(draft: Draft, path: str, value: object) -> None:
    """Set what stands at a path."""
    parent, _, name = path.rpartition(".")
    setattr(at(draft, parent) if parent else draft, name, value)


def key_of(draft: Draft, path: str) -> str:
    """The path as plan.toml knows it: indicator 6-1-i3 target."""
    steps = path.split(".")
    if len(steps) < 2 or not steps[1].isdigit():
        return f"plan {path}".strip()
    if steps[0] != "policies":
        return " ".join([steps[0].removesuffix("s"), str(int(steps[1]) + 1), *steps[2:]])
    policy = draft.policies[int(steps[1])]
    return " ".join(_within(policy, policy.code or "?", steps[2:]))


def _within(policy: PolicyDraft, code: str, steps: list[str]) -> Iterator[str]:
    match steps:
        case ["indicators", place, *rest]:
            yield f"indicator {code}-i{policy.indicators[int(place)].number}"
            yield from rest
        case ["groups", place, "measures", letter, *rest]:
            yield f"measure {code}-{int(place) + 1}{letter_of(int(letter))}"
            yield from rest
        case ["groups", place, *rest]:
            yield f"group {code}-{int(place) + 1}"
            yield from rest
        case _:
            yield f"policy {code}"
            yield from steps


def letter_of(place: int) -> str:
    """a … z, then a27 and on."""
    return LETTERS[place] if place < len(LETTERS) else f"a{place + 1}"

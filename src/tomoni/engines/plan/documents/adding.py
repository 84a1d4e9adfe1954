"""Parts that the reading did not find, put into a draft by a person: where they go, and what moves because of them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .answering import put_figure, stand_under_a_goal
from .draft import Draft, GoalDraft, GroupDraft, IndicatorDraft, MeasureDraft, PolicyDraft, at
from .questions import ask

# What a list of the draft holds, by the names on its path.
KINDS: dict[tuple[str, ...], type[PolicyDraft | GroupDraft | MeasureDraft | IndicatorDraft]] = {
    ("policies",): PolicyDraft,
    ("policies", "groups"): GroupDraft,
    ("policies", "groups", "measures"): MeasureDraft,
    ("policies", "indicators"): IndicatorDraft,
}
# Questions that say that something is missing, and are answered when it is put in.
ANSWERED_BY = {GroupDraft: ("no_groups",), MeasureDraft: ("no_measures",), IndicatorDraft: (), PolicyDraft: ()}


def kind_of(path: str) -> type[PolicyDraft | GroupDraft | MeasureDraft | IndicatorDraft]:
    """What can be added to the list at a path; LookupError where nothing can."""
    return KINDS[tuple(step for step in path.split(".") if not step.isdigit())]


def insert(draft: Draft, path: str, place: int, facts: Mapping[str, Any]) -> str:
    """Put a part into the list at a path; its own path. What stood there moves on, and its questions."""
    kind, things = kind_of(path), at(draft, path)
    place = min(max(place, 0), len(things))
    said = dict(facts)
    figures = {name: said.pop(name) for name in ("baseline", "target") if name in said}
    if kind is PolicyDraft:
        said["goal"] = str(said["code"]).partition("-")[0]
    things.insert(place, kind.model_validate(said))
    _move_questions(draft, path, place)
    here = f"{path}.{place}"
    if kind is PolicyDraft:
        _under_a_goal(draft, here)
    for name, (value, year) in figures.items():
        _figure(draft, f"{here}.{name}", value, year, at(draft, here).line)
    for question in draft.questions:
        above = path.rpartition(".")[0]
        question.answered |= question.kind in ANSWERED_BY[kind] and question.path.startswith(above)
    return here


def _move_questions(draft: Draft, path: str, place: int) -> None:
    for question in draft.questions:
        if question.path.startswith(f"{path}."):
            number, dot, rest = question.path.removeprefix(f"{path}.").partition(".")
            if int(number) >= place:
                question.path = f"{path}.{int(number) + 1}{dot}{rest}"


def _under_a_goal(draft: Draft, path: str) -> None:
    stand_under_a_goal(draft, path)
    code = at(draft, path).goal
    if all(goal.code != code for goal in draft.goals):
        draft.goals.append(GoalDraft(code=code, title=""))
        ask(draft, "goal_title", path=f"goals.{len(draft.goals) - 1}.title", read=code)


def _figure(draft: Draft, path: str, value: Decimal | None, year: int | None, line: int) -> None:
    figure = at(draft, path)
    figure.value, figure.year = value, year
    if value is not None:
        put_figure(draft, path, line)

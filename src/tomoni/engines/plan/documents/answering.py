"""What an answer does to a draft."""

from decimal import Decimal

from .draft import Draft, FigureDraft, PolicyDraft, at, put
from .questions import ask


def settle(draft: Draft, place: int, said: Decimal | int | str | None) -> None:
    """Put an answer where it belongs, and close the question."""
    question = draft.questions[place]
    question.answered, question.typed = True, ""
    if question.answers == "keep":
        put(draft, question.path, said == "drop")
    elif question.answers is not None and said is not None:
        put(draft, question.path, said)
        if question.answers == "figure":
            put_figure(draft, question.path.rpartition(".")[0], question.line)
        if question.answers == "code":
            stand_under_a_goal(draft, question.path.rpartition(".")[0])


def put_figure(draft: Draft, path: str, line: int) -> None:
    """A figure that a person put in has its printed places, and the year in which its sort stands in the plan."""
    figure: FigureDraft = at(draft, path)
    exponent = figure.value.as_tuple().exponent if figure.value is not None else 0
    figure.places = max(-exponent, 0) if isinstance(exponent, int) else 0
    figure.line = figure.line or line
    asked = any(question.path == f"{path}.year" for question in draft.open_questions)
    if figure.year is None and not asked:
        figure.year = draft.last_year if path.endswith("target") else (draft.first_year or 1) - 1 or None
        if figure.year is None:
            ask(draft, "year", path=f"{path}.year", line=line)


def stand_under_a_goal(draft: Draft, path: str) -> None:
    """A policy stands under the goal that its number names, if there is one."""
    policy: PolicyDraft = at(draft, path)
    goal = policy.code.partition("-")[0]
    if any(one.code == goal for one in draft.goals):
        policy.goal = goal

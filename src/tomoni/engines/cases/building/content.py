"""What a built procedure holds, as JSON: what it says, its rows in order, its rules, its texts in other languages.

A row is `{"page": "見出し"}`, which begins a page, or a question as `Question.as_data` writes it. Keys (`q1`, `q2` …)
are given once and never again, so that conditions and rules still mean the same when rows move.
"""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from ..expressions import Types
from ..kinds import keys_of, parts_of, parts_of_row
from ..questions import Question, Rule, Step

Content = dict[str, Any]
Row = dict[str, Any]
TEXTS = ("title", "summary", "fee")
LINES = ("who", "needs", "criteria")
LANGUAGES = ("ja-easy", "en")
NAMES = ("person_name", "organisation", "name_and_kana", "text")


def blank(title: str, *, kind: str, sign: str) -> Content:
    """A procedure of which nothing but its name is known."""
    said = {"title": title, "summary": "", "kind": kind, "sign": sign, "answer_within": 10, "fee": "", "minutes": 10}
    lists: Content = {"basis": "", "who": [], "needs": [], "criteria": [], "route": [], "examine": "procedures.examine"}
    return said | lists | {"rows": [], "rules": [], "texts": {language: {} for language in LANGUAGES}, "next": 1}


def copied(content: Mapping[str, Any], *, title: str, sign: str) -> Content:
    """The questions and promises of a form that is in force, as the beginning of another."""
    made = blank(title, kind=content["kind"], sign=sign)
    for name in ("summary", "answer_within", "fee", "minutes", "basis", *LINES):
        made[name] = copy.deepcopy(content.get(name, made[name]))
    for step in content["steps"]:
        made["rows"] += [{"page": step["title"]}, *(_as_line(row) for row in copy.deepcopy(step["questions"]))]
    made["rules"] = copy.deepcopy(content.get("rules", []))
    return made


def _as_line(row: Row) -> Row:
    """A condition as an expression, which is how the desk writes it."""
    condition = row.get("only_if")
    if isinstance(condition, dict):
        row["only_if"] = " and ".join(_equals(key, wanted) for key, wanted in condition.items())
    return row


def _equals(key: str, wanted: Any) -> str:
    if isinstance(wanted, list):
        return f"{key} in [{', '.join(map(_literal, wanted))}]"
    return f"{key} == {_literal(wanted)}"


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, int) else f"'{value}'"


def is_page(row: Row) -> bool:
    return "page" in row


def questions_of(content: Content) -> list[Question]:
    return [Question.from_data(row) for row in content["rows"] if not is_page(row)]


def steps_of(content: Content) -> tuple[Step, ...]:
    """The pages of the form. What stands before the first heading is a page under the procedure's own name."""
    pages: list[tuple[str, list[Question]]] = [(content["title"], [])]
    for row in content["rows"]:
        if is_page(row):
            pages.append((row["page"], []))
        else:
            pages[-1][1].append(Question.from_data(row))
    return tuple(Step(title, *questions) for title, questions in pages if questions)


def rules_of(content: Content) -> tuple[Rule, ...]:
    return tuple(Rule(**each) for each in content["rules"])


def types_of(questions: list[Question]) -> Types:
    """What lies under the keys of these questions: what an expression is checked against."""
    options = {
        question.key: frozenset(value for value, _label in question.options)
        for question in questions
        if question.kind in ("choice", "choices")
    }
    return Types(
        {key: what for question in questions for key, what in parts_of(question).items()},
        {question.key: parts_of_row(question) for question in questions if question.kind == "members"},
        options,
    )


def names_case(content: Content) -> str:
    """The question whose answer names a case in lists: the first name, else the first line of text."""
    asked = questions_of(content)
    return next((each.key for kind in NAMES for each in asked if each.kind == kind), "")


def mails_to(content: Content) -> str:
    return next((each.key for each in questions_of(content) if each.kind == "email"), "")


def taken_keys(content: Content) -> set[str]:
    return {key for question in questions_of(content) for key in keys_of(question)}


def texts_in(content: Content) -> list[str]:
    """Every Japanese text that residents read, once, in the order in which they meet it."""
    return list(dict.fromkeys(text for text in _texts(content) if text))


def _texts(content: Content) -> Iterator[str]:
    yield from (content[name] for name in TEXTS)
    for name in LINES:
        yield from content[name]
    for row in content["rows"]:
        yield from _texts_of_row(row)
    yield from (rule["says"] for rule in content["rules"])


def _texts_of_row(row: Row) -> Iterator[str]:
    yield from (row.get(name, "") for name in ("page", "label", "hint", "unit", "agreed"))
    yield from (label for _value, label in row.get("options", ()))
    for each in row.get("rows", ()):
        yield from _texts_of_row(each)

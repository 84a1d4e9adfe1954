"""Whether what was built can be published: every mistake at once, each with the row it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..expressions import Mistake, check
from ..kinds import kinds
from ..workflow import Kind
from .content import Content, is_page, questions_of, types_of

LONGEST = 300  # rows: enough for every form of a city hall, and few enough for one page
LINES_OF = {"choice": "options", "choices": "options", "members": "rows"}


@dataclass(frozen=True)
class Wrong:
    """A mistake: which (a word of `wording.MISTAKES`), the number of the row or rule, and what is concerned."""

    what: str
    row: int | None = None
    rule: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def mistakes(content: Content) -> list[Wrong]:
    return [*_of_the_whole(content), *_of_rows(content), *_of_rules(content)]


def _of_the_whole(content: Content) -> Iterator[Wrong]:
    if not content["title"]:
        yield Wrong("no_title")
    if not content["sign"]:
        yield Wrong("no_sign")
    if not questions_of(content):
        yield Wrong("no_question")
    if len(content["rows"]) > LONGEST:
        yield Wrong("too_long", facts={"most": LONGEST})
    if content["kind"] == Kind.APPLICATION and not content["route"]:
        yield Wrong("no_route")


def _of_rows(content: Content) -> Iterator[Wrong]:
    before: list[Any] = []
    asked = iter(questions_of(content))
    for number, row in enumerate(content["rows"]):
        if is_page(row):
            if not row["page"]:
                yield Wrong("no_label", number)
            continue
        question = next(asked)
        if not question.label:
            yield Wrong("no_label", number)
        if question.kind not in kinds:
            yield Wrong("no_kind", number)
            continue
        if (wanted := LINES_OF.get(question.kind)) and not getattr(question, wanted):
            yield Wrong(f"no_{wanted}", number)
        if question.same_as and question.same_as not in {each.key for each in before}:
            yield Wrong("same_as", number)
        if isinstance(question.only_if, str):
            try:
                check(question.only_if, types_of(before))
            except Mistake as error:
                yield _of_expression(error, row=number)
        before.append(question)


def _of_rules(content: Content) -> Iterator[Wrong]:
    asked = questions_of(content)
    types = types_of(asked)
    for number, rule in enumerate(content["rules"]):
        if rule["at"] not in types.answers:
            yield Wrong("unknown", rule=number, facts={"found": rule["at"]})
        if not rule["says"]:
            yield Wrong("no_words", rule=number)
        try:
            check(rule["must"], types)
        except Mistake as error:
            yield _of_expression(error, rule=number)


def _of_expression(error: Mistake, *, row: int | None = None, rule: int | None = None) -> Wrong:
    return Wrong(error.why, row, rule, {"found": error.found, "wanted": error.wanted, "at": error.at + 1})

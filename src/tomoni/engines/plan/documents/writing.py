"""The files that a draft becomes: plan.toml, laid out as people write it, and observations.csv."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import Any

import tomli_w

from ..files import FigureSaid, PlanFile
from .draft import Draft, key_of
from .questions import options_of, where, words_of

FIGURE_COLUMNS = ("indicator", "kind", "when", "value", "source", "note")
FIRST = ("key", "code", "indicator", "version", "number", "label", "goal", "policy", "group")


def toml_of(plan: PlanFile, draft: Draft) -> str:
    """plan.toml, with the open questions as comments at its head."""
    said = plan.model_dump(exclude_defaults=True)
    lines = [*_comments(draft), *([] if plan.definition else ["definition = []\n\n"])]
    lines += ["[plan]\n", _pairs(said["plan"])]
    for name in PlanFile.model_fields:
        if name != "plan":
            lines += _tables(name, said.get(name, []))
    return "".join(lines)


def _tables(name: str, things: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for thing in things:
        within = [key for key, value in thing.items() if isinstance(value, list) and _are_tables(value)]
        yield f"\n[[{name}]]\n{_pairs({key: value for key, value in thing.items() if key not in within})}"
        for key in within:
            yield from _tables(f"{name}.{key}", thing[key])


def _are_tables(value: list[Any]) -> bool:
    return any(isinstance(one, dict) for one in value)


def _pairs(thing: Mapping[str, Any], before: str = "") -> str:
    lines = []
    for key in sorted(thing, key=lambda key: FIRST.index(key) if key in FIRST else len(FIRST)):
        value = thing[key]
        if isinstance(value, dict):
            lines.append(_pairs(value, f"{before}{key}."))
        else:
            lines.append(before + tomli_w.dumps({key: value}))
    return "".join(lines)


def _comments(draft: Draft) -> Iterator[str]:
    open_ones = draft.open_questions
    yield f"# 文書から読み取った下書き。確かめてから使ってください。まだ決まっていないこと: {len(open_ones)}件\n"
    for question in open_ones:
        yield f"#   {told(draft, question)}\n"
    yield "\n"


def told(draft: Draft, question: Any) -> str:
    """A question in one line: what it touches, where it stands, what was read, what it asks, what it could be."""
    pieces = [
        f"[{key_of(draft, question.path)}]" if question.path else "",
        where(question),
        f"「{question.read}」" if question.read else "",
        words_of(question),
        f"候補: {options_of(question)}" if question.options else "",
    ]
    return " ".join(" ".join(piece.split()) for piece in pieces if piece)


def csv_of(figures: Iterable[FigureSaid]) -> str:
    """observations.csv: the baselines and targets that were read with certainty."""
    lines = StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(FIGURE_COLUMNS)
    for figure in figures:
        writer.writerow([_cell(getattr(figure, column)) for column in FIGURE_COLUMNS])
    return lines.getvalue()


def _cell(said: Any) -> str:
    return "" if said is None else str(said)

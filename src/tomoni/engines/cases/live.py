"""What the script of a page needs to ask and judge as the server does: trees, and how each answer is read.

Only answers that a condition or rule of this very page reads go along, and they are the person's own.
"""

import json
from collections.abc import Mapping
from typing import Any

from tomoni.base.clock import today

from .expressions import NotReadable, names_in, parse
from .forms import StepForm
from .kinds import kinds, parts_of, parts_of_row
from .questions import Question, Rule, spoken

Tree = list[Any]


def tree_of(question: Question) -> Tree:
    """Its condition as a tree, also where it was written as a dictionary."""
    if isinstance(question.only_if, str):
        return parse(question.only_if)
    return ["and", *(_wanted(key, wanted) for key, wanted in question.only_if.items())]


def _wanted(key: str, wanted: Any) -> Tree:
    accepted = wanted if isinstance(wanted, (tuple, list)) else (wanted,)
    return ["in", ["name", key], ["list", *map(_literal, accepted)]]


def _literal(value: Any) -> Tree:
    if isinstance(value, bool):
        return ["yes", value]
    return ["number", value] if isinstance(value, int) else ["text", str(value)]


def live(form: StepForm, rules: tuple[Rule, ...], answers: Mapping[str, Any]) -> str:
    """JSON for the form of a page; empty where nothing on it depends on anything."""
    on_page = {key for question in form.questions for key in parts_of(question)}
    here = [each for each in form.questions if on_page & each.reads]
    shown = [rule for rule in rules if rule.at in form.fields and _readable(rule.must)]
    if not here and not shown:
        return ""
    reads = {name for each in here for name in each.reads} | {name for each in shown for name in names_in(each.must)}
    told = {
        "today": today().isoformat(),
        "known": {name: answers.get(name) for name in sorted(reads - on_page)},
        "sorts": {key: sort for each in form.questions for key, sort in _sorts(each).items() if key in reads},
        "names": {each.key: sorted(parts_of(each)) for each in here},
        "conditions": {each.key: tree_of(each) for each in here},
        "rules": [
            {"at": rule.at, "must": parse(rule.must), "reads": sorted(names_in(rule.must)), "says": spoken(rule.says)}
            for rule in shown
        ],
    }
    return json.dumps(told, ensure_ascii=False)


def rules_at(form: StepForm, rules: tuple[Rule, ...]) -> dict[str, list[int]]:
    """Beside which field each rule speaks: the places that `live` numbers them by."""
    shown = [rule for rule in rules if rule.at in form.fields and _readable(rule.must)]
    places: dict[str, list[int]] = {}
    for place, rule in enumerate(shown):
        places.setdefault(rule.at, []).append(place)
    return places


def _readable(line: str) -> bool:
    try:
        parse(line)
    except NotReadable:
        return False
    return True


def _sorts(question: Question) -> dict[str, Any]:
    """How each key is read; a whole that is put together from parts has no field, and is not read."""
    if question.kind == "members":
        return {question.key: parts_of_row(question)}
    sorts: dict[str, Any] = dict(parts_of(question))
    for key in kinds[question.kind].whole(question, dict.fromkeys(sorts, "x")):
        sorts.pop(key, None)
    return sorts

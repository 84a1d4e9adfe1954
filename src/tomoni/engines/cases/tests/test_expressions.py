"""One table of expressions, to which the server and the script of a page give the same answers."""

import json
import random
import subprocess
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from playwright._impl._driver import compute_driver_executable

from tomoni.base.design.fields import DayField, NumberField, Typed
from tomoni.engines.cases.expressions import Mistake, NotReadable, Types, check, holds, names_in, parse, value_of

HERE = Path(__file__).parent
TABLE = json.loads((HERE / "expressions.json").read_text())
SCRIPT = HERE.parent / "static" / "cases" / "answers.js"
ON = date.fromisoformat(TABLE["today"])
RUN = """
const table = JSON.parse(require("fs").readFileSync(0, "utf8"));
require(table.script);
const { value, typedNumber, typedDay } = globalThis.tomoniAnswers;
console.log(JSON.stringify({
  cases: table.trees.map((tree) => value(tree, table.answers, table.today)),
  numbers: table.numbers.map(([typed]) => typedNumber(typed)),
  days: table.days.map(([parts]) => typedDay(...parts)),
}));
"""


def in_the_browser(trees: list[Any], answers: Any = TABLE["answers"]) -> dict[str, list[Any]]:
    node, _script = compute_driver_executable()
    told = TABLE | {"script": str(SCRIPT), "trees": trees, "answers": answers}
    done = subprocess.run([node, "-e", RUN], input=json.dumps(told), capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize(("line", "wanted"), TABLE["cases"])
def test_the_server_gives_the_answers_of_the_table(line: str, wanted: Any) -> None:
    found = value_of(parse(line), TABLE["answers"], on=ON)
    assert found == wanted
    assert type(found) is type(wanted)


def test_the_browser_gives_the_answers_of_the_table() -> None:
    found = in_the_browser([parse(line) for line, _wanted in TABLE["cases"]])
    assert found["cases"] == [wanted for _line, wanted in TABLE["cases"]]
    assert found["numbers"] == [wanted for _typed, wanted in TABLE["numbers"]]
    assert found["days"] == [wanted for _parts, wanted in TABLE["days"]]


def test_the_server_reads_numbers_and_days_of_the_table_alike() -> None:
    for typed, wanted in TABLE["days"]:
        try:
            found = DayField(required=False).clean(Typed(*typed))
        except ValidationError:
            found = None
        assert (found.isoformat() if found else None) == wanted, typed
    for typed, wanted in TABLE["numbers"]:
        if "円" not in typed:
            try:
                found = NumberField(min_value=None, required=False).clean(typed)
            except ValidationError:
                found = None
            assert found == wanted, typed


NAMES = [*TABLE["answers"], "unknown"]


def _made(chance: random.Random, depth: int) -> list[Any]:
    """A tree that the grammar can make, sensible or not."""
    if depth == 0 or chance.random() < 0.2:
        return chance.choice([
            ["name", chance.choice(NAMES)], ["number", chance.randint(0, 9)], ["text", chance.choice("ab山")],
            ["yes", True], ["nothing"], ["today"], ["day", "2026-11-24"],
        ])  # fmt: skip
    what = chance.choice(["and", "or", "not", "==", "!=", "<", ">=", "in", "+", "-", "*", "age", "days", "count",
                          "sum", "given", "list"])  # fmt: skip
    if what in ("count", "sum", "given"):
        first = ["name", chance.choice(NAMES)]
        more = [_made(chance, depth - 1)] if what == "sum" or (what == "count" and chance.random() < 0.5) else []
        return [what, first, *more]
    return [what, *(_made(chance, depth - 1) for _one in range(1 if what == "not" else 2))]


def test_both_give_the_same_answer_to_anything_that_can_be_written() -> None:
    chance = random.Random(20261124)
    trees = [_made(chance, 4) for _one in range(3000)]
    here = [value_of(tree, TABLE["answers"], on=ON) for tree in trees]
    assert in_the_browser(trees)["cases"] == json.loads(json.dumps(here, default=date.isoformat))


@given(st.text(max_size=60))
def test_no_line_brings_the_reader_down(line: str) -> None:
    assert holds(line, TABLE["answers"], on=ON) in (True, False)


@pytest.mark.parametrize(
    ("line", "why"),
    [("five ==", "end"), ("五 > 3", "character"), ("five > > 3", "word"), ("eval(1)", "function"), ("age()", "parts"),
     ("2026-13-01 > today", "day"), ("99999999999999999", "large"), ("(" * 50 + "1" + ")" * 50, "depth"),
     ("1 + " * 300 + "1", "long"), ("count(5)", "parts"), ("five 5", "word")],
)  # fmt: skip
def test_what_cannot_be_read_says_where_and_why(line: str, why: str) -> None:
    with pytest.raises(NotReadable) as refused:
        parse(line)
    assert refused.value.why == why


TYPES = Types(
    {"n": "number", "t": "text", "d": "day", "y": "yes", "k": "texts", "house": "rows", "c": "text"},
    {"house": {"income": "number", "born": "day"}},
    {"c": frozenset({"a", "b"})},
)


@pytest.mark.parametrize(
    "line",
    ["n > 3 and y", "d <= today", "age(d) >= 65", "count(house, age(born) < 18) > 1", "sum(house, income) <= n",
     "'a' in k", "c in ['a']", "c == nothing", "given(t)", "days(d, today) > 3", "k in ['x']", "not y"],
)  # fmt: skip
def test_what_fits_the_questions_may_be_published(line: str) -> None:
    check(line, TYPES)


@pytest.mark.parametrize(
    ("line", "why"),
    [("n > 'x'", "compare"), ("t < t", "order"), ("x > 1", "unknown"), ("n", "wanted"), ("c == 'z'", "option"),
     ("sum(house, born) > 1", "wanted"), ("age(n) > 3", "wanted"), ("n and y", "wanted"), ("income > 1", "unknown"),
     ("count(t) > 1", "wanted"), ("[n] == n", "list"), ("n >", "readable.end"), ("count(house, n > 1) > 0", "unknown")],
)  # fmt: skip
def test_what_does_not_fit_is_named(line: str, why: str) -> None:
    with pytest.raises(Mistake) as refused:
        check(line, TYPES)
    assert refused.value.why == why


def test_the_names_that_a_line_reads_are_those_of_the_form_alone() -> None:
    assert names_in("count(house, age(born) < 18) > n and t == 'n'") == {"house", "n", "t"}


def test_a_hundred_rules_take_a_hundred_times_as_long_as_one_and_not_more() -> None:
    answers = {f"q{number}": number for number in range(1000)}

    def took(number: int) -> float:
        lines = [f"q{place} >= q{place - 1} and q{place} != {place + 1}" for place in range(1, number + 1)]
        for line in lines:
            parse(line)
        begun = time.process_time()
        for _again in range(20):
            for line in lines:
                holds(line, answers, on=ON)
        return time.process_time() - begun

    took(10)
    assert took(900) < took(90) * 30  # ten times the work; thrice that for a busy machine

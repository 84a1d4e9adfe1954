"""What a form of a hundred questions and a hundred rules costs: `./tomoni bench cases` prints one JSON object.

On a fresh SQLite database, a clerk moves a row of the builder, a resident reads the page,
sends it, and has it kept while typing: each through Django's whole stack (test client, no socket), on one page that
holds all hundred questions, ninety-eight of them with a condition. Wall and CPU time of the process are taken.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SAVE_GOAL_MS, PAGE_GOAL_MS = 1000, 100


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--questions", type=int, default=100)
    asked.add_argument("--rounds", type=int, default=30)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="tomoni-bench-") as folder:
        os.environ |= {"TOMONI_VAR": folder, "TOMONI_CITY": "example", "DJANGO_SETTINGS_MODULE": "config.testing"}
        sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
        import django

        django.setup()
        told = measure(options.questions, options.rounds)
    print(json.dumps(told, ensure_ascii=False, indent=2))
    return 0


def measure(questions: int, rounds: int) -> dict[str, Any]:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    built = a_long_form(questions)
    draft, client, answers = somebody_applies(built, questions)
    address = f"/drafts/{draft.token}/1/"
    figures = {
        "clerk_saves_a_change": taken(lambda: moves_a_row(built), rounds),
        "clerk_reads_the_rows": taken(lambda: reads_the_rows(built), rounds),
        "resident_reads_the_page": taken(lambda: got(client.get(address)), rounds),
        "resident_sends_the_page": taken(lambda: client.post(address, answers), rounds),
        "conditions_and_rules_alone": taken(lambda: judged_alone(draft), rounds),
    }
    return {
        "bench": "cases",
        "questions": questions,
        "rules": questions,
        **figures,
        "goals": {"save_ms": SAVE_GOAL_MS, "page_ms": PAGE_GOAL_MS},
        "save_within_goal": figures["clerk_saves_a_change"]["wall_p50_ms"] < SAVE_GOAL_MS,
        "page_within_goal": figures["resident_reads_the_page"]["wall_p50_ms"] < PAGE_GOAL_MS,
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
    }


def taken(once: Callable[[], object], rounds: int) -> dict[str, float]:
    """Milliseconds of the clock and of the processor: the middle one and the slowest but one in twenty."""
    once()
    wall, cpu = [], []
    for _round in range(rounds):
        began, used = time.perf_counter(), time.process_time()
        once()
        wall.append((time.perf_counter() - began) * 1e3)
        cpu.append((time.process_time() - used) * 1e3)
    last = max(int(rounds * 0.95) - 1, 0)
    return {
        "wall_p50_ms": round(median(wall), 1),
        "wall_p95_ms": round(sorted(wall)[last], 1),
        "cpu_p50_ms": round(median(cpu), 1),
    }


def a_long_form(questions: int) -> Any:
    """Numbers, each asked only if the one before is more than one, and each with a rule."""
    from tomoni.common.people.api import Account, Clerk
    from tomoni.engines.cases.building import actions, editing
    from tomoni.engines.cases.building.content import blank

    content = blank("長い届出", kind="NOTIFICATION", sign="長")
    for place in range(1, questions + 1):
        editing.add_row(content, "number", f"数{place}")
        editing.add_rule(content, at=f"q{place}", must=f"q{place} >= q1 and q{place} < 1000", says="小さい")
        if place > 2:
            content["rows"][place - 1]["only_if"] = f"q{place - 1} > 1"
    clerk = Clerk.objects.create(account=Account.objects.create(), number="1", family_name="見本", invented=True)
    return actions.build(content, who=clerk)


def somebody_applies(built: Any, questions: int) -> tuple[Any, Any, dict[str, str]]:
    """The form in force without a paper, a draft of it, and the session that opens it."""
    from django.test import Client
    from django.utils.timezone import now

    from tomoni.engines.cases.actions import begin
    from tomoni.engines.cases.models import BuiltVersion
    from tomoni.engines.cases.procedures import procedures

    BuiltVersion.objects.create(
        procedure=built, number=1, content=built.content, asked_by=built.made_by, state="PUBLISHED", published_at=now()
    )
    draft, client = begin(procedures[built.key]), Client(headers={"host": "localhost"})
    client.post("/procedures/resume/", {"code": draft.code})
    answers = {f"q{place}": str(place + 1) for place in range(1, questions + 1)}
    client.post(f"/drafts/{draft.token}/1/", answers)
    draft.refresh_from_db()
    return draft, client, answers


def moves_a_row(built: Any) -> None:
    """One press of 下へ: the row is moved, journaled, and every mistake of the whole form is looked for."""
    from tomoni.engines.cases.building import actions, editing
    from tomoni.engines.cases.building.checking import mistakes

    built.refresh_from_db()
    changed = actions.change(
        built, who=built.made_by, seen=built.edit, what="", how=lambda content: editing.move_row(content, 50, 1)
    )
    mistakes(changed.content)


def reads_the_rows(built: Any) -> str:
    """The page of the builder that follows a press, without the frame of the desk."""
    from django.http import QueryDict

    from tomoni.engines.cases.screens.building import _rows, _rules

    return f"{_rows(built.content, QueryDict())}{_rules(built.content)}"


def judged_alone(draft: Any) -> None:
    from tomoni.engines.cases.forms import asked, broken

    asked(draft.definition.questions, draft.answers)
    broken(draft.definition.rules, draft.answers)


def got(answer: Any) -> None:
    assert answer.status_code == 200, answer.status_code


if __name__ == "__main__":
    sys.exit(main())

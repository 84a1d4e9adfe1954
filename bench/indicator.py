"""What a figure costs over a million records: `./tomoni bench indicator` prints one JSON object.

A table of a million records (twelve kinds, four states, ten years of days) gets one covering index. The figures are
asked through `read`, the same call that the plan's pages make, and the CPU time of the process is taken. In the same
run the bare SQL is asked through Python's own sqlite3: the least that any program could need.
"""

import argparse
import json
import os
import platform
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
FIRST, DAYS, KINDS, STATES = date(2017, 4, 1), 3652, 12, 4
GOAL_MS = 0.2
BATCH = 20_000


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--records", type=int, default=1_000_000)
    asked.add_argument("--rounds", type=int, default=300)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="tomoni-bench-") as folder:
        os.environ |= {"TOMONI_VAR": folder, "TOMONI_CITY": "example", "DJANGO_SETTINGS_MODULE": "config.testing"}
        sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
        import django

        django.setup()
        told = measure(options.records, options.rounds)
    print(json.dumps(told, ensure_ascii=False, indent=2))
    return 0


def measure(records: int, rounds: int) -> dict[str, object]:
    from django.db import connection

    filled = fill(records)
    last = FIRST + timedelta(days=DAYS - 300)
    figures = {name: cpu_ms(reader, last, rounds) for name, reader in readings().items()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM bench_record WHERE kind = 3 AND state = 2")
        of_kind = cursor.fetchone()[0]
    bare = cpu_ms(bare_count, last, rounds)
    count = figures["count of a fiscal year"]
    return {
        "machine": {"python": platform.python_version(), "system": platform.platform(), "cpus": os.cpu_count()},
        "records": records,
        "records_of_the_kind": of_kind,
        "filled_s": filled,
        "cpu_ms": figures,
        "bare_sql_cpu_ms": bare,
        "ratio_to_bare_sql": round(count / bare, 2),
        "goal_cpu_ms": GOAL_MS,
        "goal_reached": count <= GOAL_MS,
    }


def record_model() -> type:
    """The table, as a model of Django; made once per process."""
    from django.db import models

    class Record(models.Model):
        kind = models.PositiveSmallIntegerField()
        state = models.PositiveSmallIntegerField()
        day = models.DateField()
        amount = models.PositiveIntegerField()

        class Meta:
            app_label = "plan"
            db_table = "bench_record"
            indexes = [models.Index(fields=["kind", "state", "day", "amount"], name="bench_covers")]

        def __str__(self) -> str:
            return f"{self.kind} {self.day}"

    return Record


def fill(records: int) -> float:
    from django.db import connection, transaction

    global RECORD  # noqa: PLW0603 (a bench is one run of one process)
    RECORD = record_model()
    chance, begun = random.Random(6), time.perf_counter()
    days = [(FIRST + timedelta(days=number)).isoformat() for number in range(DAYS)]
    with connection.schema_editor() as editor:
        editor.create_model(RECORD)
    with transaction.atomic(), connection.cursor() as cursor:
        for start in range(0, records, BATCH):
            rows = (
                (
                    chance.randrange(KINDS),
                    chance.randrange(STATES),
                    days[(start + place) * DAYS // records],
                    chance.randrange(1, 5000),
                )
                for place in range(min(BATCH, records - start))
            )
            cursor.cursor.executemany("INSERT INTO bench_record(kind, state, day, amount) VALUES (?, ?, ?, ?)", rows)
        cursor.execute("ANALYZE")
    return round(time.perf_counter() - begun, 1)


def readings() -> dict[str, Callable[[date], object]]:
    """The figures that are asked: as services declare them."""
    from django.db.models import Q

    from tomoni.base.clock import FiscalYear
    from tomoni.engines.plan.api import count, read, reading, share, total

    def of_year(on: date, **more: object) -> object:
        year = FiscalYear.of(on)
        return RECORD.objects.filter(kind=3, day__range=(year.first, on), **more)

    reading("bench.count")(lambda on: count(of_year(on, state=2)))
    reading("bench.parts")(lambda on: count(of_year(on, state=2), breakdown={"large": Q(amount__gt=2500)}))
    reading("bench.total")(lambda on: total(of_year(on, state=2), "amount"))
    reading("bench.share")(lambda on: share(of_year(on, state__lte=2), Q(state=2), sample=True))
    return {
        "count of a fiscal year": lambda on: read("bench.count", on),
        "count with its parts": lambda on: read("bench.parts", on),
        "total of a fiscal year": lambda on: read("bench.total", on),
        "share with its interval": lambda on: read("bench.share", on),
    }


def bare_count(on: date) -> object:
    """The same question as SQL, through Python's own driver."""
    from django.db import connection

    from tomoni.base.clock import FiscalYear

    return connection.connection.execute(
        "SELECT COUNT(*) FROM bench_record WHERE kind = 3 AND state = 2 AND day BETWEEN ? AND ?",
        (FiscalYear.of(on).first.isoformat(), on.isoformat()),
    ).fetchone()


def cpu_ms(ask: Callable[[date], object], last: date, rounds: int) -> float:
    """The median CPU milliseconds of one question, over different days."""
    times = []
    for number in range(rounds + 20):
        on = last - timedelta(days=number % 250)
        begun = time.process_time()
        ask(on)
        times.append((time.process_time() - begun) * 1e3)
    return round(median(times[20:]), 3)


if __name__ == "__main__":
    sys.exit(main())

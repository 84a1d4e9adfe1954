"""The clockwork: runs every job that is due, once in its period, whatever happens to other jobs or other processes.

A run begins by adding its row to `JobRun`; whoever comes second meets the unique constraint and leaves it. A run that
failed is tried again by a later round of the same period, and so is one whose process died with it.
"""

import datetime as dt
import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from .catalogue import CATALOGUE, Job, Rhythm
from .models import JobRun, Process

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Told:
    """How one job went."""

    job: str
    outcome: str = ""
    error: str = ""

    def __str__(self) -> str:
        return f"{self.job}: {self.error.strip().splitlines()[-1] if self.error else self.outcome or 'done'}"


def never() -> bool:
    return False


def run_due(now: dt.datetime, *, by: str, told_to_stop: Callable[[], bool] = never) -> Iterator[Told]:
    """One round: the jobs that are due at `now`, each at most once; the frequent ones first, the troubled ones last."""
    for job in _due(now):
        if told_to_stop():
            return
        run = _claim(job, job.rhythm.period(now), by)
        if run:
            told = perform(job, now)
            _write_down(run, told)
            yield told


def run_all(now: dt.datetime) -> Iterator[Told]:
    """Every job as of a moment, past or future. The list of runs is left alone: the real periods stay as they are."""
    for job in sorted(CATALOGUE.values(), key=_rank):
        yield perform(job, now)


def perform(job: Job, now: dt.datetime) -> Told:
    """Run a job, by the city's clock. Whatever it raises is logged and told, and stops nothing else."""
    try:
        outcome = job.work(timezone.localtime(now))
    except Exception:
        log.exception("The job %s failed", job.key)
        return Told(job.key, error=traceback.format_exc())
    return Told(job.key, outcome="" if outcome is None else str(outcome)[:200])


def _due(now: dt.datetime) -> list[Job]:
    """The jobs whose present run is neither done nor in the hands of somebody alive."""
    runs = JobRun.objects.filter(period__in=[rhythm.period(now) for rhythm in Rhythm])
    settled = set(runs.exclude(_free()).values_list("job", "period"))
    tried = dict(runs.filter(_free()).values_list("job", "attempts"))
    due = (job for job in CATALOGUE.values() if (job.key, job.rhythm.period(now)) not in settled)
    return sorted(due, key=lambda job: (_rank(job), tried.get(job.key, 0)))


def _rank(job: Job) -> int:
    return list(Rhythm).index(job.rhythm)


def _free() -> Q:
    """Runs that anybody may take up again."""
    alive = Process.objects.alive().values("name")
    return Q(state=JobRun.State.FAILED) | (Q(state=JobRun.State.RUNNING) & ~Q(by__in=alive))


def _claim(job: Job, period: str, by: str) -> JobRun | None:
    """The run, when it is ours: begun by us, or taken up again from a failure or a death; None when somebody has it."""
    try:
        with transaction.atomic():
            return JobRun.objects.create(job=job.key, period=period, by=by)
    except IntegrityError:
        run = JobRun.objects.filter(job=job.key, period=period)
        taken = run.filter(_free()).update(
            state=JobRun.State.RUNNING, by=by, attempts=F("attempts") + 1, began_at=timezone.now(), ended_at=None
        )
        return run.get() if taken else None


def _write_down(run: JobRun, told: Told) -> None:
    run.state = JobRun.State.FAILED if told.error else JobRun.State.DONE
    run.outcome, run.error, run.ended_at = told.outcome, told.error, timezone.now()
    run.save(update_fields=["state", "outcome", "error", "ended_at"])

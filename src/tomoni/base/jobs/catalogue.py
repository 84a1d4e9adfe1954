"""Declaring jobs and handing over tasks."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import transaction
from django.tasks import Task
from django.utils import timezone
from django_tasks_db import DatabaseBackend

from tomoni.base.catalogue import Catalogue

Work = Callable[[dt.datetime], object]

AFTER_MIDNIGHT = dt.timedelta(hours=1)  # the night's work begins when the day it belongs to is surely over


class Rhythm(Enum):
    """How often a job runs. The most frequent come first when several are due."""

    EVERY_MINUTE = "%Y-%m-%dT%H:%M"
    HOURLY = "%Y-%m-%dT%H"
    NIGHTLY = "%Y-%m-%d"

    def period(self, now: dt.datetime) -> str:
        """The name of the minute, the hour or the night that `now` belongs to, by the city's clock."""
        here = timezone.localtime(now)
        return (here - AFTER_MIDNIGHT if self is Rhythm.NIGHTLY else here).strftime(self.value)


@dataclass(frozen=True)
class Job:
    key: str
    rhythm: Rhythm
    work: Work


CATALOGUE: Catalogue[Job] = Catalogue("job")


def _declare[Declared: Work](work: Declared, rhythm: Rhythm) -> Declared:
    place = work.__module__.removeprefix("tomoni.").removesuffix(".jobs").removesuffix(".service")
    key = f"{place}.{work.__name__}"
    CATALOGUE.add(key, Job(key, rhythm, work))
    return work


def every_minute[Declared: Work](work: Declared) -> Declared:
    """Run in every minute, with the moment in the city's own time.

    What the function returns, in a few words or a number, stands in the list of runs.
    """
    return _declare(work, Rhythm.EVERY_MINUTE)


def hourly[Declared: Work](work: Declared) -> Declared:
    """Run once in every hour."""
    return _declare(work, Rhythm.HOURLY)


def nightly[Declared: Work](work: Declared) -> Declared:
    """Run once for every day, after one in the morning, or as soon after that as the clockwork is awake."""
    return _declare(work, Rhythm.NIGHTLY)


def after_commit(task: Task[..., Any], *args: Any) -> None:
    """Have a task done once the present transaction has been committed, and only then.

    With the database as the queue the task is a row of this very transaction: a crash loses both or neither. Any other
    queue is told after the commit. After a crash a task may run twice, so it is written to find its work already done.
    """
    if isinstance(task.get_backend(), DatabaseBackend):
        task.enqueue(*args)
    else:
        transaction.on_commit(lambda: task.enqueue(*args))

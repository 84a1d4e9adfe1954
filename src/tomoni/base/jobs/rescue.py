"""Tasks whose worker was killed stay RUNNING for ever, as far as the queue knows. Here they are handed on.

A task of ours may run twice, so handing on is safe. One that takes three workers down with it is not tried a fourth
time: it is marked as failed, for a person to look at.
"""

import datetime as dt

from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from .models import Process

LIVES = 3
WORKER = "worker"  # how the names of our workers begin
STRANGERS_MAY_TAKE = dt.timedelta(hours=1)  # a worker that was not started by our command has no heartbeat


def hand_on_orphans() -> int:
    """Make the tasks of dead workers ready again; how many there were."""
    running = list(DBTaskResult.objects.running())
    # Read in this order: a worker says that it is alive before it takes its first task.
    alive = set(Process.objects.alive().values_list("name", flat=True))
    return sum(_hand_on(task) for task in running if _is_orphan(task, alive))


def _is_orphan(task: DBTaskResult, alive: set[str]) -> bool:
    worker = task.worker_ids[-1] if task.worker_ids else ""
    if worker.startswith(f"{WORKER}-"):
        return worker not in alive
    return bool(task.started_at and task.started_at < timezone.now() - STRANGERS_MAY_TAKE)


def _hand_on(task: DBTaskResult) -> int:
    """Only if it is still as we saw it: its worker may have come to the end after all."""
    same = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at)
    if len(task.worker_ids) < LIVES:
        return same.update(status=TaskResultStatus.READY)
    return same.update(
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        exception_class_path="builtins.RuntimeError",
        traceback=f"{LIVES} workers died with this task: {', '.join(task.worker_ids)}",
    )

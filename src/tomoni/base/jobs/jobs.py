"""The clockwork's work for itself."""

import datetime as dt

from django.db.models import Q
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from . import every_minute, nightly
from .models import JobRun, Process
from .rescue import hand_on_orphans

KEEP_MINUTES = dt.timedelta(days=2)
KEEP_RUNS = dt.timedelta(days=90)
KEEP_TASKS = dt.timedelta(days=14)
KEEP_FAILED_TASKS = dt.timedelta(days=90)
KEEP_DEAD = dt.timedelta(days=7)


@every_minute
def hand_on_the_tasks_of_the_dead(now: dt.datetime) -> int:
    return hand_on_orphans()


@nightly
def forget_old_runs(now: dt.datetime) -> int:
    """Runs of every minute after two days, all others after ninety; tasks after fourteen, if they went well."""
    minutes = Q(period__contains=":", state=JobRun.State.DONE, began_at__lt=now - KEEP_MINUTES)
    runs, _ = JobRun.objects.filter(minutes | Q(began_at__lt=now - KEEP_RUNS)).delete()
    well = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_TASKS)
    failed = Q(status=TaskResultStatus.FAILED, finished_at__lt=now - KEEP_FAILED_TASKS)
    tasks, _ = DBTaskResult.objects.filter(well | failed).delete()
    Process.objects.filter(seen_at__lt=now - KEEP_DEAD).delete()
    return runs + tasks

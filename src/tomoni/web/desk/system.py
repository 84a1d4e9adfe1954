"""How the machinery itself is: who is at work, which jobs and tasks failed, what waits to be sent or sealed.

A failed job needs nobody: the clockwork tries it again in every minute of its period, and the next period makes up for
it. A failed task waits for a person. It may be tried again without harm, since a task finds its work already done.
Errors are shown by their kind and place only; what they say may hold personal data and stays in the log.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min, QuerySet
from django.tasks import TaskResultStatus
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from tomoni.base import clock
from tomoni.base.jobs.catalogue import CATALOGUE
from tomoni.base.jobs.models import JobRun, Process
from tomoni.base.journal.api import write
from tomoni.common.people.api import Clerk, Note, declare_duty, duty, noting, posts_of
from tomoni.common.people.verbs import name_verb
from tomoni.common.post.models import Message

DUTY = declare_duty("system.run", _("システムの世話"))
RUNS = duty(DUTY.key)
KINDS = {"tick": _("定時の働き手（tick）"), "worker": _("あと仕事の働き手（worker）")}
SHOWN = timedelta(days=14)
TOO_LONG = timedelta(minutes=15)  # a message or a task that has not been taken up by then tells that something is stuck
PLACE = re.compile(r'File "[^"]*/([^"/]+/[^"/]+)", line (\d+), in (\w+)')
name_verb("system.try_again", _("止まった仕事をやり直させた"))


class NotFailed(Exception):
    """The task has been tried again, or forgotten, in the meantime."""


@dataclass(frozen=True)
class Workers:
    """One kind of process: those at work, and when the last sign of life was."""

    title: str
    alive: int
    seen_at: datetime | None


def at_work() -> list[Workers]:
    told = []
    for kind, title in KINDS.items():
        known = Process.objects.filter(name__startswith=f"{kind}-")
        seen_at = known.aggregate(last=Max("seen_at"))["last"]
        told.append(Workers(title=str(title), alive=known.alive().count(), seen_at=seen_at))
    return told


@dataclass(frozen=True)
class FailedRun:
    run: JobRun
    made_up_for: bool  # a later run of the same job went well
    again: bool  # the clockwork is still trying

    @property
    def where(self) -> str:
        return kind_and_place(self.run.error)


def failed_runs() -> list[FailedRun]:
    """The last failure of each job in the last two weeks, the newest first."""
    recent = JobRun.objects.filter(began_at__gte=clock.now() - SHOWN)
    newest: dict[str, JobRun] = {}
    for run in recent.filter(state=JobRun.State.FAILED).order_by("-began_at"):
        newest.setdefault(run.job, run)
    went_well = dict(
        recent.filter(job__in=newest, state=JobRun.State.DONE).values_list("job").annotate(last=Max("began_at"))
    )
    return [
        FailedRun(
            run=run,
            made_up_for=run.job in went_well and went_well[run.job] > run.began_at,
            again=run.job in CATALOGUE and run.period == CATALOGUE[run.job].rhythm.period(clock.now()),
        )
        for run in newest.values()
    ]


@dataclass(frozen=True)
class FailedTask:
    task: DBTaskResult

    @property
    def name(self) -> str:
        return str(self.task.task_path).removeprefix("tomoni.")

    @property
    def where(self) -> str:
        return kind_and_place(self.task.traceback) or self.task.exception_class_path


def failed_tasks() -> list[FailedTask]:
    failed: QuerySet[DBTaskResult] = DBTaskResult.objects.failed().order_by("-finished_at")
    return [FailedTask(task) for task in failed[:50]]


@dataclass(frozen=True)
class Queue:
    """What waits, and since when."""

    number: int
    since: datetime | None

    @property
    def late(self) -> bool:
        return self.since is not None and self.since < clock.now() - TOO_LONG


def tasks_waiting() -> Queue:
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    return Queue(number=ready.count(), since=ready.aggregate(first=Min("enqueued_at"))["first"])


def messages_waiting() -> Queue:
    due = Message.objects.to_carry(clock.now())
    return Queue(number=due.count(), since=due.order_by().aggregate(first=Min("next_try_at"))["first"])


def kind_and_place(trace: str) -> str:
    """`ValueError（cases/actions.py 41）`: enough to find the fault, without what the error says."""
    if not trace.strip():
        return ""
    places = PLACE.findall(trace)
    kind = trace.strip().splitlines()[-1].partition(":")[0]
    return f"{kind}（{places[-1][0]} {places[-1][1]}）" if places else kind


@transaction.atomic
def try_again(*, task: DBTaskResult, who: Clerk) -> None:
    """Put a failed task back into the queue, with all its lives."""
    failed = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.FAILED)
    back = failed.update(
        status=TaskResultStatus.READY, worker_ids=[], started_at=None, finished_at=None, exception_class_path="",
        traceback="",
    )  # fmt: skip
    if not back:
        raise NotFailed
    write("system.try_again", who=who, about=None, after={"task": task.task_path, "id": task.pk})


@noting("system")
def trouble(clerk: Clerk, on: date) -> Iterable[Note]:
    """For whoever looks after the system: what does not run."""
    if not any(post.charges(DUTY.key) for post in posts_of(clerk, on)):
        return
    asleep = sum(not workers.alive for workers in at_work())
    number = asleep + DBTaskResult.objects.failed().count()
    if number:
        yield Note(
            text=_("システムで止まっているもの"), number=str(number), url=reverse("desk-system"), link=_("様子を見る")
        )

"""A task belongs to its transaction, and outlives its worker."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from threading import Event

import pytest
from django.core.management import call_command
from django.db import transaction
from django.tasks import TaskResultStatus, task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tomoni.base.jobs import after_commit
from tomoni.base.jobs.alive import alive
from tomoni.base.jobs.jobs import forget_old_runs, hand_on_the_tasks_of_the_dead
from tomoni.base.jobs.models import SILENCE, JobRun, Process

pytestmark = pytest.mark.django_db
DONE: list[int] = []


@task
def note(number: int) -> None:
    DONE.append(number)


@pytest.fixture(autouse=True)
def nothing_done() -> Iterator[None]:
    DONE.clear()
    yield
    DONE.clear()


@pytest.fixture
def queue(settings) -> None:  # type: ignore[no-untyped-def]
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


def a_running_task(*workers: str, minutes_ago: int = 5) -> DBTaskResult:
    after_commit(note, 7)
    running = DBTaskResult.objects.get()
    running.status, running.worker_ids = TaskResultStatus.RUNNING, list(workers)
    running.started_at = timezone.now() - dt.timedelta(minutes=minutes_ago)
    running.save()
    return running


def status(of: DBTaskResult) -> str:
    of.refresh_from_db()
    return of.status


class RolledBack(Exception):
    pass


@pytest.mark.usefixtures("queue")
def test_a_task_is_a_row_of_the_transaction_that_calls_for_it() -> None:
    with pytest.raises(RolledBack), transaction.atomic():
        after_commit(note, 1)
        assert DBTaskResult.objects.count() == 1
        raise RolledBack
    assert not DBTaskResult.objects.exists()


def test_another_queue_hears_of_it_after_the_commit(
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        after_commit(note, 1)
        assert DONE == []
    assert DONE == [1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("queue")
def test_the_worker_does_it_and_takes_its_name_away_when_it_goes() -> None:
    after_commit(note, 1)
    call_command("worker", batch=True, interval=0.0, startup_delay=False, verbosity=0)
    assert DONE == [1]
    assert DBTaskResult.objects.get().worker_ids[0].startswith("worker-")
    assert not Process.objects.exists()


@pytest.mark.usefixtures("queue")
def test_the_task_of_a_killed_worker_is_ready_again() -> None:
    task_of_the_dead = a_running_task("worker-killed")
    assert hand_on_the_tasks_of_the_dead(timezone.now()) == 1
    assert status(task_of_the_dead) == "READY"


@pytest.mark.usefixtures("queue")
def test_the_task_of_a_silent_worker_is_ready_again_and_of_a_living_one_is_not() -> None:
    Process.objects.create(name="worker-slow")
    running = a_running_task("worker-slow")
    assert hand_on_the_tasks_of_the_dead(timezone.now()) == 0
    Process.objects.update(seen_at=timezone.now() - 2 * SILENCE)
    hand_on_the_tasks_of_the_dead(timezone.now())
    assert status(running) == "READY"


@pytest.mark.usefixtures("queue")
def test_a_worker_without_a_heartbeat_is_given_an_hour() -> None:
    running = a_running_task("Zx81", minutes_ago=59)
    assert hand_on_the_tasks_of_the_dead(timezone.now()) == 0
    DBTaskResult.objects.update(started_at=timezone.now() - dt.timedelta(minutes=61))
    hand_on_the_tasks_of_the_dead(timezone.now())
    assert status(running) == "READY"


@pytest.mark.usefixtures("queue")
def test_a_task_that_took_three_workers_down_is_left_for_a_person() -> None:
    running = a_running_task("worker-1", "worker-2", "worker-3")
    hand_on_the_tasks_of_the_dead(timezone.now())
    assert status(running) == "FAILED"
    assert "3 workers died" in running.traceback


@pytest.mark.django_db(transaction=True)
def test_a_heart_beats() -> None:
    with alive("worker", beat=dt.timedelta(milliseconds=5)) as name:
        begun = Process.objects.get(name=name).seen_at
        for _ in range(400):
            if Process.objects.get(name=name).seen_at > begun:
                break
            Event().wait(0.01)
        else:
            pytest.fail("it did not beat")


@pytest.mark.usefixtures("queue")
def test_old_runs_and_tasks_are_forgotten_and_failures_kept_longer() -> None:
    now = timezone.now()
    for age, period, state in (
        (3, "2026-11-21T12:00", "DONE"),
        (3, "2026-11-21T12:01", "FAILED"),
        (91, "2026", "DONE"),
    ):
        JobRun.objects.create(job="j", period=period, state=state, began_at=now - dt.timedelta(days=age))
    old = a_running_task("worker-1")
    old.status, old.finished_at = TaskResultStatus.SUCCESSFUL, now - dt.timedelta(days=15)
    old.save()
    forget_old_runs(now)
    assert list(JobRun.objects.values_list("period", flat=True)) == ["2026-11-21T12:01"]
    assert not DBTaskResult.objects.exists()

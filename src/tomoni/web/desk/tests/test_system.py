"""Whoever looks after the system sees what stands still, and may try again what can be tried without harm."""

from datetime import timedelta

import pytest
from django.tasks import TaskResultStatus
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tomoni.base import clock
from tomoni.base.jobs.models import JobRun, Process
from tomoni.base.journal.api import Entry
from tomoni.common.people.api import Clerk
from tomoni.web.desk.system import NotFailed, kind_and_place, try_again

pytestmark = pytest.mark.django_db
SYSTEM = "/desk/system/"
TRACE = """Traceback (most recent call last):
  File "/srv/tomoni/src/tomoni/common/post/actions.py", line 141, in carry_one
    carry(message, clock.now())
ValueError: no such mailbox: sakura@example.jp
"""


@pytest.fixture
def office(client_as, example_city):
    return client_as(example_city.clerk("general-staff"))


def a_failed_task(path="tomoni.common.post.actions.carry_one") -> DBTaskResult:
    now = timezone.now()
    return DBTaskResult.objects.create(
        status=TaskResultStatus.FAILED, args_kwargs={"args": [0], "kwargs": {}}, task_path=path, traceback=TRACE,
        worker_ids=["worker-a", "worker-b", "worker-c"], started_at=now, finished_at=now, backend_name="default",
        run_after=now, exception_class_path="builtins.ValueError",
    )  # fmt: skip


def a_run(state, *, period="2026-11-22", days_ago=2, job="engines.plan.keep_values", **facts) -> JobRun:
    return JobRun.objects.create(
        job=job, period=period, state=state, by="tick-x", began_at=clock.now() - timedelta(days=days_ago), **facts
    )


def test_a_worker_that_sleeps_is_told_and_one_that_works_is_named(office):
    Process.objects.create(name="tick-host-1-aa")
    Process.objects.create(name="worker-host-2-bb", seen_at=clock.now() - timedelta(hours=2))
    page = office.get(SYSTEM).content.decode()
    ticks, workers = page.index("定時の働き手"), page.index("あと仕事の働き手")
    assert "動いている" in page[ticks:workers]
    assert "止まっている" in page[workers : page.index("待っているもの")]


def test_a_failed_task_is_shown_by_kind_and_place_and_never_by_what_it_says(office):
    a_failed_task()
    page = office.get(SYSTEM).content.decode()
    assert "ValueError（post/actions.py 141）" in page
    assert "sakura@example.jp" not in page


def test_a_failed_task_tried_again_is_ready_with_all_its_lives_and_is_in_the_journal(office, example_city):
    task = a_failed_task()
    answer = office.post(reverse("desk-system-again", args=[task.pk]), follow=True)
    assert "やり直しに回しました" in answer.content.decode()
    task.refresh_from_db()
    assert (task.status, task.worker_ids, task.traceback) == (TaskResultStatus.READY, [], "")
    entry = Entry.objects.select_related("detail").last()
    assert (entry.verb, entry.who) == ("system.try_again", example_city.clerk("general-staff"))
    assert entry.after["task"] == task.task_path
    again = office.post(reverse("desk-system-again", args=[task.pk]), follow=True)
    assert "もうやり直しています" in again.content.decode()


def test_a_task_at_work_is_not_started_twice(example_city):
    task = a_failed_task()
    DBTaskResult.objects.filter(pk=task.pk).update(status=TaskResultStatus.RUNNING)
    with pytest.raises(NotFailed):
        try_again(task=task, who=Clerk.objects.all()[0])


def test_a_failed_job_says_whether_a_later_night_made_up_for_it(office):
    a_run(JobRun.State.FAILED, error=TRACE)
    assert "失敗のまま" in office.get(SYSTEM).content.decode()
    a_run(JobRun.State.DONE, period="2026-11-23", days_ago=1)
    assert "後で成功" in office.get(SYSTEM).content.decode()


def test_what_stands_still_lies_on_the_desk_of_whoever_looks_after_it(office, client_as, example_city):
    a_failed_task()
    assert "システムで止まっているもの" in office.get("/desk/").content.decode()
    other = client_as(example_city.clerk("centre-head"))
    assert "システムで止まっているもの" not in other.get("/desk/").content.decode()
    assert other.get(SYSTEM).status_code == 403


def test_an_error_without_a_place_gives_its_kind():
    assert kind_and_place("RuntimeError: 3 workers died") == "RuntimeError"
    assert kind_and_place("") == ""

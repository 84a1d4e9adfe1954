"""kill -9 of server and worker in the middle of applications, ten times: no half record, nothing lost that had its receipt.

Three applicants fill in the registration of a group, page by page, as fast as they can. Ten times everything falls over
at a moment nobody has chosen. In the end every receipt leads to a whole case, every case is whole, with or without
receipt, and the post has sent nothing twice.
"""

import datetime as dt
import os
import random
import signal
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Semaphore
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult

from tests.browser.serving import Bases, environment
from tests.falling import PATIENCE, PDF, Applicant, Receipt, Town
from tests.smtp import MailServer
from tomoni.base.jobs.jobs import hand_on_the_tasks_of_the_dead
from tomoni.base.jobs.models import Process
from tomoni.base.journal.api import entries_about, seal, verify
from tomoni.common.files.api import StoredFile
from tomoni.common.post.actions import give_up_lost
from tomoni.common.post.models import Message
from tomoni.engines.cases.models import Case, Draft

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
FALLS = 10


@pytest.fixture
def town(tmp_path: Path, mail_server: MailServer, settings: Any) -> Iterator[Town]:
    """The example city on a copy of its own, its mail led to the test's mail server."""
    with Bases(os.environ.get("TOMONI_DATABASE", "")).copy("example", tmp_path / "var") as address:
        mail = {"TOMONI_MAIL": f"smtp://127.0.0.1:{mail_server.port}"}
        town = Town(environment(tmp_path / "var", "example", address) | mail, tmp_path / "log")
        try:
            yield town
        finally:
            town.fall_over()


@contextmanager
def looking_into(town: Town, settings: Any) -> Iterator[None]:
    """This process on the town's database, with its queue and its files."""
    var = Path(town.env["TOMONI_VAR"])
    settings.VAR, settings.MEDIA_ROOT = var, var / "uploads"
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    own, address = connection.settings_dict["NAME"], town.env["TOMONI_DATABASE"]
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    connection.close()
    connection.settings_dict["NAME"] = urlsplit(address).path[1:] if address else var / "tomoni.sqlite3"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
        for number, handler in handlers.items():  # the queue's worker has taken them
            signal.signal(number, handler)


def test_ten_falls_leave_no_half_record_and_lose_nothing(town: Town, mail_server: MailServer, settings: Any) -> None:
    receipts, broken = ten_falls(town)
    assert broken >= FALLS, "the falls came in the middle of something"
    assert set(town.close()) <= {0, -signal.SIGTERM}, "they end as they are told; one may not have begun yet"
    with looking_into(town, settings):
        the_next_worker_goes_on()
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        cases = {case.number: case for case in Case.objects.all()}
        for receipt in receipts:
            case = cases[receipt.number]
            assert (case.token, case.subject, case.email) == (receipt.token, receipt.name, receipt.email)
        for case in cases.values():
            is_whole(case)
        the_whole_fits_together(cases)
        the_post_sent_nothing_twice(mail_server)


def ten_falls(town: Town) -> tuple[list[Receipt], int]:
    """Three applicants at once, and ten kills after a number of requests that nobody knows before."""
    chance, enough, requests = random.Random(20261124), Event(), Semaphore(0)
    applicants = [Applicant(town, place, requests) for place in (11, 12, 13)]
    town.begin()
    with ThreadPoolExecutor(len(applicants)) as threads:
        lives = [threads.submit(applicant.live, enough) for applicant in applicants]
        try:
            for _ in range(FALLS):
                for _ in range(chance.randint(5, 40)):
                    assert requests.acquire(timeout=PATIENCE), "the applicants stand still"
                Event().wait(chance.uniform(0, 0.08))
                town.fall_over()
                while requests.acquire(blocking=False):
                    pass
                town.begin()
        finally:
            enough.set()
        for life in lives:
            life.result(PATIENCE)
    return [one for applicant in applicants for one in applicant.receipts], sum(one.broken for one in applicants)


def the_next_worker_goes_on() -> None:
    """A minute later: the dead are known to be dead, their tasks are handed on and done, the journal is sealed."""
    now = dt.datetime.now(dt.UTC)
    Process.objects.update(seen_at=now - dt.timedelta(minutes=2))
    hand_on_the_tasks_of_the_dead(now)
    call_command("worker", batch=True, interval=0.0, startup_delay=False, verbosity=0)
    assert set(DBTaskResult.objects.values_list("status", flat=True)) <= {"SUCCESSFUL"}
    seal(now)


def is_whole(case: Case) -> None:
    """A case has its draft, its entry in the journal, its paper with all its bytes, and one receipt in the post."""
    assert Draft.objects.get(case=case).answers["name"] == case.subject
    assert [entry.verb for entry in entries_about(case)] == ["cases.submit"]
    (paper,) = StoredFile.objects.filter(pk__in=case.handed_in["rules_file"])
    assert paper.about == case
    assert paper.path.read_bytes() == PDF + case.subject.encode()
    assert Message.objects.filter(address=case.email).count() == 1


def the_whole_fits_together(cases: dict[str, Case]) -> None:
    """Numbers without gap, no file without bytes, no receipt without its case, a journal that verifies."""
    numbers = sorted(int(number.rpartition("-")[2]) for number in cases)
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(file.path.exists() for file in StoredFile.objects.there())
    assert Message.objects.filter(address__startswith="a1").count() == len(cases)
    report = verify()
    assert (report.findings, report.waiting) == ([], 0)


def the_post_sent_nothing_twice(mail_server: MailServer) -> None:
    """What is known as sent arrived once. What was cut off waits for a person, and arrived once or not at all."""
    arrived = Counter(recipient for _, recipients in mail_server.box.envelopes for recipient in recipients)
    give_up_lost(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=11))
    for message in Message.objects.filter(address__startswith="a1"):
        if message.state == Message.State.SENT:
            assert arrived[message.address] == 1
        else:
            assert (message.state, arrived[message.address]) in {("unknown", 0), ("unknown", 1)}
    assert Message.objects.filter(state=Message.State.UNKNOWN).count() <= FALLS

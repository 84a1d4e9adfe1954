"""Every job runs once in its period, and no job spoils the others."""

import datetime as dt
import io
import logging
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tomoni.base.catalogue import Catalogue
from tomoni.base.jobs import clockwork
from tomoni.base.jobs.alive import alive
from tomoni.base.jobs.catalogue import Job, Rhythm
from tomoni.base.jobs.clockwork import run_due
from tomoni.base.jobs.management.commands import tick as command
from tomoni.base.jobs.models import SILENCE, JobRun, Process

pytestmark = pytest.mark.django_db
JAPAN = dt.timezone(dt.timedelta(hours=9))
NOON = dt.datetime(2026, 11, 24, 12, 0, 30, tzinfo=JAPAN)
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)

Declare = Callable[[str, Rhythm, Callable[[dt.datetime], object]], None]


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Declare:
    """An empty catalogue of the test's own, and how to declare a job in it."""
    catalogue: Catalogue[Job] = Catalogue("job")
    monkeypatch.setattr(clockwork, "CATALOGUE", catalogue)
    return lambda key, rhythm, work: catalogue.add(key, Job(key, rhythm, work)) and None


@pytest.fixture
def three(declare: Declare) -> None:
    declare("of the night", Rhythm.NIGHTLY, lambda now: "slept")
    declare("of the hour", Rhythm.HOURLY, lambda now: None)
    declare("of the minute", Rhythm.EVERY_MINUTE, lambda now: 3)


def ran(now: dt.datetime, by: str = "tick-1") -> list[str]:
    return [told.job for told in run_due(now, by=by)]


def fail(now: dt.datetime) -> None:
    raise ValueError("no ink")


@pytest.mark.usefixtures("three")
def test_a_job_runs_once_in_its_period() -> None:
    assert ran(NOON) == ["of the minute", "of the hour", "of the night"]
    assert ran(NOON) == []
    assert ran(NOON + MINUTE) == ["of the minute"]
    assert ran(NOON + HOUR) == ["of the minute", "of the hour"]
    assert ran(NOON + DAY) == ["of the minute", "of the hour", "of the night"]


@pytest.mark.usefixtures("three")
def test_the_list_of_runs_tells_what_came_of_it() -> None:
    ran(NOON)
    assert dict(JobRun.objects.values_list("job", "outcome")) == {
        "of the minute": "3",
        "of the hour": "",
        "of the night": "slept",
    }


def test_a_night_begins_at_one_o_clock() -> None:
    night = Rhythm.NIGHTLY.period
    assert night(dt.datetime(2026, 11, 24, 0, 59, tzinfo=JAPAN)) == "2026-11-23"
    assert night(dt.datetime(2026, 11, 24, 1, 0, tzinfo=JAPAN)) == "2026-11-24"


def test_a_job_gets_the_city_s_own_day(declare: Declare) -> None:
    days: list[dt.date] = []
    declare("job", Rhythm.NIGHTLY, lambda now: days.append(now.date()))
    ran(dt.datetime(2026, 11, 23, 16, 30, tzinfo=dt.UTC))
    assert days == [dt.date(2026, 11, 24)]


def test_a_job_that_fails_stops_no_other_and_is_tried_again_in_the_next_minute(
    declare: Declare, caplog: pytest.LogCaptureFixture
) -> None:
    declare("broken", Rhythm.NIGHTLY, fail)
    declare("sound", Rhythm.NIGHTLY, lambda now: None)
    assert ran(NOON) == ["broken", "sound"]
    assert "The job broken failed" in caplog.text
    assert ran(NOON + MINUTE) == ["broken"]
    run = JobRun.objects.get(job="broken")
    assert (run.state, run.attempts) == ("FAILED", 2)
    assert "ValueError: no ink" in run.error


def test_what_failed_before_comes_after_what_waits_for_its_first_try(declare: Declare) -> None:
    declare("broken", Rhythm.NIGHTLY, fail)
    ran(NOON)
    declare("new", Rhythm.NIGHTLY, lambda now: None)
    assert ran(NOON + MINUTE) == ["new", "broken"]


def test_a_run_whose_process_died_is_taken_up_and_one_in_living_hands_is_not(declare: Declare) -> None:
    declare("job", Rhythm.NIGHTLY, lambda now: None)
    period = Rhythm.NIGHTLY.period(NOON)
    JobRun.objects.create(job="job", period=period, by="tick-other")
    Process.objects.create(name="tick-other")
    assert ran(NOON) == []
    Process.objects.update(seen_at=dt.datetime.now(dt.UTC) - 2 * SILENCE)
    assert ran(NOON) == ["job"]
    assert JobRun.objects.get().attempts == 2


@pytest.mark.django_db(transaction=True)
def test_two_clockworks_share_the_work(declare: Declare) -> None:
    runs: list[str] = []
    for key in "abcdefgh":
        declare(key, Rhythm.NIGHTLY, lambda now, key=key: runs.append(key))  # type: ignore[misc]
    ready = Barrier(2)

    def rounds(by: str) -> None:
        try:
            with alive(by) as name:
                ready.wait()
                ran(NOON, by=name)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(rounds, ["tick", "tick"]))
    assert sorted(runs) == list("abcdefgh")
    assert not Process.objects.exists()


def test_tick_survives_a_round_that_fails_and_ends_when_told(
    declare: Declare, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, rounds = Event(), iter([OSError("the database is away"), None])

    def run_due_badly(*_: object, **__: object) -> Iterator[None]:
        trouble = next(rounds)
        if trouble:
            raise trouble
        stop.set()
        yield None

    monkeypatch.setattr(command, "run_due", run_due_badly)
    monkeypatch.setattr(stop, "wait", lambda seconds: None)
    monkeypatch.setattr(command, "close_old_connections", lambda: None)
    with caplog.at_level(logging.ERROR):
        command.tick("tick-1", stop)
    assert "A round of the clockwork failed" in caplog.text


def test_a_round_ends_after_the_job_during_which_it_was_told_to_stop(declare: Declare) -> None:
    stop = Event()
    declare("first", Rhythm.EVERY_MINUTE, lambda now: stop.set())
    declare("second", Rhythm.EVERY_MINUTE, lambda now: None)
    assert [told.job for told in run_due(NOON, by="tick-1", told_to_stop=stop.is_set)] == ["first"]


def test_a_signal_tells_it_to_stop() -> None:
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        stop = command._told_to_stop()
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(5)
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


@pytest.mark.usefixtures("three")
def test_once_runs_a_round_and_tells_it() -> None:
    said = io.StringIO()
    call_command("tick", once=True, stdout=said)
    assert said.getvalue().splitlines() == ["of the minute: 3", "of the hour: done", "of the night: slept"]


def test_a_pretended_moment_is_passed_on_and_leaves_the_real_periods_alone(declare: Declare) -> None:
    moments: list[dt.datetime] = []
    declare("job", Rhythm.NIGHTLY, moments.append)
    call_command("tick", once=True, at="2027-04-01T03:00", stdout=io.StringIO())
    call_command("tick", once=True, at="2027-04-01", stdout=io.StringIO())
    assert moments == [dt.datetime(2027, 4, 1, 3, 0, tzinfo=JAPAN)] * 2
    assert not JobRun.objects.exists()


def test_once_fails_when_a_job_fails(declare: Declare) -> None:
    declare("broken", Rhythm.NIGHTLY, fail)
    with pytest.raises(CommandError, match="1 jobs failed"):
        call_command("tick", once=True, stdout=io.StringIO())
    with pytest.raises(CommandError, match="is no moment"):
        call_command("tick", once=True, at="soon", stdout=io.StringIO())

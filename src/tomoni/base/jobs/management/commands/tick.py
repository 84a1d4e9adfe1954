"""`tick`: the clockwork of the house. Wakes at every full minute and runs what is due."""

import datetime as dt
import logging
import signal
from argparse import ArgumentParser
from collections.abc import Iterable
from threading import Event
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from tomoni.base.jobs.alive import alive
from tomoni.base.jobs.clockwork import Told, run_all, run_due

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Run the jobs that are due, in every minute until told to stop (SIGTERM or Ctrl-C)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then stop; fails when a job fails")
        parser.add_argument(
            "--at", metavar="ISO", help="with --once: run every job as of that moment, without noting it in the runs"
        )

    def handle(self, *, once: bool, at: str | None, **options: Any) -> None:
        if at and not once:
            raise CommandError("--at goes with --once.")
        if at:
            self._tell(run_all(_moment(at)))
        elif once:
            with alive("tick") as name:
                self._tell(run_due(timezone.now(), by=name))
        else:
            with alive("tick") as name:
                tick(name, _told_to_stop())

    def _tell(self, rounds: Iterable[Told]) -> None:
        failed = 0
        for told in rounds:
            self.stdout.write(str(told))
            failed += bool(told.error)
        if failed:
            raise CommandError(f"{failed} jobs failed.")


def tick(name: str, stop: Event) -> None:
    """Round after round, until `stop` is set: at once in a pause, after the present job otherwise."""
    while not stop.is_set():
        now = timezone.now()
        next_minute = now.replace(second=0, microsecond=0) + dt.timedelta(minutes=1)
        try:
            _round(name, stop, now, next_minute)
        except Exception:  # the database is away, perhaps: the next minute tries again
            log.exception("A round of the clockwork failed")
        close_old_connections()
        stop.wait(max(0.0, (next_minute - timezone.now()).total_seconds()))


def _round(name: str, stop: Event, now: dt.datetime, until: dt.datetime) -> None:
    """Broken off after the present job when its minute is over, so that the jobs of every minute come again."""
    for _ in run_due(now, by=name, told_to_stop=lambda: stop.is_set() or timezone.now() >= until):
        pass


def _told_to_stop() -> Event:
    """Set by the first signal; the second one ends the process on the spot."""
    stop = Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    return stop


def _moment(text: str) -> dt.datetime:
    """Without a zone it is the city's time."""
    try:
        moment = parse_datetime(text) if "T" in text or " " in text else parse_datetime(f"{text}T03:00")
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(f"“{text}” is no moment; write 2027-04-01T03:00 or 2027-04-01.")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)

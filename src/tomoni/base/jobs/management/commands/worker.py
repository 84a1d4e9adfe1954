"""`worker`: does the tasks of the queue. The queue's own worker, with a heartbeat around it."""

import logging
from argparse import ArgumentParser
from typing import Any

from django_tasks_db.management.commands import db_worker

from tomoni.base.jobs.alive import alive
from tomoni.base.jobs.rescue import WORKER


class Command(db_worker.Command):
    """On SIGTERM or Ctrl-C it ends at once when idle, else after the present task."""

    help = "Do the tasks of the queue, until told to stop (SIGTERM or Ctrl-C)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(interval=0.3, reload=False)

    def configure_logging(self, verbosity: int) -> None:
        """Tasks that went well are in the queue's table; only trouble is worth a line, unless asked for more (-v 2)."""
        super().configure_logging(verbosity)
        if verbosity == 1:
            for name in ("django.tasks", "django_tasks", "django_tasks_db"):
                logging.getLogger(name).setLevel(logging.WARNING)

    def handle(self, **options: Any) -> None:
        with alive(WORKER) as name:
            super().handle(**(options | {"worker_id": name}))

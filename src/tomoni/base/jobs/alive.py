"""A heartbeat in the database. What a process had in hand when its heart stopped, others may take over."""

import datetime as dt
import logging
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import DatabaseError, connection
from django.utils import timezone

from .models import BEAT, Process

log = logging.getLogger(__name__)


@contextmanager
def alive(kind: str, *, beat: dt.timedelta = BEAT) -> Iterator[str]:
    """Be known as alive for the length of the block, under the name it yields, such as `worker-host-17-3fa9`."""
    name = f"{kind}-{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(2)}"
    Process.objects.create(name=name)
    stopped = Event()
    heart = Thread(target=_beat, args=(name, stopped, beat), name=f"heart of {name}", daemon=True)
    heart.start()
    try:
        yield name
    finally:
        stopped.set()
        heart.join(beat.total_seconds())
        Process.objects.filter(name=name).delete()


def _beat(name: str, stopped: Event, beat: dt.timedelta) -> None:
    try:
        while not stopped.wait(beat.total_seconds()):
            try:
                Process.objects.filter(name=name).update(seen_at=timezone.now())
            except DatabaseError:
                log.warning("%s could not say that it is alive; it tries again", name, exc_info=True)
                connection.close()
    finally:
        connection.close()

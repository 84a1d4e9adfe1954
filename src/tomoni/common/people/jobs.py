"""What people do by the clock: data files that are over, erasures that wait, old looks, the provider of identities."""

import datetime as dt
import logging

from django.conf import settings
from django.utils import timezone

from tomoni.base.clock import JAPAN
from tomoni.base.jobs import every_minute, hourly, nightly

from . import devices, limits
from .actions import end_sessions_of_who_left
from .erasure import carry_on
from .holdings import forget_old_looks
from .models import DataFile, Erasure
from .proof.provider import keep_description

LONGEST_MAKING = dt.timedelta(days=1)
log = logging.getLogger(__name__)


@hourly
def take_data_files_away(now: dt.datetime) -> int:
    """Files whose days are over, files that were never finished, and bytes that no row speaks of."""
    over = list(DataFile.objects.filter(state=DataFile.State.READY, expires_at__lte=now))
    DataFile.objects.filter(pk__in=[file.pk for file in over]).update(state=DataFile.State.GONE)
    stuck = DataFile.objects.filter(state=DataFile.State.ASKED, asked_at__lt=now - LONGEST_MAKING)
    stuck.update(state=DataFile.State.FAILED)
    standing = set(DataFile.objects.filter(state=DataFile.State.READY).values_list("token", flat=True))
    for path in (settings.VAR / "my-data").glob("*"):
        old = path.stat().st_mtime < (now - LONGEST_MAKING).timestamp()
        if path.name not in standing and (old or path.name in {file.token for file in over}):
            path.unlink(missing_ok=True)
    return len(over)


@nightly
def erase_what_reached_its_day(now: dt.datetime) -> int:
    """Go on with every erasure of which something had to stay; one that fails does not hold up the others."""
    on, done = timezone.localdate(now), 0
    for erasure in Erasure.objects.waiting().select_related("resident__account"):
        try:
            carry_on(erasure, on)
        except Exception:
            log.exception("The erasure %s could not go on", erasure.pk)
        else:
            done += 1
    return done


@nightly
def forget_looks(now: dt.datetime) -> int:
    return forget_old_looks(timezone.localdate(now))


@every_minute
def read_identity_provider(now: dt.datetime) -> str:
    """Keep the description and the keys of the provider of identities, so that no resident waits for them."""
    return keep_description(now)


@nightly
def forget_devices_and_counts(now: dt.datetime) -> int:
    """Take out devices whose session is over, and counts that no longer count."""
    return devices.forget_old(now) + limits.forget_old(now)


@nightly
def end_sessions_of_clerks_who_left(now: dt.datetime) -> int:
    return end_sessions_of_who_left(now.astimezone(JAPAN).date())

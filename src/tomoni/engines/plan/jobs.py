"""The plan's night work."""

from datetime import datetime, timedelta

from django.utils import timezone

from tomoni.base.jobs import nightly

from .queries import NoPlan
from .values import keep_values, recounts

A_DAY = timedelta(days=1)
LOOK_BACK = timedelta(days=14)


@nightly
def keep_the_days_values(now: datetime) -> str:
    """Keep the values of the day that has ended, and count the kept values of two weeks again."""
    yesterday = timezone.localdate(now) - A_DAY
    try:
        kept = keep_values(yesterday, at=now)
    except NoPlan:
        return "no plan"
    astray = sum(not again.agrees for again in recounts(since=yesterday - LOOK_BACK))
    return f"{len(kept)} kept, {astray} differ from their recount"

"""What became of a message, read from its time stamps alone; and the hours in which nothing rings. Plain Python."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from tomoni.base.clock import JAPAN


class Standing(StrEnum):
    """What is known of a message. `OPENED` only where the law lets us know."""

    WAITING = "waiting"
    HANDED_OVER = "handed_over"
    DELIVERED = "delivered"
    OPENED = "opened"
    FAILED = "failed"
    BOUNCED = "bounced"
    RETURNED = "returned"
    UNKNOWN = "unknown"


TROUBLE = frozenset({Standing.FAILED, Standing.BOUNCED, Standing.RETURNED, Standing.UNKNOWN})


@dataclass(frozen=True)
class Stamps:
    """The moments that are known. Which came to our ears first does not matter."""

    handed_over: datetime | None = None
    delivered: datetime | None = None
    opened: datetime | None = None
    failed: datetime | None = None
    bounced: datetime | None = None
    returned: datetime | None = None
    unknown: datetime | None = None


def standing(stamps: Stamps) -> Standing:
    """The strongest thing that is known. A proof that it arrived stands over a report that it did not; a letter that
    lies on the desk again, or a mail that came back, stands over the report that somebody took it."""
    for known, what in (
        (stamps.opened, Standing.OPENED),
        (stamps.returned, Standing.RETURNED),
        (stamps.bounced, Standing.BOUNCED),
        (stamps.delivered, Standing.DELIVERED),
        (stamps.failed, Standing.FAILED),
        (stamps.handed_over, Standing.HANDED_OVER),
        (stamps.unknown, Standing.UNKNOWN),
    ):
        if known is not None:
            return what
    return Standing.WAITING


def out_of_quiet(moment: datetime, begins: int, ends: int) -> datetime:
    """That moment, or the end of the quiet hours of Japan that it lies in."""
    here = moment.astimezone(JAPAN)
    over_midnight = begins > ends
    quiet = here.hour >= begins or here.hour < ends if over_midnight else begins <= here.hour < ends
    if not quiet:
        return moment
    day = here.date() + timedelta(days=1) if over_midnight and here.hour >= begins else here.date()
    return datetime.combine(day, time(ends), JAPAN)


def digest_due(moment: datetime, weekday: int, hour: int) -> date | None:
    """The day of the digest that is due by now in this week; None before its hour. Monday is 1."""
    here = moment.astimezone(JAPAN)
    day = here.date() - timedelta(days=here.isoweekday() - weekday)
    return day if here >= datetime.combine(day, time(hour), JAPAN) else None

"""A clerk leaves the city hall, and the work is handed on."""

from datetime import date, timedelta

from django.db import transaction

from tomoni.base import clock
from tomoni.base.journal.api import write

from ..models import Clerk, Holding
from .devices import end_all_devices
from .handover import Change, hand_over
from .noting import changed


class CannotTake(Exception):
    """The one who should take the work on is leaving, or is the one who leaves."""


@transaction.atomic
def let_go(*, clerk: Clerk, last_day: date, who: Clerk, why: str = "") -> Clerk:
    """After the last day the account lets nobody in and no post is held. Sessions end with that day."""
    on = last_day + timedelta(days=1)
    held = Holding.objects.filter(clerk=clerk).exclude(until__lte=on).select_related("post")
    changes = {one.post_id: Change(one.post, clerk, one.main, leaves=True) for one in held}
    hand_over(changes=list(changes.values()), on=on, who=who, why=why)
    changed("people.let_go", clerk, {"last_day": last_day}, who=who, why=why)
    if clerk.has_left(clock.today()):
        end_all_devices(account=clerk.account, who=who, why=why)
    return clerk


@transaction.atomic
def call_back(*, clerk: Clerk, who: Clerk, why: str = "") -> Clerk:
    """The last day was entered by mistake. Posts are given again by a handover."""
    return changed("people.call_back", clerk, {"last_day": None}, who=who, why=why)


@transaction.atomic
def hand_on(*, clerk: Clerk, to: Clerk, who: Clerk, why: str = "") -> int:
    """Hand everything that was given to a clerk to another, in one act; how many pieces. What `to` may not do stays."""
    from ..leaving import works

    if to == clerk or to.has_left(clock.today()):
        raise CannotTake(to)
    passed = {work.key: work.does.passed(clerk, to=to, who=who) for work in works.values()}
    write("people.hand_on", who=who, about=clerk, why=why, after={"to": to.number} | passed)
    return sum(passed.values())


def end_sessions_of_who_left(on: date) -> int:
    """Sessions that were open at the end of somebody's last day; they open nothing since midnight."""
    gone = Clerk.objects.filter(last_day__lt=on, account__devices__isnull=False).distinct()
    return sum(end_all_devices(account=clerk.account, who=None) for clerk in gone.select_related("account"))

"""The plan's night work."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from tomoni.base.jobs import nightly

from .book.editions import order_edition
from .models import Edition
from .moments import end_of, fiscal_year_of
from .queries import NoPlan, plan_on
from .values import keep_values, recounts

A_DAY = timedelta(days=1)
LOOK_BACK = timedelta(days=14)
ACCOUNTS_CLOSE = (5, 31)


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


@nightly
def order_the_years_book(now: datetime) -> str:
    """The book of the fiscal year that has ended, once its accounts are closed: 31 May (地方自治法第235条の5)."""
    today = timezone.localdate(now)
    year = fiscal_year_of(today) - 1
    closed, on = date(year + 1, *ACCOUNTS_CLOSE), end_of(year)
    try:
        plan = plan_on(on)
    except NoPlan:
        return "no plan"
    if today <= closed or not plan.first_year <= year <= plan.last_year:
        return "not yet"
    if Edition.objects.filter(plan=plan, on=on).exclude(state=Edition.State.FAILED).exists():
        return "there"
    return str(order_edition(on=on, who=None, why="年度の本").on)

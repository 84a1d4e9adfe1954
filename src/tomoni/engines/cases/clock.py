"""The lawful clock of a case, from its rows."""

from collections.abc import Iterable
from datetime import date, datetime

from tomoni.base.clock import JAPAN, is_open

from . import rules
from .models import Case, Correction


def day_of(instant: datetime) -> date:
    """The day in Japan on which something happened."""
    return instant.astimezone(JAPAN).date()


def pauses(corrections: Iterable[Correction]) -> list[rules.Pause]:
    """The clock rests until the answer, but no longer than the period that was given for it."""
    return [
        rules.Pause(
            day_of(each.asked_at), min(day_of(each.answered_at), each.reply_by) if each.answered_at else each.reply_by
        )
        for each in corrections
    ]


def due_on(case: Case) -> date:
    """The last day of the standard period, as the corrections asked so far have moved it."""
    return rules.due_on(day_of(case.arrived_at), case.answer_within, pauses(case.corrections.all()), is_open)


def clock_on(case: Case, on: date) -> rules.Clock:
    """The clock on a day; of a closed case as it stood when it was closed."""
    on = min(on, case.closed_on) if case.closed_on else on
    return rules.clock_on(on, day_of(case.arrived_at), case.answer_within, pauses(case.corrections.all()), is_open)

"""The lawful clock of a case, from its rows."""

from datetime import date, datetime

from tomoni.base.clock import JAPAN, is_open, today

from . import rules
from .models import Case, Leg


def day_of(instant: datetime) -> date:
    """The day in Japan on which something happened."""
    return instant.astimezone(JAPAN).date()


def pauses(case: Case) -> list[rules.Pause]:
    """The clock rests until the answer, but no longer than the period that was given for it; and while another office
    has the case, for as long as that takes."""
    corrections = [
        rules.Pause(
            day_of(each.asked_at), min(day_of(each.answered_at), each.reply_by) if each.answered_at else each.reply_by
        )
        for each in case.corrections.all()
    ]
    return corrections + [rules.Pause(each.sent_on, back_by(each), away=True) for each in case.legs.all()]


def back_by(leg: Leg) -> date:
    """The day on which a case came back from another office, or is expected: never a day that is over."""
    return leg.back_on or max(leg.due_on, today())


def due_on(case: Case) -> date:
    """The last day of the standard period, as the corrections and the legs so far have moved it."""
    return rules.due_on(day_of(case.arrived_at), case.answer_within, pauses(case), is_open)


def clock_on(case: Case, on: date) -> rules.Clock:
    """The clock on a day; of a closed case as it stood when it was closed."""
    on = min(on, case.closed_on) if case.closed_on else on
    return rules.clock_on(on, day_of(case.arrived_at), case.answer_within, pauses(case), is_open)

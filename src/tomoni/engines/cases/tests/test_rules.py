"""The lawful clock and My Numbers, by example and by property."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tomoni.engines.cases.rules import Mark, Pause, clock_on, due_on

CLOSED = {date(2026, 11, 3), date(2026, 11, 23), date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31)}
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def is_open(day: date) -> bool:
    return day.weekday() < 5 and day not in CLOSED


def test_the_first_day_and_closed_days_are_not_counted():
    assert due_on(date(2026, 11, 20), 10, [], is_open) == date(2026, 12, 7)
    assert due_on(date(2026, 11, 20), 3, [], is_open) == date(2026, 11, 26)


def test_days_of_waiting_for_a_correction_are_not_counted():
    asked_wednesday_answered_monday = [Pause(date(2026, 11, 11), date(2026, 11, 16))]
    clock = clock_on(date(2026, 11, 20), date(2026, 11, 5), 10, asked_wednesday_answered_monday, is_open)
    assert (clock.due_on, clock.counted, clock.left, clock.over) == (date(2026, 11, 25), 8, 2, 0)
    assert [(day.day.day, day.nth) for day in clock.days if day.mark == Mark.COUNTED] == [
        (6, 1), (9, 2), (10, 3), (11, 4), (17, 5), (18, 6), (19, 7), (20, 8),
    ]  # fmt: skip
    assert [day.day.day for day in clock.days if day.mark == Mark.PAUSED] == [12, 13, 16]
    assert [day.day.day for day in clock.days if day.mark == Mark.CLOSED] == [23]
    assert [day.day.day for day in clock.days if day.today] == [20]


def test_a_late_case_says_by_how_many_days():
    clock = clock_on(date(2026, 11, 27), date(2026, 11, 5), 10, [], is_open)
    assert (clock.due_on, clock.left, clock.over) == (date(2026, 11, 19), 0, 5)
    assert clock.days[-1].mark == Mark.OVER


def test_an_arrival_on_a_sunday_counts_from_monday():
    clock = clock_on(date(2026, 11, 9), date(2026, 11, 8), 10, [], is_open)
    assert (clock.counted, clock.days[0].nth) == (1, 1)


@given(days, st.integers(1, 40), st.integers(0, 60), st.integers(0, 30))
def test_a_pause_never_brings_the_last_day_nearer(arrived, within, asked_after, waited):
    asked = arrived + timedelta(days=asked_after)
    with_pause = due_on(arrived, within, [Pause(asked, asked + timedelta(days=waited))], is_open)
    assert with_pause >= due_on(arrived, within, [], is_open)
    assert is_open(with_pause)


@given(days, st.integers(1, 40), st.integers(0, 90))
def test_the_days_shown_add_up(arrived, within, later):
    clock = clock_on(arrived + timedelta(days=later), arrived, within, [], is_open)
    assert sum(day.mark in (Mark.COUNTED, Mark.OVER) for day in clock.days) == clock.counted
    assert sum(day.mark == Mark.LEFT for day in clock.days) == clock.left

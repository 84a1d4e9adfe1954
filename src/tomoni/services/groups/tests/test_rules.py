"""The arithmetic of a registration: how many people, how long, when to remind."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.services.groups.rules import TooFewMembers, enough_members, has_lapsed, reminder_due, valid_until

RENEWED = date(2026, 4, 1)


def test_four_people_are_not_a_group_and_five_are() -> None:
    with pytest.raises(TooFewMembers) as few:
        enough_members(4)
    assert (few.value.members, few.value.fewest) == (4, 5)
    enough_members(5)


def test_a_registration_lasts_a_year_and_lapses_on_the_day_after() -> None:
    assert valid_until(RENEWED) == date(2027, 4, 1)
    assert not has_lapsed(RENEWED, date(2027, 4, 1))
    assert has_lapsed(RENEWED, date(2027, 4, 2))


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2027, 1, 30), None),
        (date(2027, 1, 31), 60),
        (date(2027, 3, 17), 60),
        (date(2027, 3, 18), 14),
        (date(2027, 4, 1), 14),
        (date(2027, 4, 2), None),
    ],
)
def test_a_group_is_reminded_sixty_and_fourteen_days_ahead(today: date, due: int | None) -> None:
    assert reminder_due(RENEWED, today) == due


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 800))
def test_nobody_is_reminded_after_the_registration_has_lapsed(renewed: date, later: int) -> None:
    today = renewed + timedelta(days=later)
    assert not (has_lapsed(renewed, today) and reminder_due(renewed, today) is not None)

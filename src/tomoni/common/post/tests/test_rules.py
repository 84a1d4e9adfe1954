"""Order of hearing is of no account; nights are quiet; the digest has its day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tomoni.base.clock import JAPAN
from tomoni.common.post.rules import Stamps, Standing, digest_due, out_of_quiet, standing

KINDS = ("handed_over", "delivered", "opened", "failed", "bounced", "returned", "unknown")
moments = some.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 1, 1), timezones=some.just(UTC))


@given(heard=some.lists(some.tuples(some.sampled_from(KINDS), moments), max_size=12), data=some.data())
def test_callbacks_in_any_order_and_any_number_say_the_same(heard, data):
    def told(order):
        kept: dict[str, datetime] = {}
        for kind, at in order:
            kept[kind] = min(at, kept.get(kind, at))
        return standing(Stamps(**kept)), kept

    assert told(heard) == told(data.draw(some.permutations(heard)))
    assert told(heard) == told([*heard, *heard])


@given(some.dictionaries(some.sampled_from(KINDS), moments))
def test_what_was_opened_has_arrived_and_nothing_known_is_waiting(stamps):
    said = standing(Stamps(**stamps))
    assert (said is Standing.OPENED) == ("opened" in stamps)
    assert (said is Standing.WAITING) == (not stamps)


@given(moment=moments, begins=some.integers(0, 23), ends=some.integers(0, 23))
def test_what_can_wait_never_rings_in_quiet_hours_and_waits_less_than_a_day(moment, begins, ends):
    later = out_of_quiet(moment, begins, ends)
    assert moment <= later < moment + timedelta(days=1)
    hour = later.astimezone(JAPAN).hour
    quiet = hour >= begins or hour < ends if begins > ends else begins <= hour < ends
    assert not quiet


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(20, (24, 20)), (21, (25, 7)), (23, (25, 7))],
)
def test_the_evening_waits_for_the_morning(hour, expected):
    moment = datetime(2026, 11, 24, hour, 30, tzinfo=JAPAN)
    out = out_of_quiet(moment, 21, 7)
    assert (out.day, out.hour) == expected


def test_the_digest_is_due_from_its_hour_to_the_end_of_its_week():
    assert digest_due(datetime(2026, 11, 26, 8, 59, tzinfo=JAPAN), 4, 9) is None
    assert digest_due(datetime(2026, 11, 26, 9, 0, tzinfo=JAPAN), 4, 9) == date(2026, 11, 26)
    assert digest_due(datetime(2026, 11, 29, 23, 0, tzinfo=JAPAN), 4, 9) == date(2026, 11, 26)
    assert digest_due(datetime(2026, 11, 30, 23, 0, tzinfo=JAPAN), 4, 9) is None

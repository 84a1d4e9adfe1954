"""Document numbers: per register and fiscal year, without gaps, void ones stay listed."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from tomoni.common.approvals.impossible import ReasonMissing
from tomoni.common.approvals.models import DocumentNumber, NumberRegister
from tomoni.common.approvals.numbers import next_number, void


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 20), "8広第1号"),
        (date(2027, 3, 31), "8広第1号"),
        (date(2027, 4, 1), "9広第1号"),
        (date(2019, 4, 1), "1広第1号"),
    ],
)
def test_a_number_says_year_register_and_place(db, day, words):
    assert next_number("広", day) == words


def test_the_words_may_be_others(db):
    day = date(2026, 11, 20)
    assert next_number("団登", day, pattern="{era}-{mark}-{number:04}") == "R8-団登-0001"
    assert next_number("notices", day, mark="市支") == "8市支第1号"
    assert next_number("notices", day, mark="市支") == "8市支第2号"


def test_a_void_number_stays_in_the_list_and_is_not_given_again(example_city):
    clerk = example_city.clerk("general-staff")
    next_number("広", date(2026, 11, 20))
    number = DocumentNumber.objects.get(words="8広第1号")
    with pytest.raises(ReasonMissing):
        void(number, clerk=clerk, why="")
    void(number, clerk=clerk, why="書き損じのため")
    assert next_number("広", date(2026, 11, 20)) == "8広第2号"
    assert [each.void_because for each in DocumentNumber.objects.all()] == ["書き損じのため", ""]


class TestEverySeries(TestCase):
    @settings(max_examples=25)
    @given(some.lists(some.tuples(some.sampled_from("広市支"), some.dates(date(2024, 1, 1), date(2028, 12, 31)))))
    def test_counts_from_one_without_gaps(self, asked):
        for register, day in asked:
            next_number(register, day)
        for series in NumberRegister.objects.all():
            numbers = list(series.numbers.values_list("number", flat=True))
            assert numbers == list(range(1, series.last + 1))
        assert DocumentNumber.objects.count() == len(asked)

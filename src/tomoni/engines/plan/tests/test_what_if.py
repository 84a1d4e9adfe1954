"""If the pace of the last years holds, and what it would take."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.engines.plan.rules import Direction, Path, Point, Silence, Verdict, what_if

D = Decimal
R4, R9 = date(2023, 3, 31), date(2028, 3, 31)
SHARE = D("0.8")


def path(baseline: str, target: str, direction: Direction = Direction.HIGHER) -> Path:
    return Path(D(baseline), D(target), R4, R9, direction)


def points(*values: str, error: str = "") -> list[Point]:
    return [
        Point(date(2023 + place, 3, 31), D(value), D(error) if error else None) for place, value in enumerate(values)
    ]


def test_the_pace_of_two_years_carried_on_to_the_targets_day():
    answer = what_if(path("184", "220"), points("184", "189", "194", "203"), years=2, share=SHARE)
    assert round(answer.pace.per_year) == 7
    assert round(answer.pace.value) == 217
    assert (round(answer.pace.band.low), round(answer.pace.band.high)) == (213, 221)
    assert answer.pace.judgement.verdict is Verdict.ON_THE_WAY
    assert round(answer.needed.per_year, 1) == D("8.5")
    assert round(answer.needed.times, 2) == D("0.94")


def test_another_number_of_years_gives_another_answer():
    two, three = (
        what_if(path("184", "220"), points("184", "189", "194", "203"), years=years, share=SHARE) for years in (2, 3)
    )
    assert two.pace.value > three.pace.value
    assert two.pace.judgement.verdict is three.pace.judgement.verdict is Verdict.ON_THE_WAY


def test_a_pace_that_never_wavered_has_no_band():
    answer = what_if(path("0", "50"), points("0", "10", "20", "30"), years=3, share=SHARE)
    assert answer.pace.band.half_width < D("0.1")
    assert answer.pace.judgement.verdict is Verdict.REACHED


def test_falling_is_good_where_lower_is_better():
    answer = what_if(path("9.1", "8.6", Direction.LOWER), points("9.1", "9.0", "8.9"), years=2, share=SHARE)
    assert round(answer.pace.value, 1) == D("8.6")
    assert round(answer.needed.per_year, 1) == D("-0.1")


def test_going_back_is_behind_and_the_best_year_no_measure():
    answer = what_if(path("100", "200"), points("100", "90", "80", "70"), years=3, share=SHARE)
    assert answer.pace.judgement.verdict is Verdict.BEHIND
    assert answer.needed.times is None and answer.needed.best.per_year < 0


@pytest.mark.parametrize(
    ("way", "known", "silence"),
    [
        (None, points("184", "189", "194"), Silence.NO_TARGET),
        (path("184", "220"), [], Silence.NO_FIGURE),
        (path("184", "220"), points("184", "189"), Silence.TOO_FEW),
        (path("8.1", "8.6", Direction.LOWER), points("8.1", "8.2", "8.3"), Silence.CONTRADICTS),
        (path("184", "220"), points("1", "2", "3", "4", "5", "6"), Silence.TIME_IS_UP),
        (path("17.6", "20"), points("17.6", "18.1", "17.2", "18.8", error="1.3"), Silence.WITHIN_NOISE),
    ],
)
def test_there_is_no_answer_where_there_is_none(way, known, silence):
    answer = what_if(way, known, years=2, share=SHARE)
    assert answer.pace is None and answer.silence is silence


def test_a_surveys_band_is_never_narrower_than_its_sampling_error():
    sure = what_if(path("14", "40"), points("14", "20", "26", error="0.01"), years=2, share=SHARE)
    unsure = what_if(path("14", "40"), points("14", "20", "26", error="1.2"), years=2, share=SHARE)
    assert unsure.pace.band.half_width > sure.pace.band.half_width
    # last + (last − first) · 1.5: the error is √((2.5 · 1.2)² + (1.5 · 1.2)²) = 3.50, and 1.96 of it 6.86.
    assert round(unsure.pace.band.half_width, 1) == D("6.9")


def test_what_it_takes_is_told_even_when_the_pace_cannot_be():
    answer = what_if(path("17.6", "20"), points("17.6", "18.1", "17.2", "18.8", error="1.3"), years=2, share=SHARE)
    assert answer.silence is Silence.WITHIN_NOISE
    assert round(answer.needed.per_year, 2) == D("0.60")


@given(st.lists(st.integers(0, 1000), min_size=3, max_size=6), st.integers(2, 5))
def test_the_value_lies_in_its_band(values, years):
    far = Path(D(0), D(2000), R4, date(2031, 3, 31))
    answer = what_if(far, points(*(str(value) for value in values)), years=years, share=SHARE)
    assert answer.pace.value in answer.pace.band
    assert answer.pace.slowest.per_year <= answer.pace.per_year <= answer.pace.fastest.per_year

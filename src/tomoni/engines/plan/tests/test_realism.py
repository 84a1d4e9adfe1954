"""What the setting of a target is held against.

Sources of the numbers: the table of the three survey indicators computed for n = 1,000 (pooled variance, design effect
1 and 1.3, no finite factor): chances 0.72 / 1.00 / 0.28 and 0.61 / 1.00 / 0.23, needed 1,216 / 229 / 4,159 and 1,581 /
298 / 5,407; half-widths of one survey at 23.8 %: 2.6 and 3.0 with 1,000 answers, 4.2 with 400.
"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.engines.plan.rules import (
    Direction,
    Finding,
    Interval,
    Known,
    Point,
    Rounding,
    Sample,
    Verdict,
    examine,
)

D = Decimal
R4, R9 = date(2023, 3, 31), date(2028, 3, 31)


def year_end(year: int) -> date:
    return date(year + 1, 3, 31)


def known(baseline: str, *values: str, direction: Direction = Direction.HIGHER, **more) -> Known:
    """A baseline of fiscal year 2022 and a figure of each year after it."""
    points = [Point(R4, D(baseline))]
    points += [Point(year_end(2023 + place), D(value)) for place, value in enumerate(values)]
    return Known(points[0], direction, tuple(points), latest=points[-1] if values else None, **more)


@pytest.mark.parametrize(
    ("before", "target", "deff", "chance", "needed"),
    [
        ("23.8", "28.8", "1", "0.72", 1216),
        ("14.6", "25.0", "1", "1.00", 229),
        ("17.6", "20.0", "1", "0.28", 4159),
        ("23.8", "28.8", "1.3", "0.61", 1581),
        ("14.6", "25.0", "1.3", "1.00", 298),
        ("17.6", "20.0", "1.3", "0.23", 5407),
    ],
)
def test_the_chance_of_noticing_the_plans_targets(before, target, deff, chance, needed):
    found = examine(known(before, sample=Sample(1000, D(deff))), target=D(target), day=R9).noticing
    # The table counts the far tail too, a change noticed the wrong way round; we do not. It makes a thousandth at most.
    assert abs(found.chance - D(chance)) <= D("0.006")
    assert abs(found.needed - needed) <= 1  # the last answer of five thousand hangs on the digits of the normal value


@pytest.mark.parametrize(("n", "deff", "half"), [(1000, "1", "2.6"), (1000, "1.3", "3.0"), (400, "1", "4.2")])
def test_the_interval_of_one_survey(n, deff, half):
    found = examine(known("23.8", sample=Sample(n, D(deff))), target=D("28.8"), day=R9).noticing
    assert Rounding.HALF_UP.to(1, found.half_width) == D(half)


def test_nobody_would_notice_two_points_and_four_tenths():
    found = examine(known("17.6", sample=Sample(1000)), target=D("20.0"), day=R9)
    assert {Finding.HARDLY_NOTICED, Finding.WITHIN_NOISE} <= set(found.warnings)
    assert examine(known("14.6", sample=Sample(1000)), target=D("25.0"), day=R9).warnings == ()


def test_a_target_inside_of_todays_interval_is_named_so():
    inside = known("17.6", "19.2", interval=Interval(D("16.7"), D("22.0")), sample=Sample(1000))
    assert Finding.IN_TODAYS_INTERVAL in examine(inside, target=D("20"), day=R9).warnings
    assert Finding.IN_TODAYS_INTERVAL not in examine(inside, target=D("30"), day=R9).warnings


def test_what_each_year_must_bring_beside_the_last_years_and_the_best_one():
    found = examine(known("184", "189", "194", "203"), target=D(220), day=R9)
    assert round(found.rates.required, 1) == D("8.5")
    assert round(found.rates.lately, 1) == D("6.3") and found.rates.lately_years == 3
    assert round(found.rates.best.per_year) == 9 and found.rates.best.until.on == year_end(2025)
    assert found.warnings == (Finding.FASTER_THAN_LATELY,)
    assert examine(known("184", "189", "194", "203"), target=D(240), day=R9).warnings == (Finding.FASTER_THAN_EVER,)


def test_the_best_year_where_lower_is_better_is_the_one_that_fell_most():
    found = examine(known("9.1", "8.9", "8.4", direction=Direction.LOWER), target=D("8.0"), day=R9)
    assert round(found.rates.best.per_year, 1) == D("-0.5")
    assert found.warnings == ()


def test_a_target_on_the_wrong_side_of_a_corrected_baseline():
    found = examine(known("8.1", "8.3", direction=Direction.LOWER, places=1), target=D("8.6"), day=R9)
    assert found.warnings[0] is Finding.CONTRADICTS
    assert found.judgement.verdict is Verdict.CANNOT_TELL and found.rates is None


def test_a_target_that_todays_figure_has_passed():
    assert Finding.ALREADY_THERE in examine(known("184", "230"), target=D(220), day=R9).warnings


def test_a_target_easier_than_the_one_that_stands():
    assert Finding.EASIER_THAN_BEFORE in examine(known("184", target=D(220)), target=D(200), day=R9).warnings
    assert Finding.EASIER_THAN_BEFORE not in examine(known("184", target=D(220)), target=D(240), day=R9).warnings
    assert Finding.EASIER_THAN_BEFORE not in examine(known("184", target=D(220)), target=D(220), day=R9).warnings
    lower = known("9.1", target=D("8.6"), direction=Direction.LOWER)
    assert Finding.EASIER_THAN_BEFORE in examine(lower, target=D("8.8"), day=R9).warnings


def test_more_than_there_are():
    wards = known("78", ceiling=D(83))
    assert Finding.BEYOND_POSSIBLE in examine(wards, target=D(84), day=R9).warnings
    assert Finding.BEYOND_POSSIBLE not in examine(wards, target=D(83), day=R9).warnings
    share = known("95", ceiling=D(100), floor=D(0), sample=Sample(1000))
    found = examine(share, target=D(101), day=R9)
    assert Finding.BEYOND_POSSIBLE in found.warnings and found.noticing is None
    assert Finding.BELOW_NOTHING in examine(share, target=D(-1), day=R9).warnings


def test_a_step_of_one_last_digit_hangs_on_rounding():
    found = examine(known("99.59", places=2), target=D("99.60"), day=R9)
    assert Finding.ONE_LAST_DIGIT in found.warnings
    assert Finding.ONE_LAST_DIGIT not in examine(known("99.59", places=2), target=D("99.62"), day=R9).warnings


def test_without_a_past_nothing_is_said_of_the_pace():
    found = examine(known("0"), target=D(50), day=R9)
    assert found.rates.best is None and found.rates.lately is None and found.warnings == ()


def test_a_target_like_the_baseline_asks_for_nothing():
    assert Finding.STANDS_STILL in examine(known("184", "180"), target=D(184), day=R9).warnings


@given(
    before=st.decimals("1", "99", places=1),
    target=st.decimals("1", "99", places=1),
    n=st.integers(50, 20_000),
)
def test_more_answers_never_make_a_change_harder_to_notice(before, target, n):
    few, many = (
        examine(known(str(before), sample=Sample(size)), target=target, day=R9).noticing for size in (n, 2 * n)
    )
    assert many.half_width <= few.half_width and many.smallest <= few.smallest
    if before != target:
        assert many.chance >= few.chance


@given(values=st.lists(st.integers(0, 2000), min_size=1, max_size=8), target=st.integers(0, 3000))
def test_a_target_that_asks_for_more_than_the_best_year_says_so(values, target):
    found = examine(known(*(str(value) for value in values)), target=D(target), day=date(2035, 3, 31))
    if Finding.FASTER_THAN_EVER in found.warnings:
        assert found.rates.required > found.rates.best.per_year
        assert Finding.FASTER_THAN_LATELY not in found.warnings

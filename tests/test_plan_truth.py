"""The plan's arithmetic against figures that others published, and the plan of Azumino against its own text."""

from decimal import Decimal

import pytest

from tomoni.engines.plan.rules import (
    Rounding,
    chance_of_noticing,
    change_between,
    needed_sample,
    smallest_change,
    wilson,
)

CITY = 97_000


def d(number: object) -> Decimal:
    return Decimal(str(number))


def per_cent(share: Decimal, places: int = 1) -> Decimal:
    return Rounding.HALF_UP.to(places, share * 100)


@pytest.mark.parametrize(
    ("before", "after", "chance", "needed"),
    [("0.238", "0.288", "0.72", 1216), ("0.146", "0.250", "1.00", 229), ("0.176", "0.200", "0.28", 4159)],
)
def test_whether_a_survey_of_1000_would_notice_the_target(before, after, chance, needed):
    """Two-proportion test, pooled variance, design effect 1, no finite factor."""
    assert Rounding.HALF_UP.to(2, chance_of_noticing(d(before), d(after), 1000)) == d(chance)
    assert needed_sample(d(before), d(after)) == needed


@pytest.mark.parametrize(
    ("before", "after", "needed"),
    [("0.238", "0.288", 1581), ("0.146", "0.250", 298), ("0.176", "0.200", 5407)],
)
def test_a_design_effect_of_1_3_asks_for_more_people(before, after, needed):
    assert needed_sample(d(before), d(after), deff=d("1.3")) == needed


@pytest.mark.parametrize(
    ("share", "low", "high"), [("0.238", "20.9", "26.9"), ("0.146", "12.3", "17.3"), ("0.176", "15.1", "20.4")]
)
def test_the_intervals_of_the_baselines(share, low, high):
    interval = wilson(d(share), 1000, deff=d("1.3"), population=CITY)
    assert (per_cent(interval.low), per_cent(interval.high)) == (d(low), d(high))


@pytest.mark.parametrize(
    ("before", "after", "deff", "error"),
    [
        ("0.238", "0.288", "1", "1.96"),
        ("0.238", "0.288", "1.3", "2.23"),
        ("0.146", "0.250", "1", "1.76"),
        ("0.146", "0.250", "1.3", "2.00"),
        ("0.176", "0.200", "1", "1.74"),
        ("0.176", "0.200", "1.3", "1.98"),
    ],
)
def test_the_standard_error_of_a_change(before, after, deff, error):
    change = change_between(d(before), 1000, d(after), 1000, deff=d(deff), population=CITY)
    assert per_cent(change.standard_error, 2) == d(error)


def test_17_6_to_20_0_is_inside_the_noise_of_two_surveys_of_1000():
    change = change_between(d("0.176"), 1000, d("0.2"), 1000)
    assert per_cent(change.interval.half_width, 2) == d("3.42")
    assert not change.noticed
    assert not change_between(d("0.176"), 2033, d("0.2"), 2033).noticed
    assert change_between(d("0.176"), 2035, d("0.2"), 2035).noticed


@pytest.mark.parametrize(
    ("share", "n", "points"),
    [("0.176", 824, "3.7"), ("0.238", 824, "4.1"), ("0.238", 567, "5.0"), ("0.146", 824, "3.4")],
)
def test_the_smallest_change_that_real_surveys_of_the_city_could_tell(share, n, points):
    assert per_cent(smallest_change(d(share), n)) == d(points)


HALF_WIDTHS = {  # n: points at 10, 23.8 and 50 %, each for design effects 1, 1.3 and 1.5
    400: "2.9 3.4 3.6  4.2 4.8 5.1  4.9 5.6 6.0",
    1000: "1.9 2.1 2.3  2.6 3.0 3.2  3.1 3.5 3.8",
    1200: "1.7 1.9 2.1  2.4 2.7 2.9  2.8 3.2 3.4",
    2000: "1.3 1.5 1.6  1.9 2.1 2.3  2.2 2.5 2.7",
}


@pytest.mark.parametrize("n", HALF_WIDTHS)
def test_the_half_widths_of_intervals(n):
    """The published table is the simple interval's; Wilson's differs from it by less than a tenth of a point."""
    published = iter(HALF_WIDTHS[n].split())
    for share in ("0.1", "0.238", "0.5"):
        for deff in ("1", "1.3", "1.5"):
            ours = wilson(d(share), n, deff=d(deff), population=CITY).half_width * 100
            assert abs(ours - d(next(published))) < d("0.1")


TOTTORI = {  # 百万円: A 元利償還金, B 準元利償還金, C 特定財源, D 算入額, E 標準財政規模
    "H24": (57237, 4336, 439, 38516, 215679),
    "H25": (58974, 4093, 486, 40271, 216201),
    "H26": (61319, 3680, 485, 42189, 216218),
    "H27": (61930, 3123, 452, 43568, 220729),
}


def test_only_cutting_off_gives_the_real_debt_service_ratio_that_tottori_published():
    def single(year: str) -> Decimal:
        a, b, c, dd, e = TOTTORI[year]
        return d(a + b - c - dd) / (e - dd) * 100

    def mean(*years: str) -> Decimal:
        return sum(single(year) for year in years) / len(years)

    cut, rounded = Rounding.TRUNCATE, Rounding.HALF_UP
    assert [cut.to(1, single(year)) for year in TOTTORI] == [d("12.7"), d("12.6"), d("12.8"), d("11.8")]
    assert (cut.to(1, mean("H24", "H25", "H26")), cut.to(1, mean("H25", "H26", "H27"))) == (d("12.7"), d("12.4"))
    assert rounded.to(1, mean("H25", "H26", "H27")) == d("12.5")


def test_the_rounding_moves_shiojiris_collection_rate_by_nearly_the_whole_target_of_azumino():
    rate = d("10245.48") / d("10294.97") * 100
    assert Rounding.HALF_UP.to(2, rate) == d("99.52")
    assert Rounding.TRUNCATE.to(2, rate) == d("99.51")

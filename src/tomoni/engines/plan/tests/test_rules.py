"""The arithmetic of the plan, by example and by property."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tomoni.engines.plan.rules import (
    Direction,
    Interval,
    Path,
    Point,
    Reason,
    Rounding,
    Verdict,
    chance_of_noticing,
    change_between,
    judge,
    needed_sample,
    project,
    wilson,
)

END_OF_R4, END_OF_R7, END_OF_R9 = date(2023, 3, 31), date(2026, 3, 31), date(2028, 3, 31)
TODAY = date(2026, 11, 20)

figures = st.decimals(-(10**6), 10**6, places=3)
days = st.dates(END_OF_R4, END_OF_R9)
shares = st.decimals("0.01", "0.99", places=3)
samples = st.integers(10, 50_000)


def way(baseline: object, target: object, direction: Direction = Direction.HIGHER) -> Path:
    return Path(Decimal(str(baseline)), Decimal(str(target)), END_OF_R4, END_OF_R9, direction)


def d(number: object) -> Decimal:
    return Decimal(str(number))


# Position and time


def test_the_direction_comes_out_by_itself():
    assert way("9.1", "8.6", Direction.LOWER).position(d("8.9")) == d("0.4")


def test_a_baseline_of_zero_is_a_baseline_like_any_other():
    assert way(0, 50).position(d(37)) == d("0.74")


def test_the_time_runs_from_the_end_of_the_baselines_year_to_the_end_of_the_targets():
    assert way(184, 220).expected(END_OF_R4) == 0
    assert way(184, 220).expected(END_OF_R9) == 1
    assert round(way(184, 220).expected(TODAY), 3) == d("0.728")


def test_before_the_baseline_nothing_and_after_the_target_everything_is_expected():
    assert way(0, 1).expected(date(2020, 1, 1)) == 0
    assert way(0, 1).expected(date(2030, 1, 1)) == 1


def test_what_each_remaining_year_must_bring():
    assert round(way(184, 220).required_per_year(d(208), TODAY), 1) == d("8.8")
    assert way(184, 220).required_per_year(d(230), TODAY) == 0
    assert way(184, 220).required_per_year(d(208), END_OF_R9) is None


def test_a_target_on_the_wrong_side_of_its_baseline_has_no_position_and_no_pace():
    corrected = way("8.1", "8.6", Direction.LOWER)
    assert corrected.contradicts
    assert corrected.position(d("8.3")) is None
    assert corrected.pace(d("8.3"), TODAY) is None
    assert corrected.required_per_year(d("8.3"), TODAY) is None


def test_a_target_must_lie_after_its_baseline():
    with pytest.raises(ValueError, match="after its baseline"):
        Path(d(1), d(2), END_OF_R9, END_OF_R4)


@given(figures, figures)
def test_the_baseline_stands_at_nought_and_the_target_at_one(baseline, target):
    assume(baseline != target)
    path = way(baseline, target, Direction.HIGHER if target > baseline else Direction.LOWER)
    assert path.position(baseline) == 0
    assert path.position(target) == 1


@given(figures, figures, figures, days)
def test_who_stands_where_the_time_is_keeps_the_pace_exactly(baseline, target, _value, on):
    assume(baseline != target)
    path = way(baseline, target, Direction.HIGHER if target > baseline else Direction.LOWER)
    assert abs(path.pace(path.expected_value(on), on)) < d("1e-9")


# Verdicts


@pytest.mark.parametrize(
    ("path", "value", "interval", "on", "verdict", "reason"),
    [
        (way(28635, 28785), 28690, None, date(2026, 11, 1), Verdict.BEHIND, Reason.SHORT_OF_PACE),
        (way(184, 220), 208, None, TODAY, Verdict.ON_THE_WAY, Reason.KEEPS_PACE),
        (way("23.8", "28.8"), "27.1", ("24.1", "30.1"), TODAY, Verdict.CANNOT_TELL, Reason.INTERVAL_TOO_WIDE),
        (way("14.6", 25), "18.3", ("15.7", "20.9"), TODAY, Verdict.BEHIND, Reason.INTERVAL_SHORT_OF_PACE),
        (way("17.6", 20), "19.2", ("16.5", "21.9"), TODAY, Verdict.CANNOT_TELL, Reason.INTERVAL_TOO_WIDE),
        (way(586, 1000), 912, None, END_OF_R7, Verdict.ON_THE_WAY, Reason.KEEPS_PACE),
        (way(0, 1300), 878, None, END_OF_R7, Verdict.ON_THE_WAY, Reason.KEEPS_PACE),
        (way(0, 5), 5, None, TODAY, Verdict.REACHED, Reason.AT_OR_PAST_TARGET),
        (way(0, 50), 37, None, TODAY, Verdict.ON_THE_WAY, Reason.KEEPS_PACE),
        (
            way("8.1", "8.6", Direction.LOWER),
            "8.3",
            None,
            END_OF_R7,
            Verdict.CANNOT_TELL,
            Reason.TARGET_CONTRADICTS_DIRECTION,
        ),
        (way("9.1", "8.6", Direction.LOWER), "8.3", None, END_OF_R7, Verdict.REACHED, Reason.AT_OR_PAST_TARGET),
        (way("99.59", "99.60"), "99.62", None, END_OF_R7, Verdict.REACHED, Reason.AT_OR_PAST_TARGET),
        (way(10, 10), 9, None, TODAY, Verdict.CANNOT_TELL, Reason.TARGET_EQUALS_BASELINE),
        (way(10, 10), 10, None, TODAY, Verdict.REACHED, Reason.AT_OR_PAST_TARGET),
        (way(10, 20), 21, ("20.5", "21.5"), TODAY, Verdict.REACHED, Reason.INTERVAL_PAST_TARGET),
        (way(10, 20), 19, ("18", "20"), TODAY, Verdict.ON_THE_WAY, Reason.INTERVAL_KEEPS_PACE),
        (way(10, 20), 21, ("12", "30"), TODAY, Verdict.CANNOT_TELL, Reason.INTERVAL_TOO_WIDE),
    ],
)
def test_the_published_rule(path, value, interval, on, verdict, reason):
    width = Interval(d(interval[0]), d(interval[1])) if interval else None
    judgement = judge(path, d(value), on=on, interval=width)
    assert (judgement.verdict, judgement.reason) == (verdict, reason)


def test_without_a_value_there_is_no_figure_and_without_a_target_no_verdict():
    assert judge(way(1, 2), None, on=TODAY).verdict is Verdict.NO_FIGURE
    assert judge(None, d(1), on=TODAY).reason is Reason.NO_TARGET


@given(figures, figures, figures, st.decimals(0, 10**6, places=3), days)
def test_looking_from_below_changes_no_verdict(baseline, target, value, width, on):
    assume(baseline != target)
    up = judge(way(baseline, target), value, on=on, interval=Interval(value - width, value + width))
    down = judge(
        way(-baseline, -target, Direction.LOWER), -value, on=on, interval=Interval(-value - width, -value + width)
    )
    assert (up.verdict, up.reason, up.position) == (down.verdict, down.reason, down.position)


@given(figures, figures, figures, days)
def test_an_interval_of_no_width_judges_like_the_bare_figure(baseline, target, value, on):
    bare = judge(way(baseline, target), value, on=on)
    sure = judge(way(baseline, target), value, on=on, interval=Interval(value, value))
    assert bare.verdict is sure.verdict


@given(figures, figures, figures, st.decimals(0, 10**4, places=2), days)
def test_a_wider_interval_never_makes_a_verdict_firmer(baseline, target, value, width, on):
    bare = judge(way(baseline, target), value, on=on).verdict
    wide = judge(way(baseline, target), value, on=on, interval=Interval(value - width, value + width)).verdict
    better = [Verdict.CANNOT_TELL, Verdict.BEHIND, Verdict.ON_THE_WAY, Verdict.REACHED]
    assert wide is bare or wide is Verdict.CANNOT_TELL or better.index(wide) < better.index(bare)


# Surveys


@given(shares, samples, st.decimals("0.5", 4, places=2))
def test_an_interval_holds_its_share_and_stays_between_nought_and_one(share, n, deff):
    interval = wilson(share, n, deff=deff)
    assert 0 <= interval.low <= share <= interval.high <= 1


@given(shares, samples)
def test_more_answers_or_a_smaller_city_make_it_narrower(share, n):
    assert wilson(share, n + 10).half_width < wilson(share, n).half_width
    assert wilson(share, n, population=n * 3).half_width < wilson(share, n).half_width


def test_when_everybody_was_asked_nothing_is_uncertain():
    assert wilson(d("0.3"), 500, population=500) == Interval(d("0.3"), d("0.3"))


def test_nobody_and_everybody_have_intervals_too():
    assert wilson(d(0), 20).low == 0 < wilson(d(0), 20).high
    assert wilson(d(1), 20).high == 1 > wilson(d(1), 20).low


@given(shares, shares, st.integers(50, 5_000))
def test_a_bigger_survey_notices_more(before, after, n):
    assume(abs(after - before) >= d("0.01"))
    assert chance_of_noticing(before, after, n) <= chance_of_noticing(before, after, n * 2)


@given(shares, shares, st.sampled_from([d("0.5"), d("0.8"), d("0.95")]))
def test_the_needed_sample_has_the_wanted_chance(before, after, chance):
    assume(abs(after - before) >= d("0.02"))
    n = needed_sample(before, after, chance=chance)
    assume(n >= 50)
    assert abs(chance_of_noticing(before, after, n) - chance) < d("0.01")


def test_no_change_needs_no_survey():
    assert needed_sample(d("0.2"), d("0.2")) is None


def test_a_change_is_noticed_when_its_interval_leaves_nought_out():
    assert change_between(d("0.146"), 824, d("0.25"), 824).noticed
    assert not change_between(d("0.176"), 824, d("0.2"), 824).noticed


def test_nonsense_is_refused():
    for share, n, deff in (("1.1", 10, 1), ("0.5", 0, 1), ("0.5", 10, 0)):
        with pytest.raises(ValueError, match=r"share lies|at least one"):
            wilson(d(share), n, deff=d(deff))
    with pytest.raises(ValueError, match="low end"):
        Interval(d(2), d(1))


# Projections


def test_what_grows_evenly_goes_on_evenly():
    points = [Point(END_OF_R4 + timedelta(days=year * 100), d(10 * year)) for year in range(5)]
    ahead = project(points, on=END_OF_R4 + timedelta(days=600))
    assert round(ahead.value, 9) == 60
    assert round(ahead.band.half_width, 9) == 0


def test_three_figures_make_no_projection():
    points = [Point(END_OF_R4 + timedelta(days=year * 365), d(year)) for year in range(3)]
    assert project(points, on=END_OF_R9) is None


def test_the_band_is_never_narrower_than_the_sampling_error():
    points = [Point(END_OF_R4 + timedelta(days=year * 365), d(year), error=d(2)) for year in range(5)]
    assert project(points, on=END_OF_R9).band.half_width > d("3.9")


@given(st.lists(st.tuples(st.integers(0, 1800), figures), min_size=4, max_size=12, unique_by=lambda point: point[0]))
def test_a_projection_lies_in_its_band(known):
    points = [Point(END_OF_R4 + timedelta(days=day), value) for day, value in known]
    ahead = project(points, on=END_OF_R9)
    assert ahead.value in ahead.band


# Rounding


@pytest.mark.parametrize(
    ("way", "places", "value", "published"),
    [
        (Rounding.TRUNCATE, 1, "12.76677", "12.7"),
        (Rounding.HALF_UP, 1, "12.76677", "12.8"),
        (Rounding.HALF_UP, 2, "66.835", "66.84"),
        (Rounding.TRUNCATE, 1, "-0.19", "-0.1"),
        (Rounding.HALF_UP, 0, "0.5", "1"),
        (Rounding.HALF_UP, 0, "1.5", "2"),
    ],
)
def test_rounding_has_a_name(way, places, value, published):
    assert way.to(places, d(value)) == d(published)

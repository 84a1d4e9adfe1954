"""The plan's arithmetic against figures that others published, and the plan of Azumino against its own text."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from tests.truth import truth_file, truth_rows
from tomoni.base.city.kinds import in_order
from tomoni.engines.plan.files import PlanFile, figures_of, plan_of
from tomoni.engines.plan.models import (
    Citation,
    ComparedCity,
    Contribution,
    Goal,
    Indicator,
    IndicatorDefinition,
    IndicatorNote,
    Measure,
    MeasureGroup,
    Observation,
    Plan,
    Policy,
    Restatement,
    ServiceOfPlan,
    Target,
    Topic,
    ValueProject,
    Working,
)
from tomoni.engines.plan.queries import installed_services, the_plan
from tomoni.engines.plan.readings import READERS
from tomoni.engines.plan.rules import (
    Rounding,
    chance_of_noticing,
    change_between,
    needed_sample,
    smallest_change,
    wilson,
)
from tomoni.engines.plan.telling import told_plan

CITY = 97_000
AZUMINO = settings.ROOT / "cities" / "azumino"
KINDS = ("baseline", "target", "observed", "restated")


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


# The plan of Azumino as data


@pytest.fixture(scope="module")
def azumino() -> PlanFile:
    plan = plan_of(AZUMINO)
    assert plan is not None
    return plan


def test_azumino_has_all_policies_groups_and_indicators_of_goal_6(azumino):
    codes = [group.code for group in azumino.group]
    counts = {
        policy: sum(code.startswith(f"{policy}-") for code in codes) for policy in ("6-1", "6-2", "6-3", "6-4", "6-5")
    }
    assert counts == {"6-1": 4, "6-2": 4, "6-3": 3, "6-4": 3, "6-5": 6}
    assert [policy.code for policy in azumino.policy] == list(counts)
    assert len(azumino.indicator) == 11
    assert [indicator.key for indicator in azumino.indicator if indicator.strategic] == ["6-1-i1", "6-1-i2", "6-3-i1"]


def test_every_measure_names_a_service_and_every_service_is_named(azumino):
    known = {service.key for service in azumino.service}
    assert {key for measure in azumino.measure for key in measure.services} == known
    assert {measure.group for measure in azumino.measure} == {group.code for group in azumino.group}


def test_every_indicator_has_a_definition_a_baseline_and_a_target(azumino):
    keys = {indicator.key for indicator in azumino.indicator}
    assert {definition.indicator for definition in azumino.definition} == keys
    for kind in ("baseline", "target"):
        assert {figure.indicator for figure in figures_of(AZUMINO, kind)} == keys


def test_every_reading_of_a_live_service_is_declared(azumino):
    live = installed_services()
    for definition in azumino.definition:
        if definition.reading.split(".")[0] in live & {key.split(".")[0] for key in READERS}:
            assert definition.reading in READERS


def test_projects_get_contributions_from_the_policies_that_the_plan_names(azumino):
    named = {policy.code: sorted({said.project for said in policy.contributions}) for policy in azumino.policy}
    assert named == {"6-1": [1, 2], "6-2": [1, 2, 4], "6-3": [1, 2, 3, 4, 5], "6-4": [1], "6-5": [1, 2]}


@pytest.mark.truth
def test_titles_are_the_plans_own(azumino):
    text = truth_file("azumino", "plan_goal6.txt").read_text(encoding="utf-8").replace("　", "").replace(" ", "")
    for thing in [*azumino.project, *azumino.policy, *azumino.group]:
        assert thing.title.replace(" ", "") in text
    for indicator in azumino.indicator:
        if indicator.nature != "survey":
            assert f"{indicator.title}（{indicator.unit.replace('%', '％')}）" in text


@pytest.mark.truth
def test_words_are_ours_and_not_the_plans(azumino):
    """No twenty signs in a row are copied from the plan's sentences."""
    text = truth_file("azumino", "plan_goal6.txt").read_text(encoding="utf-8")
    ours = [*azumino.policy, *azumino.measure, *(one for policy in azumino.policy for one in policy.contributions)]
    for thing in ours:
        for start in range(max(len(thing.words) - 20, 1)):
            assert thing.words[start : start + 20] not in text, thing.words


@pytest.mark.truth
def test_figures_are_those_that_were_published():
    published = [row for row in truth_rows("azumino", "indicators.csv") if row["id"].startswith("6-")]
    ours = {(line.indicator, line.kind, line.when): line.value for line in figures_of(AZUMINO, *KINDS)}
    for row in published:
        key = row["id"][:4] + "i" + row["id"][4:]
        if not row["value"].replace(".", "").isdecimal() or row["year"] == "R2-R4":
            continue  # a range, "about" or several years: a note, not a number
        kind = "restated" if row["kind"] == "restated baseline" else row["kind"]
        assert ours.pop((key, kind, row["year"].split(" ")[0])) == d(row["value"])
    assert ours == {("6-3-i1", "observed", "R2"): 0, ("6-3-i1", "observed", "R3"): 0}


EMPTIED = (
    *(Citation, ComparedCity, Restatement, Working, Observation, Target, IndicatorNote, IndicatorDefinition, Indicator),
    *(Measure, ServiceOfPlan, MeasureGroup, Contribution, Topic, Policy, ValueProject, Goal, Plan),
)


def load_the_plan_alone(folder: Path, *, demo: bool) -> None:
    """Put a city's plan in the place of the example city's. Each row must be told as it was written."""
    for model in EMPTIED:
        model._default_manager.all().delete()
    for kind in in_order(demo=demo):
        if kind.key.startswith("plan."):
            rows = kind.rows_in(folder)
            for row in rows:
                kind.write(row)
            told = {kind.name_of(row): kind.said_by(row) for row in map(kind.tell, kind.things())}
            assert told == {kind.name_of(row): kind.said_by(row) for row in rows}


@pytest.mark.parametrize("invented", [False, True])
@pytest.mark.django_db
def test_the_eleven_verdicts(invented, monkeypatch):
    monkeypatch.setattr(READERS, "_things", {})
    load_the_plan_alone(AZUMINO, demo=invented)
    now = the_plan(date(2026, 11, 20))
    verdicts = {figure.indicator.key: str(figure.judgement.verdict) for figure in now.figures}
    if not invented:
        assert {key for key, verdict in verdicts.items() if verdict != "no_figure"} == {"6-1-i2"}
        return
    assert verdicts == {
        "6-1-i1": "behind",
        "6-1-i2": "on_the_way",
        "6-1-i3": "cannot_tell",
        "6-2-i1": "behind",
        "6-2-i2": "cannot_tell",
        "6-2-i3": "on_the_way",
        "6-3-i1": "on_the_way",
        "6-3-i2": "reached",
        "6-4-i1": "no_figure",  # counted live from the cases; nothing is typed for it
        "6-5-i1": "cannot_tell",
        "6-5-i2": "reached",
    }
    assert all(figure.invented for figure in now.figures if str(figure.judgement.verdict) != "no_figure")
    told = {one["id"]: one for one in told_plan(now)["indicators"]}
    assert told["6-5-i1"]["position"] is None and told["6-5-i1"]["verdict_as_published"] == "reached"
    assert [round(told[key]["power"]["chance"], 2) for key in ("6-1-i3", "6-2-i1", "6-2-i2")] == [0.72, 1.0, 0.28]

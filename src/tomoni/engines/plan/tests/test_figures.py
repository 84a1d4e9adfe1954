"""What a figure says of an indicator on a day."""

from datetime import date
from decimal import Decimal

import pytest

from tomoni.engines.plan.models import Indicator, Kind, Observation, Plan, Target
from tomoni.engines.plan.queries import NoPlan, the_figure, the_plan
from tomoni.engines.plan.readings import Evidence
from tomoni.engines.plan.rules import Reason, Verdict

from .conftest import rows_worth

TODAY = date(2026, 11, 20)
pytestmark = pytest.mark.usefixtures("undeclared", "plan")


def test_the_latest_published_figure_is_the_value():
    figure = the_figure("1-1-i1", TODAY)
    assert (figure.value, figure.kind, figure.day) == (199, Kind.OBSERVED, date(2025, 9, 30))
    assert figure.breakdown == {"wards": "83", "others": "116"}
    assert figure.evidence is None and not figure.invented


def test_any_day_in_the_past_can_be_asked():
    assert the_figure("1-1-i1", date(2025, 9, 29)).value == 189
    assert the_figure("1-1-i1", date(2024, 3, 30)).value is None


def test_the_baseline_alone_is_no_figure():
    figure = the_figure("1-1-i1", date(2023, 4, 1))
    assert figure.baseline_value == 184
    assert figure.judgement.verdict is Verdict.NO_FIGURE
    assert figure.judgement.reason is Reason.NO_VALUE


def test_a_live_service_gives_the_value_and_the_published_figure_stands_beside_it(declared):
    declared("groups.standing", rows_worth(208))
    figure = the_figure("1-1-i1", TODAY)
    assert (figure.value, figure.kind, figure.day) == (208, Kind.COMPUTED, TODAY)
    assert figure.evidence.count == Indicator.objects.count()
    assert figure.current.observation.value == 199
    assert figure.judgement.verdict is Verdict.ON_THE_WAY


def test_a_register_that_was_not_kept_yet_leaves_the_published_figure(declared):
    declared("groups.standing", lambda on: None)
    assert the_figure("1-1-i1", TODAY).kind == Kind.OBSERVED


def test_a_yearly_reading_is_asked_for_the_last_full_year(declared):
    asked = []
    declared("toy_ledger.visitors", lambda on: asked.append(on) or rows_worth(40)(on))
    figure = the_figure("1-2-i2", TODAY)
    assert (figure.day, figure.value) == (date(2026, 3, 31), 40)
    assert asked == [TODAY, date(2026, 3, 31)]


def test_a_yearly_reading_that_is_past_the_target_already_is_the_value(declared):
    declared("toy_ledger.visitors", rows_worth(50))
    figure = the_figure("1-2-i2", TODAY)
    assert (figure.day, figure.judgement.verdict) == (TODAY, Verdict.REACHED)


def test_part_of_a_year_is_the_value_only_once_it_is_enough():
    assert the_figure("1-2-i2", TODAY).day == date(2025, 3, 31)
    Observation.objects.filter(indicator__key="1-2-i2", year_so_far=True).update(value=50)
    assert the_figure("1-2-i2", TODAY).judgement.verdict is Verdict.REACHED


def test_the_reading_is_rounded_as_the_definition_says(declared):
    declared("toy_ledger.debt", lambda on: Evidence(Decimal("8.3999"), Indicator.objects.all()))
    assert the_figure("1-2-i1", TODAY).value == Decimal("8.3")


# Corrections


def test_a_corrected_baseline_is_judged_both_ways():
    figure = the_figure("1-2-i1", TODAY)
    assert (figure.baseline.first.value, figure.baseline.observation.value) == (Decimal("9.1"), Decimal("8.1"))
    assert figure.judgement.verdict is Verdict.CANNOT_TELL
    assert figure.judgement.reason is Reason.TARGET_CONTRADICTS_DIRECTION
    assert (figure.judgement.position, figure.judgement.pace) == (None, None)
    assert figure.as_published.verdict is Verdict.REACHED


def test_before_the_correction_nobody_knew_of_it():
    figure = the_figure("1-2-i1", date(2023, 8, 29))
    assert figure.baseline.observation.value == Decimal("9.1")
    assert figure.as_published is None
    assert not figure.contradicted


def test_a_figure_that_was_never_corrected_is_judged_once():
    assert the_figure("1-1-i1", TODAY).as_published is None


# Targets


def test_a_new_target_holds_from_the_day_it_was_decided():
    indicator = Indicator.objects.get(key="1-1-i1")
    Target.objects.create(
        indicator=indicator,
        value=240,
        day=date(2028, 3, 31),
        decided_on=date(2026, 6, 1),
        source="議会",
        reason="上げた",
    )
    assert the_figure("1-1-i1", date(2026, 5, 31)).target_value == 220
    assert the_figure("1-1-i1", TODAY).target_value == 240


def test_what_is_left_and_what_each_year_must_bring():
    figure = the_figure("1-1-i1", TODAY)
    assert figure.left == 21
    assert round(figure.required_per_year, 1) == Decimal("8.4")


def test_the_projection_follows_the_known_figures():
    figure = the_figure("1-1-i2", TODAY)
    assert figure.projection.on == date(2028, 3, 31)
    assert Decimal(17) < figure.projection.value < Decimal(22)
    assert figure.projection.band.half_width > Decimal("2.5")
    assert the_figure("1-1-i1", TODAY).projection is None


# Surveys


def test_a_survey_figure_carries_its_interval():
    figure = the_figure("1-1-i2", TODAY)
    assert round(figure.interval.half_width, 1) == Decimal("2.7")
    assert figure.judgement.verdict is Verdict.CANNOT_TELL


def test_a_target_for_a_survey_says_whether_the_survey_would_notice_it():
    realism = the_figure("1-1-i2", TODAY).realism
    assert round(realism.chance, 2) == Decimal("0.28")
    assert realism.needed == 4159
    assert realism.target_in_interval
    assert realism.change < realism.smallest


def test_a_count_needs_no_survey():
    assert the_figure("1-1-i1", TODAY).realism is None


# The whole plan


def test_the_plan_counts_its_verdicts():
    assert the_plan(TODAY).tally == {
        Verdict.REACHED: 0,
        Verdict.ON_THE_WAY: 2,
        Verdict.BEHIND: 0,
        Verdict.CANNOT_TELL: 2,
        Verdict.NO_FIGURE: 0,
    }


def test_services_are_live_when_they_are_installed():
    states = {one.service.key: one.state for group in the_plan(TODAY).groups for one in group.services}
    assert states == {"groups": "live", "toy_surveys": "planned", "toy_ledger": "planned"}


def test_the_number_of_queries_does_not_grow_with_indicators_and_figures(django_assert_num_queries):
    with django_assert_num_queries(11):
        the_plan(TODAY)
    indicator = Indicator.objects.get(key="1-1-i1")
    for number in range(20):
        indicator.pk, indicator.key = None, f"1-1-i{number + 10}"
        indicator.save()
        for month in range(1, 6):
            Observation.objects.create(
                indicator=indicator, kind=Kind.OBSERVED, value=number, day=date(2024, month, 1), source="試験"
            )
    with django_assert_num_queries(11):
        the_plan(TODAY)


def test_an_indicator_of_no_plan_is_not_there():
    with pytest.raises(Indicator.DoesNotExist):
        the_figure("9-9-i9", TODAY)


def test_without_a_plan_somebody_is_told_how_to_load_one(monkeypatch):
    monkeypatch.setattr(Plan.objects, "of", lambda on: None)
    with pytest.raises(NoPlan, match="city load"):
        the_plan(TODAY)

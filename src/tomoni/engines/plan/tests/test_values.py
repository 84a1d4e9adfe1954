"""Kept values: they never change, and counting them again gives the same."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from tomoni.base.clock import JAPAN
from tomoni.engines.plan.actions import restate
from tomoni.engines.plan.jobs import keep_the_days_values
from tomoni.engines.plan.models import Indicator, IndicatorValue, Observation, ServiceOfPlan
from tomoni.engines.plan.models.figures import ValueStands
from tomoni.engines.plan.queries import the_figure
from tomoni.engines.plan.readings import count, total
from tomoni.engines.plan.values import change_since_yesterday, keep_values, recounts

DAY = date(2026, 11, 20)
NIGHT = datetime(2026, 11, 21, 3, 10, tzinfo=JAPAN)
pytestmark = pytest.mark.usefixtures("undeclared", "plan")


@pytest.fixture
def counted(declared) -> None:
    """The plan's services stand in for groups; `order` is their weight."""
    declared("groups.standing", lambda on: count(ServiceOfPlan.objects.filter(order__lte=on.year), columns=("title",)))
    declared("toy_ledger.visitors", lambda on: total(ServiceOfPlan.objects.all(), "order"))


def kept_of(key: str) -> IndicatorValue:
    return IndicatorValue.objects.get(indicator__key=key)


def test_a_night_keeps_the_values_of_the_day_that_ended(counted):
    assert keep_the_days_values(NIGHT) == "4 kept, 0 differ from their recount"
    value = kept_of("1-1-i1")
    assert (value.on, value.kind, value.value, value.rows) == (DAY, "computed", 3, 3)
    assert len(value.inputs_hash) == 64
    assert value.definition.version == 1


def test_a_published_value_is_kept_under_its_own_day_and_with_its_interval(counted):
    keep_values(DAY, at=NIGHT)
    survey = kept_of("1-1-i2")
    assert (survey.on, survey.n) == (date(2026, 11, 1), 824)
    assert survey.low < survey.value < survey.high


def test_a_second_night_work_of_the_same_day_keeps_nothing_more(counted):
    keep_values(DAY, at=NIGHT)
    assert keep_values(DAY, at=NIGHT) == []


def test_every_kept_value_can_be_counted_again_and_agrees(counted):
    keep_values(DAY, at=NIGHT)
    assert all(again.agrees and again.same_inputs for again in recounts())
    call_command("recompute")


def test_a_record_changed_backwards_in_time_is_found_out(counted, capsys):
    keep_values(DAY, at=NIGHT)
    ServiceOfPlan.objects.create(key="late", title="あとから", order=4)
    (astray,) = [again for again in recounts() if again.kept.indicator.key == "1-1-i1"]
    assert not astray.agrees and not astray.same_inputs
    with pytest.raises(CommandError, match="2 of 4"):
        call_command("recompute")
    assert "kept 3, now 4; the records have changed since" in capsys.readouterr().err


def test_a_weight_changed_backwards_in_time_is_found_out(counted):
    keep_values(DAY, at=NIGHT)
    ServiceOfPlan.objects.filter(key="groups").update(order=2)
    ServiceOfPlan.objects.filter(key="toy_surveys").update(order=1)
    (same_sum,) = [again for again in recounts() if again.kept.indicator.key == "1-2-i2"]
    assert same_sum.agrees and not same_sum.same_inputs


def test_arithmetic_changed_under_the_same_records_is_found_out(counted, declared):
    keep_values(DAY, at=NIGHT)
    declared("groups.standing", lambda on: total(ServiceOfPlan.objects.all(), "order"))
    (astray,) = [again for again in recounts() if again.kept.indicator.key == "1-1-i1"]
    assert not astray.agrees


def test_a_service_that_went_away_is_found_out(counted, undeclared, monkeypatch):
    keep_values(DAY, at=NIGHT)
    monkeypatch.setattr("tomoni.engines.plan.readings.READERS._things", {})
    assert [again.again for again in recounts() if again.kept.rows is not None] == [None, None]


def test_a_later_correction_does_not_make_a_kept_value_wrong():
    keep_values(DAY, at=NIGHT)
    was = Observation.objects.get(indicator__key="1-2-i1", day=date(2026, 3, 31))
    restate(was, Decimal("8.4"), on=date(2026, 12, 1), reason="誤り", source="決算", who=None)
    assert all(again.agrees for again in recounts())
    assert the_figure("1-2-i1", date(2026, 12, 2)).value == Decimal("8.4")
    assert the_figure("1-2-i1", DAY).value == Decimal("8.3")


def test_a_kept_value_stands(counted):
    keep_values(DAY, at=NIGHT)
    value = kept_of("1-1-i1")
    value.value = 99
    for change in (value.save, value.delete, IndicatorValue.objects.all().delete):
        with pytest.raises(ValueStands):
            change()
    with pytest.raises(ValueStands):
        IndicatorValue.objects.update(value=99)


def test_the_database_itself_refuses_to_change_a_kept_value(counted):
    keep_values(DAY, at=NIGHT)
    from django.db import connection

    with pytest.raises(DatabaseError, match="not changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE plan_indicatorvalue SET value = 99")


# Yesterday


def test_what_changed_since_yesterday_names_what_came(declared):
    groups = ServiceOfPlan.objects.get(key="groups")
    declared(
        "groups.standing",
        lambda on: count(
            ServiceOfPlan.objects.all() if on >= DAY else ServiceOfPlan.objects.exclude(pk=groups.pk),
            columns=("title",),
        ),
    )
    change = change_since_yesterday(the_figure("1-1-i1", DAY))
    assert (change.difference, change.came, change.went) == (1, ("市民活動団体の登録",), ())


def test_rows_that_may_not_be_shown_are_not_named(declared):
    declared("groups.standing", lambda on: count(Indicator.objects.filter(pk__lt=on.day * 1000)))
    assert change_since_yesterday(the_figure("1-1-i1", DAY)).came == ()


def test_a_published_figure_has_no_yesterday():
    assert change_since_yesterday(the_figure("1-1-i1", DAY)) is None


# Years that were counted here


def test_the_value_kept_at_the_end_of_a_year_stands_between_the_published_ones(counted, client):
    keep_values(date(2026, 3, 31), at=datetime(2026, 4, 1, 3, 10, tzinfo=JAPAN))
    figure = the_figure("1-1-i1", DAY)
    assert [one.observation.day for one in figure.history if one.is_kept] == [date(2026, 3, 31)]
    page = client.get("/plan/indicators/1-1-i1/").content.decode()
    assert "R7年度末" in page and page.count("記録から数えた値") >= 2
    assert not [one for one in the_figure("1-1-i1", date(2026, 3, 30)).history if one.is_kept]


def test_a_service_that_went_away_leaves_the_published_figure_as_the_value(counted, monkeypatch):
    keep_values(date(2026, 3, 31), at=datetime(2026, 4, 1, 3, 10, tzinfo=JAPAN))
    monkeypatch.setattr("tomoni.engines.plan.readings.READERS._things", {})
    assert the_figure("1-1-i1", DAY).value == 199

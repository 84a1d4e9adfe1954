"""The register answers for any day, tells wards apart, reminds, and closes what stays silent."""

from datetime import date, timedelta

import pytest

from tomoni.common.post.api import Message
from tomoni.engines.plan.api import read
from tomoni.services.groups import actions
from tomoni.services.groups.models import Group
from tomoni.services.groups.queries import standing_on

from .conftest import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_demo_groups")]
APRIL = date(2026, 4, 1)


def test_the_figure_counts_the_groups_that_stand_on_the_day_and_tells_wards_apart() -> None:
    standing(APRIL)
    standing(APRIL, name="中央区", kind=Group.Kind.WARD)
    standing(date(2026, 6, 1), name="山の会")
    evidence = read("groups.standing", date(2026, 5, 1))
    assert (evidence.value, dict(evidence.breakdown)) == (2, {"wards": 1, "others": 1})
    assert sorted(str(group) for group in evidence.records) == ["ほたるの会", "中央区"]


def test_before_the_register_was_kept_there_is_no_figure() -> None:
    standing(APRIL)
    assert read("groups.standing", date(2025, 1, 1)) is None


def test_a_group_that_left_is_still_counted_for_the_days_on_which_it_stood() -> None:
    group = standing(APRIL)
    actions.lapse_silent_groups(date(2027, 4, 2))
    assert standing_on(date(2027, 4, 1)).all == 1
    assert standing_on(date(2027, 4, 2)).all == 0
    group.refresh_from_db()
    assert group.until_reason == "LAPSED"


def test_a_silent_group_lapses_a_renewed_one_and_a_ward_do_not() -> None:
    standing(APRIL)
    standing(APRIL, name="山の会", renewed_on=date(2027, 3, 1))
    standing(APRIL, name="中央区", kind=Group.Kind.WARD)
    assert actions.lapse_silent_groups(date(2027, 4, 2)) == 1
    assert [str(each) for each in Group.objects.standing(date(2027, 4, 3)).order_by("kana", "name")] == [
        "中央区",
        "山の会",
    ]
    assert actions.lapse_silent_groups(date(2027, 4, 3)) == 0


def test_a_group_is_reminded_once_for_each_date_however_often_the_night_comes() -> None:
    standing(APRIL)
    for night in range(70):
        actions.remind_silent_groups(date(2027, 1, 25) + timedelta(days=night))
    letters = Message.objects.filter(kind="groups.reminder")
    assert [message.address for message in letters] == ["hotaru-kai@example.jp"] * 2
    assert "令和9年4月1日" in letters[0].body


def test_two_standing_groups_cannot_share_a_name_but_a_new_one_may_take_that_of_one_that_ended() -> None:
    from django.core.exceptions import ValidationError

    standing(APRIL)
    with pytest.raises(ValidationError):
        standing(APRIL)
    actions.lapse_silent_groups(date(2027, 4, 2))
    assert standing(date(2027, 5, 1)).pk

"""A row enters, changes and ends for a reason; every past day can be asked; the journal knows it all."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tomoni.base.journal.api import entries_about
from tomoni.engines.registers.actions import (
    AlreadyEnded,
    BeforeItBegan,
    NeedsAReason,
    change,
    enter,
    lapse,
    leave,
    remove,
)
from tomoni.engines.registers.history import history_of
from tomoni.engines.registers.records import Ending

from .toys.models import Club

pytestmark = pytest.mark.django_db
SPRING, SUMMER = date(2026, 4, 1), date(2026, 7, 1)
FIREFLIES = {"number": "1", "name": "ほたるの会", "field": "nature", "members": 5}


def fireflies(since=SPRING, **facts) -> Club:
    return enter(Club, FIREFLIES | facts, since=since)


def names(on: date) -> list[str]:
    return [club.name for club in Club.objects.standing(on)]


def test_a_row_stands_from_its_first_day_and_no_longer_on_its_last():
    leave(fireflies(), on=SUMMER, who=None)
    assert [names(day) for day in (SPRING - timedelta(1), SPRING, SUMMER - timedelta(1), SUMMER)] == [
        [], ["ほたるの会"], ["ほたるの会"], [],
    ]  # fmt: skip


def test_facts_that_make_no_row_are_refused_and_leave_nothing_behind():
    with pytest.raises(ValidationError) as refused:
        fireflies(field="painting", members=-1)
    assert set(refused.value.message_dict) == {"field", "members"}
    assert not Club.objects.exists()


def test_a_row_remembers_why_it_began():
    first = fireflies()
    second = enter(Club, FIREFLIES | {"number": "2"}, since=SPRING, because=first)
    assert Club.objects.get(pk=second.pk).because == first


def test_what_changed_stands_in_the_journal_with_before_and_after():
    club = change(fireflies(), {"members": 8, "name": "ほたるの会"}, on=SUMMER, why="総会の報告")
    entry = entries_about(club).last()
    assert (entry.verb, entry.why, entry.before, entry.after) == (
        "toys.change", "総会の報告", {"members": 5}, {"members": 8},
    )  # fmt: skip


def test_the_same_facts_change_nothing():
    club = fireflies()
    change(club, FIREFLIES, on=SUMMER)
    assert entries_about(club).count() == 1


def test_a_row_that_ended_cannot_be_touched():
    club = remove(fireflies(), on=SUMMER, why="条件を満たさない", who=None)
    for verb in (
        lambda: change(club, {"members": 9}, on=SUMMER),
        lambda: leave(club, on=SUMMER, who=None),
        lambda: lapse(club, on=SUMMER, why="更新なし"),
    ):
        with pytest.raises(AlreadyEnded):
            verb()


def test_nothing_ends_before_it_begins():
    with pytest.raises(BeforeItBegan):
        leave(fireflies(), on=SPRING - timedelta(1), who=None)


@pytest.mark.parametrize("ending", [lapse, lambda club, **how: remove(club, who=None, **how)])
def test_whoever_strikes_a_row_says_why(ending):
    with pytest.raises(NeedsAReason):
        ending(fireflies(), on=SUMMER, why=" ")


def test_a_verb_that_meets_an_old_copy_reads_the_row_again():
    club = fireflies()
    old = Club.objects.get(pk=club.pk)
    leave(club, on=SUMMER, who=None)
    with pytest.raises(AlreadyEnded):
        change(old, {"members": 9}, on=SUMMER)


@pytest.mark.parametrize(
    "columns",
    [{"until": SUMMER}, {"until_reason": Ending.LEFT}, {"until": SPRING - timedelta(1), "until_reason": Ending.LEFT}],
)
def test_the_database_refuses_an_end_without_reason_or_before_the_beginning(columns):
    club = fireflies()
    with pytest.raises(IntegrityError), transaction.atomic():
        Club.objects.filter(pk=club.pk).update(**columns)


def test_many_days_cost_one_query(django_assert_num_queries):
    fireflies()
    leave(fireflies(number="2"), on=SUMMER, who=None)
    days = [SPRING + timedelta(days=n) for n in range(300)]
    with django_assert_num_queries(1):
        counted = Club.objects.all().counted_on(days)
    assert (counted[SPRING], counted[SUMMER], len(counted)) == (2, 1, 300)


def test_what_was_entered_by_mistake_is_not_among_those_that_ended():
    remove(fireflies(), on=SPRING, why="二重に登録した", who=None)
    remove(fireflies(number="2"), on=SUMMER, why="条件を満たさない", who=None)
    assert [club.number for club in Club.objects.all().ended(SPRING, SUMMER)] == ["2"]


def test_the_history_of_a_row_is_told_in_words_and_in_few_queries(django_assert_max_num_queries):
    club = fireflies()
    for members in range(6, 12):
        club = change(club, {"members": members, "field": "music"}, on=SUMMER)
    leave(club, on=SUMMER, who=None, why="解散")
    with django_assert_max_num_queries(3):
        history = history_of(club)
    assert [one.what for one in history] == ["退会", *["変更"] * 6, "登録"]
    assert ("分野", "自然", "音楽") in history[-2].columns
    assert history[0].why == "解散"

"""On 1 April the posts change hands by themselves."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tomoni.base.journal.api import Entry, entries_about
from tomoni.common.people.actions import Change, NotInOrder, hand_over
from tomoni.common.people.api import Clerk, Holding, charged_with, holders, posts_of

APRIL = date(2027, 4, 1)
LAST_OF_MARCH = date(2027, 3, 31)
BEFORE = date(2026, 11, 24)


@pytest.fixture
def clerk(example_city):
    return lambda number: Clerk.objects.get(number=number)


def names(post, on):
    return [holder.family_name for holder in holders(post, on)]


def hand(example_city, clerk, *changes, on=APRIL):
    listed = [
        Change(example_city.post(key), clerk(number) if number else None, main, leaves=leaves)
        for key, number, main, leaves in (change + (True, False)[len(change) - 2 :] for change in changes)
    ]
    return hand_over(changes=listed, on=on, who=clerk("1008"), why="定期異動")


def test_a_post_changes_hands_on_its_day_and_not_before(example_city, clerk):
    head = example_city.post("planning-head")
    hand(example_city, clerk, ("planning-head", "1005"))
    assert names(head, LAST_OF_MARCH) == ["中島"]
    assert names(head, APRIL) == ["丸山"]


def test_the_duties_go_with_the_post(example_city, clerk):
    hand(example_city, clerk, ("community-head", "1006"))
    assert clerk("1006") in charged_with("people.look_up", APRIL)
    assert clerk("1003") not in charged_with("people.look_up", APRIL)


def test_whoever_takes_a_main_post_lays_the_earlier_one_down(example_city, clerk):
    hand(example_city, clerk, ("planning-head", "1005"))
    assert [post.key for post in posts_of(clerk("1005"), APRIL)] == ["planning-head"]
    assert names(example_city.post("centre-staff"), APRIL) == ["小林"]


def test_a_second_post_leaves_the_main_one_where_it_is(example_city, clerk):
    hand(example_city, clerk, ("planning-head", "1005", False))
    assert [post.key for post in posts_of(clerk("1005"), APRIL)] == ["centre-staff", "planning-head"]


def test_a_main_post_can_become_a_second_one_in_the_same_list(example_city, clerk):
    hand(example_city, clerk, ("planning-head", "1004", True), ("centre-head", "1004", False))
    assert [post.key for post in posts_of(clerk("1004"), APRIL)] == ["planning-head", "centre-head"]
    assert names(example_city.post("community-deputy"), APRIL) == []


def test_several_may_hold_a_post_for_several(example_city, clerk):
    hand(example_city, clerk, ("centre-staff", "1006"))
    assert names(example_city.post("centre-staff"), APRIL) == ["小林", "中島", "丸山"]


def test_one_of_several_can_leave(example_city, clerk):
    hand(example_city, clerk, ("centre-staff", "1005", True, True))
    assert names(example_city.post("centre-staff"), APRIL) == ["小林"]


def test_a_post_can_fall_vacant(example_city, clerk):
    hand(example_city, clerk, ("planning-head", None))
    assert names(example_city.post("planning-head"), APRIL) == []


def test_the_same_list_twice_changes_nothing_the_second_time(example_city, clerk):
    hand(example_city, clerk, ("planning-head", "1005"))
    before, entries = set(Holding.objects.values_list("pk", "until")), Entry.objects.count()
    hand(example_city, clerk, ("planning-head", "1005"))
    assert (set(Holding.objects.values_list("pk", "until")), Entry.objects.count()) == (before, entries)


def test_a_list_can_be_replaced_before_its_day(example_city, clerk):
    hand(example_city, clerk, ("planning-head", "1005"))
    hand(example_city, clerk, ("planning-head", "1007"))
    assert names(example_city.post("planning-head"), APRIL) == ["小林"]


def test_two_people_on_one_post_are_refused(example_city, clerk):
    with pytest.raises(NotInOrder, match="2回"):
        hand(example_city, clerk, ("planning-head", "1005"), ("planning-head", "1007"))


def test_two_main_posts_for_one_person_are_refused(example_city, clerk):
    with pytest.raises(NotInOrder, match="本務が2つ"):
        hand(example_city, clerk, ("planning-head", "1005"), ("community-head", "1005"))


def test_every_change_is_in_the_journal_with_who_and_why(example_city, clerk):
    (new,) = hand(example_city, clerk, ("planning-head", "1005"))
    (entry,) = entries_about(new)
    assert (entry.verb, entry.who, entry.why) == ("people.take_up", clerk("1008"), "定期異動")
    assert entry.after["since"] == "2027-04-01"


def test_nobody_holds_one_post_twice(example_city, clerk):
    head = example_city.post("planning-head")
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.create(post=head, clerk=clerk("1006"), since=BEFORE, main=False)


def test_a_holding_does_not_end_before_it_begins(example_city, clerk):
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.create(
            post=example_city.post("mayor"), clerk=clerk("1005"), since=BEFORE, until=BEFORE - timedelta(1), main=False
        )

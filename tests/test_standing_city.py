"""The example city stands in the database for every test, also after one that committed."""

import pytest
from django.db import transaction

from conftest import ExampleCity
from tomoni.common.people.api import Clerk, Post


def test_the_example_city_is_at_hand(example_city: ExampleCity) -> None:
    assert str(example_city.clerk("centre-head")) == "百瀬 健（見本）"
    assert example_city.post("centre-head").section == example_city.section("centre")
    assert example_city.organisation("firefly-watch").members.filter(pk=example_city.resident().pk).exists()


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_test_that_commits_finds_the_city_and_leaves_it(transactional_db: None, time: str) -> None:
    assert Post.objects.filter(key="mayor").exists()
    with transaction.atomic():
        Clerk.objects.all().update(family_name=time)
    assert set(Clerk.objects.values_list("family_name", flat=True)) == {time}


def test_what_was_committed_is_undone(transactional_db: None) -> None:
    assert not Clerk.objects.filter(family_name__in=["first", "second"]).exists()

"""What is written in the journal stays, and can be read back."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models

from tomoni.base.journal.api import AppendOnly, Entry, entries_about, erase, facts_of, public_proof, seal, write
from tomoni.base.journal.models import Detail, Seal

Account = get_user_model()

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC)


@pytest.fixture
def thing() -> models.Model:
    return Account.objects.create(email="mihon@example.jp")


def test_an_entry_tells_who_did_what_to_what_and_why(thing: models.Model) -> None:
    write("people.rename", who=thing, about=thing, why="婚姻のため", before={"name": "見本"}, after={"name": "例"})
    entry = entries_about(thing).get()
    assert (entry.who, entry.about, entry.verb, entry.why) == (thing, thing, "people.rename", "婚姻のため")
    assert (entry.before, entry.after) == ({"name": "見本"}, {"name": "例"})
    assert entry.about_name == f"people.account:{thing.pk}"


def test_writing_costs_two_inserts(thing: models.Model, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    ContentType.objects.get_for_model(thing)
    with django_assert_num_queries(2):
        write("people.see", who=None, about=thing, why="照会")


def test_days_amounts_and_instants_are_written_in_one_way(thing: models.Model) -> None:
    values = {"on": dt.date(2026, 11, 20), "fee_yen": Decimal("1200"), "at": NOW, "tags": {"b", "a"}}
    entry = write("people.see", who=None, about=thing, after=values)
    assert entry.after == {
        "on": "2026-11-20",
        "fee_yen": "1200",
        "at": "2026-11-24T03:00:00.000000Z",
        "tags": ["a", "b"],
    }


def test_the_facts_of_a_record_are_its_columns_without_secrets(thing: models.Model) -> None:
    thing.set_password("himitsu")
    facts = facts_of(thing)
    assert facts["email"] == "mihon@example.jp"
    assert "password" not in facts


@pytest.mark.parametrize("kind", [Entry, Detail, Seal])
def test_our_own_hands_are_tied(kind: type[models.Model], thing: models.Model) -> None:
    write("people.see", who=None, about=thing)
    seal(NOW)
    rows = kind._default_manager.all()
    row = rows.get()
    attempts = (
        row.save, row.delete, rows.delete, lambda: rows.update(pk=7), lambda: rows.bulk_update([row], ["pk"]),
        lambda: rows.bulk_create([row]), rows.create, lambda: kind._base_manager.update(pk=7),
        lambda: rows.update_or_create(pk=1), lambda: kind().save(),
    )  # fmt: skip
    for attempt in attempts:
        with pytest.raises(AppendOnly):
            attempt()


def test_erasing_forgets_the_values_and_says_by_which_rule(thing: models.Model) -> None:
    other = Account.objects.create(email="betsu@example.jp")
    write("people.rename", who=None, about=thing, why="婚姻のため", after={"name": "例"})
    write("people.rename", who=None, about=other, after={"name": "別"})
    assert erase(thing, rule="people.five_years", basis="文書管理規程第20条", who=None) == 1
    gone, said = entries_about(thing)
    assert (gone.is_erased, gone.after, gone.why) == (True, None, "")
    assert (said.verb, said.why, said.after) == ("journal.erase", "文書管理規程第20条", {"rule": "people.five_years"})
    assert entries_about(other).get().after == {"name": "別"}


def test_what_was_said_about_erasing_is_not_erased(thing: models.Model) -> None:
    write("people.rename", who=None, about=thing)
    erase(thing, rule="a", basis="b", who=None)
    assert erase(thing, rule="a", basis="b", who=None) == 0
    assert entries_about(thing).last().why == "b"


def test_sealing_gives_positions_and_a_proof_that_grows(thing: models.Model) -> None:
    assert public_proof() is None
    for _ in range(3):
        write("people.see", who=None, about=thing)
    assert seal(NOW) == 3
    first = public_proof()
    assert (first.seal, first.entries) == (1, 3)
    assert seal(NOW) == 0
    write("people.see", who=None, about=thing)
    seal(NOW)
    assert public_proof().entries == 4
    assert list(entries_about(thing).values_list("position", flat=True)) == [1, 2, 3, 4]

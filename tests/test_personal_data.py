"""Every table that points at a resident or an account has a keeper, who tells of it and erases it by rule."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db.models import Model

from tomoni.base.clock import today
from tomoni.common.people.api import Account, Resident
from tomoni.common.people.my_data import in_order, keepers

# Tables that point at an account and hold nothing of a resident, and why.
NOT_OF_RESIDENTS = {
    "people.clerk": "a member of staff, not a resident; the account stays as long as the clerk does",
    "people.organisation": "its members are memberships",
    "auth.group": "what editors may do",
    "people.account_groups": "what editors may do; goes with the account",
    "people.account_user_permissions": "what editors may do; goes with the account",
}
# Trees of others whose screens are open to clerks only; what points at an account goes or is emptied with it.
OF_STAFF = ("wagtailcore.", "wagtailadmin.", "wagtailusers.", "wagtaildocs.", "wagtailimages.", "publishing.")


def pointing() -> Iterator[str]:
    """The labels of models with a relation to a resident or an account, or with an owner of any kind."""
    for model in apps.get_models(include_auto_created=True):
        if any(_points(field) for field in model._meta.get_fields()) or _has_an_owner(model):
            yield model._meta.label_lower


def _points(field: object) -> bool:
    concrete = not getattr(field, "auto_created", False) and getattr(field, "is_relation", False)
    return concrete and getattr(field, "related_model", None) in (Account, Resident)


def _has_an_owner(model: type[Model]) -> bool:
    return any(
        isinstance(one, GenericForeignKey) and one.name in ("owner", "who") for one in model._meta.private_fields
    )


def test_every_table_that_points_at_a_resident_has_a_keeper() -> None:
    answered_for = {label for keeper in keepers.values() for label in keeper.models}
    bare = {
        label
        for label in pointing()
        if label not in answered_for | set(NOT_OF_RESIDENTS) and not label.startswith(OF_STAFF) and ".toy" not in label
    }
    assert not bare, f"Declare in holdings.py who answers for {sorted(bare)} (docs/common-my-data.md)"


def test_keepers_answer_for_tables_that_exist() -> None:
    for keeper in keepers.values():
        for label in keeper.models:
            apps.get_model(label)


@pytest.mark.django_db
def test_every_keeper_answers_for_a_resident_of_whom_nothing_is_held() -> None:
    nobody = Resident.objects.create()
    for keeper in in_order():
        list(keeper.tells(nobody))
        list(keeper.fates(nobody, today()))
        keeper.erase(nobody, today(), who=None)

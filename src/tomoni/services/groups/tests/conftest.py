"""Groups on the register, without the way of an application."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from tomoni.common.people.api import Membership, Organisation, Resident
from tomoni.engines.registers.api import enter
from tomoni.services.groups.models import Group

FIREFLIES = {
    "name": "ほたるの会", "kana": "ほたるのかい", "field": "environment", "area": "東部", "members": 12,
    "purpose": "川のほたるを守る", "activity": "草刈りと観察会", "representative": "見本 花子", "phone": "0000-00-3000",
    "email": "hotaru-kai@example.jp", "email_public": True,
}  # fmt: skip


def standing(since: date | None = None, **facts: Any) -> Group:
    """A group that stands on the register since a day, last renewed on that day."""
    on = since or timezone.localdate()
    return enter(Group, FIREFLIES | {"renewed_on": on} | facts, since=on)


def with_contact(group: Group, resident: Resident) -> Group:
    """The resident may write for the group."""
    group.organisation = Organisation.objects.create(name=group.name, kana=group.kana)
    group.save(update_fields=["organisation"])
    Membership.objects.create(
        organisation=group.organisation, resident=resident, role=Membership.Role.CONTACT, since=group.since
    )
    return group


@pytest.fixture
def without_demo_groups(example_city: Any) -> None:
    """An empty register, so that a test counts what it entered itself."""
    Group.objects.all().delete()


@pytest.fixture
def fireflies(without_demo_groups: None) -> Group:
    return standing()

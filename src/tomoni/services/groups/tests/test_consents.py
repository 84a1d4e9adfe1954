"""Reminders to residents themselves: only to those who agreed, and no longer once they take it back."""

from datetime import timedelta

import pytest

from tomoni.base.clock import today
from tomoni.common.people.consent import give, withdraw
from tomoni.common.post.api import Message
from tomoni.services.groups.actions import remind_silent_groups
from tomoni.services.groups.consents import REMINDERS
from tomoni.services.groups.models import Group

from .conftest import with_contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def nearly_over(fireflies, example_city):
    """The fireflies' year ends in two weeks, and they have no mail address of their own."""
    Group.objects.filter(pk=fireflies.pk).update(email="", renewed_on=today() - timedelta(days=352))
    fireflies.refresh_from_db()
    return with_contact(fireflies, example_city.resident("Maria Santos"))


def test_without_consent_nobody_is_reminded(nearly_over):
    assert remind_silent_groups(today()) == 0
    assert not Message.objects.exists()


def test_who_agreed_is_reminded_once_in_their_own_language(nearly_over, example_city):
    maria = example_city.resident("Maria Santos")
    give(resident=maria, purpose=REMINDERS, who=maria.account)
    assert remind_silent_groups(today()) == 1
    message = Message.objects.get()
    assert (message.resident, message.language) == (maria, "ja-easy")
    assert "いつでもやめられます" in message.body
    assert remind_silent_groups(today()) == 0


def test_who_took_it_back_hears_nothing(nearly_over, example_city):
    maria = example_city.resident("Maria Santos")
    give(resident=maria, purpose=REMINDERS, who=maria.account)
    withdraw(resident=maria, purpose=REMINDERS, who=maria.account)
    assert remind_silent_groups(today()) == 0

"""A consent is a record with its words; taking it back is as easy as giving it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tomoni.base import clock
from tomoni.base.journal.api import entries_about
from tomoni.common.people.api import Consent, Way
from tomoni.common.people.consent import Purpose, agreeing, give, standing, withdraw

pytestmark = pytest.mark.django_db
LETTERS = Purpose("tests.letters", "便り", "便りを受け取ることに同意します。", 1)
TODAY = clock.today()


def test_a_consent_stands_from_the_day_it_was_given_until_it_is_taken_back(example_city):
    sakura = example_city.resident()
    assert not standing(sakura, LETTERS, TODAY)
    given = give(resident=sakura, purpose=LETTERS, who=sakura.account)
    assert (given.text, given.version, given.given_how) == (LETTERS.text, 1, Way.SCREEN)
    assert standing(sakura, LETTERS, TODAY)
    assert not standing(sakura, LETTERS, TODAY - timedelta(days=1))
    assert list(agreeing(LETTERS, TODAY)) == [sakura]
    assert withdraw(resident=sakura, purpose=LETTERS, who=sakura.account, how=Way.COUNTER)
    assert not standing(sakura, LETTERS, TODAY)
    assert [entry.verb for entry in entries_about(given)] == ["people.consent", "people.withdraw_consent"]


def test_given_twice_it_is_one_and_withdrawn_twice_nothing_happens(example_city):
    sakura = example_city.resident()
    first = give(resident=sakura, purpose=LETTERS, who=None)
    assert give(resident=sakura, purpose=LETTERS, who=None) == first
    assert withdraw(resident=sakura, purpose=LETTERS, who=None)
    assert not withdraw(resident=sakura, purpose=LETTERS, who=None)


def test_words_that_mean_more_need_a_new_yes(example_city):
    sakura = example_city.resident()
    give(resident=sakura, purpose=LETTERS, who=None)
    more = Purpose(LETTERS.key, LETTERS.title, "便りと広告を受け取ることに同意します。", 2)
    assert not standing(sakura, more, TODAY)
    give(resident=sakura, purpose=more, who=None)
    assert standing(sakura, more, TODAY)
    assert Consent.objects.filter(resident=sakura, withdrawn_at=None).count() == 1


def test_on_my_page_one_button_gives_and_one_takes_back(client_as, example_city):
    sakura = example_city.resident()
    client = client_as(sakura)
    page = client.get(reverse("my-consents")).content.decode()
    assert "団体の登録の更新のお知らせ" in page
    assert "同意していません" in page
    client.post(reverse("my-consent", args=["groups.reminders", "give"]))
    assert "同意を取り消す" in client.get(reverse("my-consents")).content.decode()
    client.post(reverse("my-consent", args=["groups.reminders", "withdraw"]))
    kept = Consent.objects.get(resident=sakura)
    assert kept.withdrawn_on == TODAY
    assert client.post(reverse("my-consent", args=["nobody.knows", "give"])).status_code == 404

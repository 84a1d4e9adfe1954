"""Where somebody is signed in: listed in words, kept fresh without a query more, and ended for good; limits that all
processes share."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.signing_in import PASSWORD, app_code, sign_in, with_app, with_password
from tomoni.base.journal.api import Entry
from tomoni.common.people.actions import end_all_devices, forget_second_factor
from tomoni.common.people.api import Resident
from tomoni.common.people.devices import NOTED, devices_of, in_words
from tomoni.common.people.jobs import forget_devices_and_counts
from tomoni.common.people.models import Device, SharedCount

pytestmark = pytest.mark.django_db
WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1"
DEVICES = reverse("account-devices")


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()


@pytest.fixture
def sakura(example_city):
    return Resident.objects.get(name="望月 さくら")


def on(agent: str, who) -> Client:
    return sign_in(Client(headers={"user-agent": agent}), who)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (WINDOWS, "WindowsのChrome"),
        (f"{WINDOWS} Edg/140.0.0.0", "WindowsのEdge"),
        (PHONE, "iPhoneのSafari"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0", "MacのFirefox"),
        ("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36",
         "AndroidのChrome"),
        ("curl/8", "機器のブラウザー"),
        ("", "機器のブラウザー"),
    ],
)  # fmt: skip
def test_a_device_is_named_in_words(agent, words):
    browser, system = in_words(agent)
    assert str(Device(browser=browser, system=system)) == words


def test_a_person_sees_where_they_are_signed_in_and_not_how_a_browser_calls_itself(sakura):
    here, _there = on(WINDOWS, sakura), on(PHONE, sakura)
    page = here.get(DEVICES).content.decode()
    assert "WindowsのChrome" in page
    assert "iPhoneのSafari" in page
    assert "Mozilla" not in page


def test_a_session_that_was_ended_is_a_strangers(sakura):
    here, there = on(WINDOWS, sakura), on(PHONE, sakura)
    other = Device.objects.get(system="iphone")
    assert there.get("/my/seen/").status_code == 200
    assert here.get(reverse("account-device-end", args=[other.pk])).status_code == 200
    here.post(reverse("account-device-end", args=[other.pk]))
    assert there.get("/my/seen/").status_code == 302
    assert here.get("/my/seen/").status_code == 200
    assert Entry.objects.filter(verb="people.end_devices").count() == 1


def test_all_others_end_with_one_press(sakura):
    here, others = on(WINDOWS, sakura), [on(PHONE, sakura), on(WINDOWS, sakura)]
    assert "ほかの2台のサインインを終わらせました" in here.post(DEVICES, follow=True).content.decode()
    assert [other.get("/my/seen/").status_code for other in others] == [302, 302]
    assert here.get("/my/seen/").status_code == 200


def test_nobody_ends_a_session_of_somebody_else(sakura):
    stranger = on(WINDOWS, Resident.objects.exclude(account=None).exclude(pk=sakura.pk)[0])
    theirs = on(PHONE, sakura)
    device = Device.objects.get(account=sakura.account)
    assert stranger.post(reverse("account-device-end", args=[device.pk])).status_code == 404
    assert theirs.get("/my/seen/").status_code == 200


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(sakura):
    here, there = on(WINDOWS, sakura), on(PHONE, sakura)
    new = "asagao-no-hana-81"
    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert there.get("/my/seen/").status_code == 302
    assert here.get("/my/seen/").status_code == 200
    assert [device.system for device in devices_of(sakura.account)] == ["windows"]


def test_giving_up_the_app_ends_the_other_sessions(sakura):
    here, there = on(WINDOWS, sakura), on(PHONE, sakura)
    with_app(sakura.account)
    here.post(reverse("mfa_reauthenticate"), {"code": app_code()})
    here.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=sakura.account).exists()
    assert there.get("/my/seen/").status_code == 302
    assert here.get("/my/seen/").status_code == 200


def test_signing_out_takes_the_device_off_the_list(sakura):
    client = on(WINDOWS, sakura)
    client.post(reverse("account_logout"))
    assert not Device.objects.filter(account=sakura.account).exists()


def test_whoever_lost_everything_is_out_everywhere(example_city):
    momose, head = example_city.clerk("centre-head"), example_city.clerk("general-staff")
    desk = on(WINDOWS, momose)
    forget_second_factor(clerk=momose, who=head, why="電話をなくした")
    assert desk.get("/desk/").status_code == 302
    assert not Device.objects.filter(account=momose.account).exists()


def test_a_session_that_was_never_listed_ends_too(sakura):
    client = on(WINDOWS, sakura)
    Device.objects.all().delete()
    end_all_devices(account=sakura.account, who=None)
    assert client.get("/my/seen/").status_code == 302


def test_a_device_stays_fresh_with_one_write_in_ten_minutes(sakura):
    client = on(WINDOWS, sakura)
    with CaptureQueriesContext(connection) as asked:
        client.get("/my/seen/")
    assert not [one for one in asked if "people_device" in one["sql"]]
    session = client.session
    session[NOTED] = [*session[NOTED][:2], 0]
    session.save()
    Device.objects.update(used_at=timezone.now() - timedelta(days=1))
    client.get("/my/seen/")
    assert Device.objects.get().used_at > timezone.now() - timedelta(minutes=1)


def test_the_night_takes_out_what_is_over(sakura):
    on(WINDOWS, sakura)
    Session.objects.all().delete()
    SharedCount.objects.create(cache_key="old", value="", expires=timezone.now() - timedelta(days=1))
    assert forget_devices_and_counts(timezone.now()) >= 2
    assert not Device.objects.exists()
    assert not SharedCount.objects.filter(cache_key="old").exists()


def test_a_limit_holds_when_another_process_answers(sakura):
    with_password(sakura.account)
    for _ in range(5):
        Client().post(reverse("account_login"), {"login": sakura.account.email, "password": "wrong-and-long-enough"})
        LocMemCache("default", {}).clear()  # what another process would not have
    right = Client().post(reverse("account_login"), {"login": sakura.account.email, "password": PASSWORD})
    assert "何回も違いました" in right.content.decode()


def test_a_code_of_an_app_is_used_up_for_every_process(example_city):
    momose = example_city.clerk("centre-head")
    on(WINDOWS, momose)
    LocMemCache("default", {}).clear()
    again = Client()
    with_password(momose.account)
    again.post(reverse("account_login"), {"login": momose.account.email, "password": PASSWORD})
    assert again.post(reverse("mfa_authenticate"), {"code": app_code()}).status_code == 200


def test_too_many_says_when_to_try_again(example_city):
    asked = [Client().post(reverse("account_signup"), {"email": f"new{number}@example.jp"}) for number in range(21)]
    assert asked[19].status_code == 302
    assert asked[20].status_code == 429
    assert asked[20].headers["Retry-After"] == "60"
    assert "あと1分" in asked[20].content.decode()


def test_what_is_no_limit_stays_in_memory_and_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        cache.set("page", 1)
        assert cache.get("page") == 1


@pytest.mark.parametrize("address", ["/", "/plan/", "/town/groups/", "/accounts/login/"])
def test_no_public_page_asks_the_table_of_limits(client, example_city, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert not [one for one in asked if "people_shared_count" in one["sql"] or "people_device" in one["sql"]]
    assert settings.SESSION_COOKIE_NAME not in client.cookies

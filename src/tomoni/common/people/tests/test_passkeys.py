"""Passkeys: made, named, taken away, and enough to come in; recovery codes: shown once and used up."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.passkeys import Passkey, options_in
from tests.signing_in import PASSWORD, SECRET, sign_in, with_password
from tomoni.common.people.api import Clerk, Resident

pytestmark = pytest.mark.django_db
HERE = "http://localhost"
ADD, LOGIN, LIST = reverse("mfa_add_webauthn"), reverse("mfa_login_webauthn"), reverse("mfa_list_webauthn")
CODES = re.compile(r"<code>(\d{8})</code>")


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()


@pytest.fixture
def sakura(example_city):
    return Resident.objects.get(name="望月 さくら")


@pytest.fixture
def momose(example_city):
    return Clerk.objects.get(number="1004")


def browser() -> Client:
    return Client(SERVER_NAME="localhost", headers={"user-agent": "Mozilla/5.0 (iPhone) Version/18.4 Safari/604.1"})


def with_key(client: Client, who, key: Passkey | None = None, name: str = "") -> Passkey:
    """Sign in, show who is there once more, and make a passkey."""
    key = key or Passkey(HERE)
    sign_in(client, who, app=False)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    made = client.post(ADD, {"name": name, "credential": key.made(options_in(client.get(ADD).content.decode()))})
    assert made.status_code == 302, made.content.decode()
    return key


def wanted(client: Client) -> dict:
    return client.get(LOGIN, headers={"accept": "application/json"}).json()["request_options"]["publicKey"]


def test_a_passkey_alone_lets_a_resident_in(sakura):
    key = with_key(browser(), sakura)
    again = browser()
    assert again.post(LOGIN, {"credential": key.shown(wanted(again)), "next": "/my/seen/"}).url == "/my/seen/"
    assert again.get("/my/seen/").status_code == 200


def test_a_passkey_alone_opens_the_desk(momose):
    key = with_key(browser(), momose)
    again = browser()
    again.post(LOGIN, {"credential": key.shown(wanted(again))})
    assert again.get("/desk/").status_code == 200


def test_whoever_makes_the_first_passkey_at_the_set_up_is_at_the_desk(momose):
    client = browser()
    with_key(client, momose)
    assert client.get("/desk/").status_code == 200


def test_a_clerk_with_a_password_shows_the_passkey_too(momose):
    key = with_key(browser(), momose)
    again = browser()
    asked = again.post(reverse("account_login"), {"login": momose.account.email, "password": PASSWORD})
    assert asked.url == reverse("mfa_authenticate")
    page = again.get(asked.url).content.decode()
    assert "パスキーで確かめてください" in page
    again.post(asked.url, {"credential": key.shown(options_in(page))})
    assert again.get("/desk/").status_code == 200


def test_a_resident_with_a_passkey_may_still_come_in_by_password(sakura):
    with_key(browser(), sakura)
    again = browser()
    again.post(reverse("account_login"), {"login": sakura.account.email, "password": PASSWORD})
    assert again.get("/my/seen/").status_code == 200


def test_a_passkey_is_first_called_after_its_device_and_can_be_renamed(sakura):
    client = browser()
    with_key(client, sakura)
    key = Authenticator.objects.get(user=sakura.account, type="webauthn")
    assert key.wrap().name == "iPhoneのSafari"
    client.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "母の電話"})
    assert "母の電話" in client.get(LIST).content.decode()


def test_a_passkey_that_was_taken_away_opens_nothing(sakura):
    client = browser()
    key = with_key(client, sakura)
    kept = Authenticator.objects.get(user=sakura.account, type="webauthn")
    client.post(reverse("mfa_remove_webauthn", args=[kept.pk]))
    assert "パスキーが1つ消えました" in mail.outbox[-1].body
    again = browser()
    again.post(LOGIN, {"credential": key.shown(wanted(again))})
    assert again.get("/my/seen/").status_code == 302


def test_a_clerk_keeps_the_last_passkey(momose):
    client = browser()
    with_key(client, momose)
    kept = Authenticator.objects.get(user=momose.account, type="webauthn")
    said = client.post(reverse("mfa_remove_webauthn", args=[kept.pk]), follow=True).content.decode()
    assert "職員には、認証アプリかパスキーがいります" in said
    assert Authenticator.objects.filter(pk=kept.pk).exists()


def test_a_clerk_with_a_passkey_may_give_up_the_app(momose):
    client = browser()
    with_key(client, momose)
    TOTP.activate(momose.account, SECRET)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=momose.account, type="totp").exists()


def test_nobody_takes_a_passkey_of_somebody_else_away(sakura, momose):
    with_key(browser(), momose)
    theirs = Authenticator.objects.get(user=momose.account, type="webauthn")
    client = browser()
    with_key(client, sakura)
    assert client.post(reverse("mfa_remove_webauthn", args=[theirs.pk])).status_code == 404
    assert client.get(reverse("mfa_edit_webauthn", args=[theirs.pk])).status_code == 404


def test_a_key_that_asked_for_no_face_finger_or_pin_is_refused(sakura):
    client = browser()
    sign_in(client, sakura)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    weak = Passkey(HERE, verified=False)
    page = client.post(ADD, {"credential": weak.made(options_in(client.get(ADD).content.decode()))})
    assert "パスキーを登録できませんでした" in page.content.decode()
    key = with_key(browser(), sakura)
    key.verified = False
    again = browser()
    again.post(LOGIN, {"credential": key.shown(wanted(again))})
    assert again.get("/my/seen/").status_code == 302


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "no json",
        "[]",
        '"text"',
        "{}",
        "null",
        "17",
        '{"response": null}',
        '{"response": {"userHandle": "AA"}}',
        '{"id": 1, "rawId": [], "response": {"userHandle": {}}, "type": "public-key"}',
    ],
)
def test_what_is_no_passkey_is_refused_and_never_an_error(sakura, broken):
    client = browser()
    wanted(client)
    assert client.post(LOGIN, {"credential": broken}).url == reverse("account_login")
    assert client.get("/my/seen/").status_code == 302


def altered(told: str, part: str, value: str) -> str:
    said = json.loads(told)
    said["response"][part] = value
    return json.dumps(said)


def test_a_forged_or_repeated_or_foreign_passkey_opens_nothing(sakura, momose):
    key = with_key(browser(), sakura)
    with_key(browser(), momose, theirs := Passkey(HERE))
    client = browser()
    told = key.shown(wanted(client))
    tries = [
        altered(told, "signature", "MEUCIQAAAA"),
        altered(told, "signature", json.loads(theirs.shown(wanted(client)))["response"]["signature"]),
    ]
    for forged in tries:
        assert client.post(LOGIN, {"credential": forged}).url == reverse("account_login")
    theirs.owner = key.owner  # one's own key under another's name
    client.post(LOGIN, {"credential": theirs.shown(wanted(client))})
    elsewhere = Passkey("http://evil.example", pair=key.pair, number=key.number, owner=key.owner)
    client.post(LOGIN, {"credential": elsewhere.shown(wanted(client))})
    assert client.get("/my/seen/").status_code == 302
    good = key.shown(wanted(client))
    assert client.post(LOGIN, {"credential": good}).url == "/my/"
    late = browser()
    wanted(late)  # the same answer to another question
    late.post(LOGIN, {"credential": good})
    assert late.get("/my/seen/").status_code == 302


def test_recovery_codes_are_shown_once_and_used_up(momose):
    client = browser()
    with_key(client, momose)
    address = reverse("mfa_view_recovery_codes")
    page = client.get(address).content.decode()
    codes = CODES.findall(page)
    assert len(codes) == 10
    assert f"data:text/plain;charset=utf-8,{codes[0]}%0D%0A" in page
    assert not CODES.findall(client.get(address).content.decode())
    again = browser()
    for code, comes_in in ((codes[0], True), (codes[0], False), (codes[1], True)):
        again = browser()
        again.post(reverse("account_login"), {"login": momose.account.email, "password": PASSWORD})
        again.post(reverse("mfa_authenticate"), {"code": code})
        assert (again.get("/desk/").status_code == 200) is comes_in
    assert "あと8個使えます" in client.get(reverse("mfa_index")).content.decode()


def test_new_recovery_codes_end_the_old_ones(momose):
    client = browser()
    with_key(client, momose)
    old = CODES.findall(client.get(reverse("mfa_view_recovery_codes")).content.decode())
    client.post(reverse("mfa_generate_recovery_codes"))
    new = CODES.findall(client.get(reverse("mfa_view_recovery_codes")).content.decode())
    assert len(new) == 10
    assert not set(old) & set(new)
    again = browser()
    again.post(reverse("account_login"), {"login": momose.account.email, "password": PASSWORD})
    assert again.post(reverse("mfa_authenticate"), {"code": old[0]}).status_code == 200


@pytest.mark.parametrize("name", ["mfa_index", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn",
                                  "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "account-devices"])  # fmt: skip
@pytest.mark.parametrize("language", ["", "/ja-easy", "/en"])
def test_the_pages_of_keys_open_and_carry_no_script_of_their_own(sakura, name, language):
    client = browser()
    with_key(client, sakura)
    page = client.get(language + reverse(name))
    assert page.status_code == 200
    assert not re.search(r"<script(?![^>]*(src=|type=\"application/json\"))", page.content.decode())


def test_a_clerk_with_only_a_passkey_is_asked_for_it_and_not_for_an_app(momose):
    with_key(browser(), momose)
    old = browser()
    with_password(momose.account)
    old.force_login(momose.account, backend="tomoni.common.people.signin.Backend")
    assert old.get("/desk/").url.startswith(reverse("mfa_reauthenticate_webauthn"))

"""Who comes in, and how: codes, passwords, the second factor, and what strangers cannot learn."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.signing_in import PASSWORD, SECRET, app_code, sign_in, with_app, with_password
from tomoni.common.people.api import Account, Clerk, Resident

pytestmark = pytest.mark.django_db
CODE = re.compile(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}$", re.MULTILINE)


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def sakura(example_city):
    return Resident.objects.get(name="望月 さくら")


@pytest.fixture
def momose(example_city):
    return Clerk.objects.get(number="1004")


def the_code() -> str:
    return CODE.search(mail.outbox[-1].body)[0]


def test_a_code_from_the_mail_lets_a_resident_in(client, sakura):
    asked = client.post(reverse("account_request_login_code"), {"email": sakura.account.email})
    assert asked.url == reverse("account_confirm_login_code")
    assert client.post(asked.url, {"code": the_code()}).status_code == 302
    assert client.get("/my/profile/").status_code == 200


def test_the_code_may_be_typed_wide_and_small(client, sakura):
    client.post(reverse("account_request_login_code"), {"email": sakura.account.email})
    wide = the_code().lower().translate({ord(sign): chr(ord(sign) + 0xFEE0) for sign in map(chr, range(33, 127))})
    assert client.post(reverse("account_confirm_login_code"), {"code": wide}).status_code == 302


def test_a_wrong_code_is_told_in_plain_words(client, sakura):
    client.post(reverse("account_request_login_code"), {"email": sakura.account.email})
    page = client.post(reverse("account_confirm_login_code"), {"code": "ZZZZ-ZZZZ"}).content.decode()
    assert "数字が違います" in page
    assert "（エラー1件）" in page


def test_a_newcomer_needs_a_mail_address_only(client, example_city):
    asked = client.post(reverse("account_signup"), {"email": "new@example.jp"})
    assert asked.url == reverse("account_email_verification_sent")
    arrived = client.post(asked.url, {"code": the_code()})
    assert arrived.url == "/my/profile/?first=1"
    client.post(arrived.url, {"name": "新田 葵", "kana": "ニッタ　アオイ", "language": "ja"})
    newcomer = Resident.objects.get(account__email="new@example.jp")
    assert (newcomer.name, newcomer.kana) == ("新田 葵", "にった あおい")


@pytest.mark.parametrize("address", ["account_request_login_code", "account_signup", "account_reset_password"])
def test_nobody_learns_who_has_an_account(address, sakura):
    known = Client().post(reverse(address), {"email": sakura.account.email})
    unknown = Client().post(reverse(address), {"email": "nobody@example.jp"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert Client().get(known.url).status_code == Client().get(unknown.url).status_code


def test_a_wrong_password_and_an_unknown_address_sound_the_same(sakura):
    with_password(sakura.account)
    said = [
        Client().post(reverse("account_login"), {"login": email, "password": "wrong-and-long-enough"})
        for email in (sakura.account.email, "nobody@example.jp")
    ]
    assert all("メールアドレスかパスワードが違います" in page.content.decode() for page in said)


def test_after_five_wrong_passwords_one_waits(client, sakura):
    with_password(sakura.account)
    for _ in range(5):
        client.post(reverse("account_login"), {"login": sakura.account.email, "password": "wrong-and-long-enough"})
    right = client.post(reverse("account_login"), {"login": sakura.account.email, "password": PASSWORD})
    assert re.search(r"何回も違いました。 あと[45]分（\d\d:\d\dごろ）待ってから", right.content.decode())


def test_a_sign_in_leads_back_but_never_out_of_the_house(client, sakura):
    turned = client.get("/my/seen/?page=1")
    assert turned.url == "/accounts/login/?next=%2Fmy%2Fseen%2F%3Fpage%3D1"
    with_password(sakura.account)
    facts = {"login": sakura.account.email, "password": PASSWORD}
    assert Client().post(reverse("account_login"), facts | {"next": "/my/seen/"}).url == "/my/seen/"
    for outside in ("https://evil.example/", "//evil.example/", "/\\evil.example/"):
        assert "evil" not in Client().post(reverse("account_login"), facts | {"next": outside}).url


def test_a_clerk_without_the_app_reaches_its_set_up_only(client_as, momose):
    desk = client_as(momose, app=False)
    for address in ("/desk/", "/my/profile/", "/my/seen/"):
        assert desk.get(address).url.startswith(reverse("mfa_activate_totp"))


def test_a_clerk_sets_the_app_up_once_and_then_the_desk_opens(client_as, momose):
    desk = client_as(momose, app=False)
    set_up = reverse("mfa_activate_totp")
    again = desk.get(set_up).url  # a set-up asks for the password once more
    assert desk.post(again, {"password": PASSWORD}).url == set_up
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", desk.get(set_up).content.decode())[1]
    assert desk.post(set_up, {"code": app_code(secret)}).url == reverse("mfa_view_recovery_codes")
    assert desk.get("/desk/").status_code == 200


def test_the_secret_of_the_app_lies_encrypted(momose):
    with_app(momose.account)
    kept = Authenticator.objects.get(user=momose.account, type="totp").data["secret"]
    assert SECRET not in kept


def test_a_recovery_code_stands_in_for_the_app(momose):
    account = with_app(with_password(momose.account))
    spare = Authenticator.objects.get(user=account, type="recovery_codes").wrap().get_unused_codes()[0]
    desk = Client()
    desk.post(reverse("account_login"), {"login": account.email, "password": PASSWORD})
    assert desk.post(reverse("mfa_authenticate"), {"code": spare}).status_code == 302
    assert desk.get("/desk/").status_code == 200


def test_a_session_from_before_the_app_is_asked_for_its_code(client_as, momose):
    old = client_as(momose, app=False)
    with_app(momose.account)
    assert old.get("/desk/").url.startswith(reverse("mfa_reauthenticate"))
    old.post(reverse("mfa_reauthenticate"), {"code": app_code()})
    assert old.get("/desk/").status_code == 200


def test_a_clerk_cannot_do_without_the_app(client_as, momose):
    desk = client_as(momose)
    desk.post(reverse("mfa_reauthenticate"), {"code": app_code()})
    desk.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=momose.account, type="totp").exists()


def test_mail_that_cannot_be_sent_is_a_page_and_not_an_error(client, sakura, monkeypatch):
    def refused(*args, **options):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", refused)
    page = client.post(reverse("account_request_login_code"), {"email": sakura.account.email})
    assert page.status_code == 503
    assert "メールを送れませんでした" in page.content.decode()


def test_an_account_that_was_closed_does_not_open(sakura):
    with_password(sakura.account)
    Account.objects.filter(pk=sakura.account.pk).update(is_active=False)
    closed = Client().post(reverse("account_login"), {"login": sakura.account.email, "password": PASSWORD})
    assert closed.url == reverse("account_inactive")


def test_a_session_ends_for_an_account_closed_meanwhile(client, sakura):
    sign_in(client, sakura)
    Account.objects.filter(pk=sakura.account.pk).update(is_active=False)
    assert client.get("/my/seen/").status_code == 302


@pytest.mark.parametrize("name", ["account_login", "account_request_login_code", "account_signup",
                                  "account_reset_password", "account_reset_password_done", "account_inactive"])  # fmt: skip
def test_the_pages_before_the_door_open(client, example_city, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["account_email", "account_change_password", "mfa_index", "account_logout",
                                  "account_reauthenticate", "mfa_activate_totp"])  # fmt: skip
def test_the_pages_of_an_account_open(client, sakura, name):
    sign_in(client, sakura)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp",
                                  "mfa_index", "mfa_reauthenticate"])  # fmt: skip
def test_the_pages_of_the_app_open(client, momose, name):
    sign_in(client, momose)
    cache.clear()
    client.post(reverse("mfa_reauthenticate"), {"code": app_code()})
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize(
    ("name", "facts", "sentences"),
    [
        ("account_request_login_code", {"email": ""}, ["メールアドレスを入れてください"]),
        (
            "account_request_login_code",
            {"email": "abc"},
            ["メールアドレスを、name@example.jp のような形で入れてください"],
        ),
        (
            "account_login",
            {"login": "", "password": ""},
            ["メールアドレスを入れてください", "パスワードを入れてください"],
        ),
    ],
)
def test_a_form_says_what_to_do(client, example_city, name, facts, sentences):
    page = client.post(reverse(name), facts).content.decode()
    assert all(page.count(f">{sentence}<") == 2 for sentence in sentences)
    assert "フィールド" not in page

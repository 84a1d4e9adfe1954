"""Signing in as people do: a password on the sign-in page and, for clerks, the code of the app.

def test_desk(client_as, example_city):
    desk = client_as(Clerk.objects.get(number="1004"))
"""

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tomoni.common.people.api import Account, Clerk, Resident

PASSWORD = "korohanairo-hotaru-27"
SECRET = base64.b32encode(b"tomoni-tests-1234567").decode()


def app_code(secret: str = SECRET, at: float | None = None) -> str:
    """What an authenticator app shows (RFC 6238); computed here, so that the server's arithmetic is checked too."""
    counter = struct.pack(">Q", int((at or time.time()) // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def account_of(who: Account | Clerk | Resident) -> Account:
    account = who if isinstance(who, Account) else who.account
    assert account is not None, f"{who} has no way in"
    return account


def with_password(account: Account) -> Account:
    if not account.check_password(PASSWORD):  # a new one would end the sessions that a test has begun
        account.set_password(PASSWORD)
        account.save()
    account.emailaddress_set.get_or_create(email=account.email, defaults={"verified": True, "primary": True})
    return account


def with_app(account: Account) -> Account:
    """An app that was set up earlier, with recovery codes."""
    if not Authenticator.objects.filter(user=account).exists():
        TOTP.activate(account, SECRET)
        RecoveryCodes.activate(account)
    return account


def sign_in(client: Client, who: Account | Clerk | Resident, *, app: bool = True) -> Client:
    """Through the pages, with a password; a clerk also shows the code of the app, unless `app` is False."""
    account = with_password(account_of(who))
    second = app and Clerk.objects.filter(account=account).exists()
    if second:
        with_app(account)
    cache.clear()  # the limits on sign-ins, and the codes that were used
    answer = client.post(reverse("account_login"), {"login": account.email, "password": PASSWORD})
    if second:
        assert answer.url == reverse("mfa_authenticate"), answer.url
        answer = client.post(answer.url, {"code": app_code()})
    assert answer.status_code == 302, answer.content.decode()
    return client


@pytest.fixture
def client_as(db: None) -> Callable[..., Client]:
    """`client_as(clerk)`, `client_as(resident)`, `client_as(account)`: a new client, signed in for real."""

    def signed_in(who: Account | Clerk | Resident, *, app: bool = True) -> Client:
        return sign_in(Client(), who, app=app)

    return signed_in

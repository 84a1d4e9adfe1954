"""How people sign in: what allauth is told to do differently here.

Everybody has a mail address. A code sent there lets them in, a password if they set one, or a passkey. Clerks need a
passkey, or show a code of their app on top of the rest; the set-up is all they reach before (see `rights`).
"""

import base64
import hashlib
from contextlib import suppress
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tomoni.base import clock
from tomoni.base.city.api import the_city
from tomoni.base.design.frame import address_of

from .actions import enter_resident
from .devices import in_words
from .limits import sentence_to_wait
from .models import Account, Device

STRONG = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


WAYS = {
    "mfa_reauthenticate:webauthn": _("パスキーで確かめる"),
    "reauthenticate": _("パスワードで確かめる"),
    "mfa_reauthenticate": _("認証アプリの数字か、予備の番号で確かめる"),
}


class Backend(AuthenticationBackend):
    """Signs in by mail address; fetches the account of a session together with its resident and clerk."""

    def get_user(self, user_id: Any) -> Account | None:
        account = Account.objects.select_related("resident", "clerk").filter(pk=user_id).first()
        return account if account and self.user_can_authenticate(account) else None

    def user_can_authenticate(self, user: Any) -> bool:
        return isinstance(user, Account) and opens(user)


def opens(account: Account) -> bool:
    """Whether the account lets anybody in: it is not closed, and its clerk has not left the city hall."""
    clerk = getattr(account, "clerk", None)
    return account.is_active and not (clerk and clerk.has_left(clock.today()))


class AccountAdapter(DefaultAccountAdapter):
    """Words in plain Japanese, where to go afterwards, and a page instead of an error when mail cannot be sent."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("このアカウントは、いま使えません。市役所にお問い合わせください。"),
        "cannot_remove_primary_email": _("サインインに使うメールアドレスは消せません。先に別のものに変えてください。"),
        "duplicate_email": _("このメールアドレスは、もう登録してあります。"),
        "email_password_mismatch": _("メールアドレスかパスワードが違います。"),
        "email_taken": _("このメールアドレスは使えません。"),
        "enter_current_password": _("いまのパスワードを入れてください。"),
        "incorrect_code": _("数字が違います。新しい数字を確かめて、もう一度入れてください。"),
        "incorrect_password": _("パスワードが違います。"),
        "invalid_or_expired_key": _("この番号は使えなくなりました。もう一度はじめからやり直してください。"),
        "invalid_login": _("メールアドレスを入れてください。"),
        "invalid_password_reset": _("このリンクは使えなくなりました。もう一度メールを受け取ってください。"),
        "same_as_current": _("いまと同じです。別のものを入れてください。"),
        "too_many_login_attempts": format_lazy("{} {}", _("何回も違いました。"), lazy(sentence_to_wait, str)()),
        "rate_limited": format_lazy("{} {}", _("続けて何回も送られました。"), lazy(sentence_to_wait, str)()),
        "unverified_primary_email": _("先に、メールアドレスを確かめてください。"),
    }

    def save_user(self, request: HttpRequest, user: Account, form: BaseForm, commit: bool = True) -> Account:
        """Whoever opens an account is a resident to the city; the name is asked for afterwards."""
        account: Account = super().save_user(request, user, form, commit)
        if commit:
            enter_resident(who=account, account=account)
        return account

    def pre_login(self, request: HttpRequest, user: Account, **options: Any) -> HttpResponse | None:
        answer: HttpResponse | None = (
            super().pre_login(request, user, **options) if opens(user) else self.respond_user_inactive(request, user)
        )
        return answer

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """The ways to show once more who is there, in our words; a passkey first."""
        ways = [way | {"description": WAYS[way["id"]]} for way in super().get_reauthentication_methods(user)]
        return sorted(ways, key=lambda way: list(WAYS).index(way["id"]))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return f"{address_of('my-profile')}?first=1"

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        is_clerk = isinstance(request.user, Account) and request.user.is_staff
        return address_of("desk" if is_clerk else "my")

    def format_email_subject(self, subject: str) -> str:
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Links lead to the address this Tomoni is known by, whatever host a request named."""
        links = {key: _at_home(address) for key, address in context.items() if key.endswith("_url")}
        try:
            super().send_mail(template_prefix, email, context | links | {"origin": settings.ORIGIN})
        except (SMTPException, OSError) as error:
            page = render(self.request, "people/mail_not_sent.html", status=503)
            raise ImmediateHttpResponse(page) from error

    def send_notification_mail(self, *args: Any, **options: Any) -> None:
        """A notice that something changed; the change stands even when its mail cannot be sent."""
        with suppress(ImmediateHttpResponse):
            super().send_notification_mail(*args, **options)


def _at_home(address: str) -> str:
    parts = urlsplit(str(address))
    return settings.ORIGIN + parts.path + (f"?{parts.query}" if parts.query else "")


class MFAAdapter(DefaultMFAAdapter):
    """The app's secret lies encrypted in the database; a clerk cannot do without app and passkey."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": _("認証アプリを使っているあいだは、メールアドレスを足せません。"),
        "cannot_delete_authenticator": _(
            "職員には、認証アプリかパスキーがいります。先に、もう1つの方法を登録してください。"
        ),
        "cannot_generate_recovery_codes": _("先に、認証アプリかパスキーを登録してください。"),
        "incorrect_code": _("数字が違います。アプリに出ている6けたの数字を入れてください。"),
        "unverified_email": _("先に、メールアドレスを確かめてください。"),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        return segno.make(url, error="m").svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=False)

    def is_mfa_enabled(self, user: Account, types: list[str] | None = None) -> bool:
        """For a resident a passkey is one more way in, never a lock on the others; for a clerk it is the lock too."""
        if types and Authenticator.Type.TOTP in types and Authenticator.Type.WEBAUTHN in types and not user.is_staff:
            types = [Authenticator.Type.TOTP]
        return bool(super().is_mfa_enabled(user, types))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """A clerk keeps at least one app or passkey."""
        others = Authenticator.objects.filter(user=authenticator.user_id).exclude(pk=authenticator.pk)
        return not authenticator.user.is_staff or others.filter(type__in=STRONG).exists()

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:
        """A passkey is first called after the device that makes it; its owner may change the name."""
        browser, system = in_words(context.request.headers.get("User-Agent", ""))
        return str(Device(browser=browser, system=system))

    def _get_site_name(self) -> str:
        return f"{the_city().name} {gettext('ともに')}"

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.get_full_name() or user.email}


def _cipher() -> Fernet:
    """The key lies beside the database, never in it (settings.SECOND_FACTOR_KEY)."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.SECOND_FACTOR_KEY.encode()).digest()))

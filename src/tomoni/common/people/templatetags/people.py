"""What the screens and mails of the sign-in ask: `{% load people %}`."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from allauth.mfa.models import Authenticator
from django import template
from django.template.context import Context

from tomoni.base.city.api import the_city

from ..models import Account
from ..passkey_forms import SignInWithKey
from ..signin_forms import RequestCode

register = template.Library()


@register.simple_tag
def code_form() -> RequestCode:
    """The question for a mail address, to stand on the sign-in page beside the password."""
    return RequestCode()


@register.simple_tag
def passkey_form() -> SignInWithKey:
    """The place where a browser puts a passkey."""
    return SignInWithKey()


@register.simple_tag
def city_name() -> str:
    return the_city().name


@register.simple_tag(takes_context=True)
def has_duty(context: Context, key: str) -> bool:
    """`{% has_duty "people.look_up" as looks_up %}`: whether the person may, for links to screens of that duty."""
    from ..person import may, person_of

    return may(person_of(context["request"]), key)


@register.simple_tag
def identity_provider() -> Any:
    """`{% identity_provider as provider %}`: who proves identities in this city, or None."""
    from ..proof.provider import provider

    return provider()


@register.simple_tag(takes_context=True)
def second_factors(context: Context) -> set[str]:
    """The kinds of second factor that whoever is signing in, or is signed in, has: totp, webauthn, recovery_codes."""
    request = context["request"]
    stage = getattr(request, "_login_stage", None)
    account = stage.login.user if stage else request.user
    return set(Authenticator.objects.filter(user=account.pk).values_list("type", flat=True))


@register.simple_tag
def recovery_codes_left(account: Account) -> int:
    """How many recovery codes are unused."""
    codes = Authenticator.objects.filter(user=account.pk, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(codes.wrap().get_unused_codes()) if codes else 0


@register.filter
def as_file(codes: Iterable[str]) -> str:
    """Recovery codes as the address of a file that the page carries with it, as they are shown only once."""
    lines = "".join(f"{code}\r\n" for code in codes)
    return f"data:text/plain;charset=utf-8,{quote(lines)}"

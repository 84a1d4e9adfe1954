"""What the screens and mails of the sign-in ask: `{% load people %}`."""

from typing import Any

from django import template
from django.template.context import Context

from tomoni.base.city.api import the_city

from ..signin_forms import RequestCode

register = template.Library()


@register.simple_tag
def code_form() -> RequestCode:
    """The question for a mail address, to stand on the sign-in page beside the password."""
    return RequestCode()


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

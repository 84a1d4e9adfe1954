"""Small things of the desk's templates: `{% load desk %}`."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def of[Key, Value](mapping: Mapping[Key, Value], key: Key) -> Value | None:
    """`away|of:clerk_id`: what a mapping holds for a key."""
    return mapping.get(key)

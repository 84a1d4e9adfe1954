"""Small things of the desk's templates: `{% load desk %}`."""

from collections.abc import Mapping

from django import template

from tomoni.common.people.verbs import verbs

register = template.Library()


@register.filter
def verb_title(verb: str) -> str:
    """What an entry of the journal says was done, in the words of the city hall; its key where nobody named it."""
    return str(verbs[verb].title) if verb in verbs else verb


@register.filter
def of[Key, Value](mapping: Mapping[Key, Value], key: Key) -> Value | None:
    """`away|of:clerk_id`: what a mapping holds for a key."""
    return mapping.get(key)

"""What pages of services show of the plan: `{% load plan %}{% restated_since sheet %}`."""

from django import template
from django.db import models
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ..citing import now_is
from ..citing import restated_since as notices_of
from ..wording import with_unit

register = template.Library()


@register.simple_tag
def restated_since(thing: models.Model) -> SafeString:
    """A notice on a page whose figures were restated after they were cited; nothing while they stand."""
    shown = [
        {
            "citation": notice.citation,
            "now": with_unit(notice.citation.indicator, now_is(notice)[0]),
            "reason": now_is(notice)[1],
            "told_at": notice.told_at,
        }
        for notice in notices_of(thing)
    ]
    return SafeString(render_to_string("plan/_restated.html", {"restated": shown})) if shown else SafeString("")

"""Days, moments and stored texts of a case, for templates."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from .. import words
from ..questions import spoken

register = template.Library()
register.filter("short_day", words.short_day)
register.filter("moment", words.moment)
register.filter("short_moment", words.short_moment)
register.filter("clock_time", words.clock_time)
register.filter("spoken", spoken)


@register.filter
def as_json_ld(told: Any) -> SafeString:
    """Data for machines inside a page; nothing in it can end the element."""
    text = json.dumps(told, ensure_ascii=False)
    for character, code in (("<", "\\u003C"), (">", "\\u003E"), ("&", "\\u0026")):
        text = text.replace(character, code)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')

"""The components, one module per kind. `templatetags/design.py` gathers them for the templates."""

from django import template
from django.template.context import Context

register = template.Library()


def unique(context: Context, stem: str) -> str:
    """An id that no other component of this page has."""
    number = context.dicts[0].get("_ids", 0) + 1
    context.dicts[0]["_ids"] = number
    return f"{stem}-{number}"

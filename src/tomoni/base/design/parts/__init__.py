"""The components, one module per kind. `templatetags/design.py` gathers them for the templates."""

from django import template

register = template.Library()

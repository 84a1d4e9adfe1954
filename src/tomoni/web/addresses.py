"""Where the rings' screens are mounted.

A package that has screens has a `urls.py` with `urlpatterns`; it lists full paths from the root of the site
(`plan/…`, `desk/cases/…`), so that the address of a screen can be read in one place. Addresses that exist once and not
per language (API, feeds, CSV) go into a second list, `unspoken`.
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps
from django.urls import URLPattern, URLResolver

Pattern = URLPattern | URLResolver


def _lists() -> Iterator[ModuleType]:
    for app in sorted(apps.get_app_configs(), key=lambda app: not app.name.startswith("tomoni.services.")):
        if app.name.startswith("tomoni.") and find_spec(f"{app.name}.urls"):
            yield import_module(f"{app.name}.urls")


def spoken() -> list[Pattern]:
    """Screens that people read: one address per language."""
    return [pattern for module in _lists() for pattern in getattr(module, "urlpatterns", [])]


def unspoken() -> list[Pattern]:
    """Addresses for machines, the same in every language."""
    return [pattern for module in _lists() for pattern in getattr(module, "unspoken", [])]

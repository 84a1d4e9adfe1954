"""Wagtail's editor, behind the same door as the desk.

The whole tree of addresses stands behind the duty `publishing.edit`: no sign-in of its own, and no way in for a session
without a second factor. What an editor may do inside follows today's posts (`tomoni.engines.publishing.writing`).
"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver
from wagtail.utils.urlpatterns import decorate_urlpatterns

from tomoni.base import clock
from tomoni.base.doors import View, open_to
from tomoni.common.people.api import duty, person_of
from tomoni.engines.publishing.writing import EDIT, align, reach_of

EDITS = duty(EDIT)


def guarded(patterns: Sequence[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Every address of the editor, open to editors."""
    return decorate_urlpatterns(patterns, _guard)  # type: ignore[no-any-return]


def _guard(view: View) -> View:
    def with_todays_rights(request: HttpRequest, *args: Any, **where: Any) -> HttpResponseBase:
        person = person_of(request)
        if person.account is not None:
            align(person.account, reach_of(person.posts(clock.today())))
        return view(request, *args, **where)

    return open_to(EDITS)(with_todays_rights)

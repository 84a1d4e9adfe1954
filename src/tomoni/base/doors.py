"""Every screen stands behind a right, or is marked public.

A right answers one question: may this request come in? Screens name theirs with `open_to`, and a
test walks all addresses and refuses a screen that names none. Rights that know people live in
`tomoni.common.people.rights`; only PUBLIC is known here.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


class Right(Protocol):
    """What a screen asks of those who come in."""

    name: str

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        """Whether the person behind the request may see this screen for these address parts."""

    def turned_away(self, request: HttpRequest) -> HttpResponseBase:
        """What to answer when it does not: a way to sign in, or PermissionDenied."""


class Public:
    """Open to everybody, signed in or not."""

    name = "public"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        return True

    def turned_away(self, request: HttpRequest) -> HttpResponseBase:
        raise PermissionDenied


PUBLIC = Public()


def open_to(right: Right) -> Callable[[View], View]:
    """Put a screen behind a right. The screen carries it as `right`, for the test of all doors."""

    def guard(view: View) -> View:
        @wraps(view)
        def screen(request: HttpRequest, *args: Any, **where: Any) -> HttpResponseBase:
            if right.allows(request, **where):
                return view(request, *args, **where)
            return right.turned_away(request)

        screen.right = right  # type: ignore[attr-defined]
        return screen

    return guard

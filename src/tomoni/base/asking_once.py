"""Within one reading of a screen the same question is asked once.

A desk is put together from many parts, and each of them asks what posts the clerk holds. `once` keeps the answer for
as long as a GET or HEAD request lasts, and never across requests; a request that changes something asks every time.
"""

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponseBase

READS = ("GET", "HEAD")
_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("kept_for_a_request", default=None)


def once[Answer](question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer to a question, asked now or earlier in the same reading; `question` names it with all it hangs on."""
    kept = _kept.get()
    if kept is None:
        return ask()
    if question not in kept:
        kept[question] = ask()
    answer: Answer = kept[question]
    return answer


class Middleware:
    """Begins and ends the time for which answers are kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = _kept.set({} if request.method in READS else None)
        try:
            return self.get_response(request)
        finally:
            _kept.reset(token)

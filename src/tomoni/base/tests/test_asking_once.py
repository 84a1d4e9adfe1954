"""A reading asks once, a change asks every time, and nothing is kept from one request to the next."""

import pytest
from django.http import HttpRequest, HttpResponse

from tomoni.base.asking_once import Middleware, once


def answered(method: str, *, times: int = 3) -> list[int]:
    asked: list[int] = []

    def look(_request: HttpRequest) -> HttpResponse:
        for _time in range(times):
            once(("posts", 7), lambda: asked.append(1))
            once(("posts", 8), lambda: asked.append(2))
        return HttpResponse()

    request = HttpRequest()
    request.method = method
    Middleware(look)(request)
    return asked


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_reading_asks_once(method: str) -> None:
    assert answered(method) == [1, 2]
    assert answered(method) == [1, 2]


def test_a_change_asks_every_time() -> None:
    assert answered("POST") == [1, 2] * 3


def test_outside_a_request_nothing_is_kept() -> None:
    answers = iter((1, 2))
    assert [once("n", lambda: next(answers)), once("n", lambda: next(answers))] == [1, 2]

"""Limits that hold over all processes, and when to try again.

allauth counts attempts in Django's default cache, and keeps used codes of apps there. `SharedLimits` sends those keys
to a table (`SharedCount`); every other key stays in the memory of its process, so that no page gains a query.
"""

import time
from contextvars import ContextVar
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from tomoni.base import clock

TABLE = "people_shared_count"
SHARED = "allauth"  # how allauth's keys begin
LIMIT = "allauth:rl:"
ROOM = 1_000_000  # rows; culling sooner would let a flood of addresses push out the counts of others
TWO_HOURS = 2 * 60 * 60

_free_at: ContextVar[float] = ContextVar("free_at", default=0.0)


class SharedLimits(BaseCache):
    """Django's default cache: limits in the database, everything else in memory."""

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._memory = LocMemCache(name, params)
        self._shared = DatabaseCache(TABLE, params | {"OPTIONS": {"MAX_ENTRIES": ROOM}})

    def _where(self, key: str) -> BaseCache:
        return self._shared if str(key).startswith(SHARED) else self._memory

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._where(key).add(key, value, timeout, version)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        value = self._where(key).get(key, default, version)
        if key.startswith(LIMIT) and isinstance(value, list):
            _remember(key, value)
        return value

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._where(key).set(key, value, timeout, version)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._where(key).touch(key, timeout, version)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._where(key).delete(key, version)

    def clear(self) -> None:
        self._memory.clear()
        self._shared.clear()


def _remember(key: str, times: list[float]) -> None:
    """When the count that was just looked at lets the next attempt in. `allauth:rl:<app>:<action>:5/300/key:<whom>`"""
    amount, duration, _per = key.split(":")[4].split("/")
    full = len(times) >= int(amount)
    _free_at.set(times[int(amount) - 1] + float(duration) if full else 0.0)


def minutes_to_wait() -> int:
    """How long the limit that was looked at last keeps one out: whole minutes, at least one."""
    return max(1, ceil((_free_at.get() - time.time()) / 60))


def sentence_to_wait() -> str:
    """When to try again, as a sentence."""
    minutes = minutes_to_wait()
    at = f"{clock.now() + timedelta(minutes=minutes):%H:%M}"
    return ngettext(
        "あと%(minutes)d分（%(at)sごろ）待ってから、もう一度試してください。",
        "あと%(minutes)d分（%(at)sごろ）待ってから、もう一度試してください。",
        minutes,
    ) % {"minutes": minutes, "at": at}


def too_many(request: HttpRequest) -> HttpResponse:
    """The answer to one attempt too many (`handler429`)."""
    answer = render(request, "429.html", {"when": sentence_to_wait()}, status=429)
    answer.headers["Retry-After"] = str(minutes_to_wait() * 60)
    return answer


def forget_old(now: datetime) -> int:
    """Take out counts that no longer count."""
    from .models import SharedCount

    return SharedCount.objects.filter(expires__lt=now - timedelta(seconds=TWO_HOURS)).delete()[0]

"""Where an account is signed in: noted at the sign-in, kept fresh while it is used, and ended for good.

A session carries the number of its device; looking at a page costs no query for it. Only when a session was last noted
longer ago than `FRESH`, or got a new key, one row is written, after the page.
"""

import re
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from .actions import end_other_devices
from .models import Account, Device

NOTED = "tomoni_device"  # in the session: number of the device, key of the session, when it was last noted
FRESH = 10 * 60

_SYSTEMS = (
    ("iPhone", Device.System.IPHONE),
    ("iPad", Device.System.IPAD),
    ("Android", Device.System.ANDROID),
    ("CrOS", Device.System.CHROMEBOOK),
    ("Windows", Device.System.WINDOWS),
    ("Macintosh", Device.System.MAC),
    ("Linux", Device.System.LINUX),
)
_BROWSERS = (
    (r"Edg(A|iOS)?/", Device.Browser.EDGE),
    (r"(Firefox|FxiOS)/", Device.Browser.FIREFOX),
    (r"(Chrome|CriOS|Chromium|HeadlessChrome)/", Device.Browser.CHROME),
    (r"Version/[\d.]+ .*Safari/", Device.Browser.SAFARI),
)


def in_words(calls_itself: str) -> tuple[Device.Browser, Device.System]:
    """What a browser's name for itself means to people."""
    browser = next((one for mark, one in _BROWSERS if re.search(mark, calls_itself)), Device.Browser.OTHER)
    system = next((one for mark, one in _SYSTEMS if mark in calls_itself), Device.System.OTHER)
    return browser, system


def note_sign_in(sender: Any, request: HttpRequest, user: Account, **options: Any) -> None:
    """A receiver of Django's `user_logged_in`: whatever the way in was, the device is listed."""
    session = request.session
    if not session.session_key:
        session.save()
    browser, system = in_words(request.headers.get("User-Agent", ""))
    device, _made = Device.objects.update_or_create(
        session_key=session.session_key,
        defaults={"account": user, "browser": browser, "system": system, "used_at": timezone.now()},
    )
    session[NOTED] = [device.pk, session.session_key, time.time()]


def note_sign_out(sender: Any, request: HttpRequest, user: Account | None, **options: Any) -> None:
    """A receiver of Django's `user_logged_out`, which comes before the session is emptied."""
    Device.objects.filter(session_key=request.session.session_key).delete()


def renew_key(sender: Any, request: HttpRequest, reauthenticated: bool = False, **options: Any) -> None:
    """A receiver of a second factor that was shown in the middle of a session: a key known before is worth nothing."""
    if reauthenticated:
        request.session.cycle_key()
        _keep_fresh(request.session)


def end_others(sender: Any, request: HttpRequest, user: Account, **options: Any) -> None:
    """A receiver of what changes how an account is opened: whoever came in the old way is out."""
    _keep_fresh(request.session)  # a new password has given this session a new key
    end_other_devices(account=user, but=request.session.session_key)


class Middleware:
    """Keeps the device of a session fresh. Stands inside the middleware of sessions, which saves what is noted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if request.session.accessed and NOTED in request.session:  # nobody's session is opened for this
            _keep_fresh(request.session)
        return answer


def _keep_fresh(session: SessionBase) -> None:
    number, key, at = session.get(NOTED, (0, session.session_key, time.time()))
    if session.session_key and (key != session.session_key or time.time() - at > FRESH):
        Device.objects.filter(pk=number).update(session_key=session.session_key, used_at=timezone.now())
        session[NOTED] = [number, session.session_key, time.time()]


def devices_of(account: Account) -> list[Device]:
    """Where the account is signed in now. Two queries."""
    listed = list(account.devices.all())
    keys = [device.session_key for device in listed]
    alive = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now()).values_list("pk", flat=True)
    )
    return [device for device in listed if device.session_key in alive]


def forget_old(now: datetime) -> int:
    """Take out the devices whose session is over."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    return Device.objects.exclude(session_key__in=alive).delete()[0]

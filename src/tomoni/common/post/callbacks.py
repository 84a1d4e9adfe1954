"""What carriers tell by themselves: LINE's webhook and the SMS provider's status. Signed, or not heard at all."""

import base64
import hashlib
import hmac
import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tomoni.base import clock
from tomoni.base.doors import PUBLIC, open_to

from .actions import stamp
from .linking import link_line, unlink_line
from .models import Message

MOST_EVENTS = 100
# What the provider's word means for us; the other words (queued, sending, sent …) tell nothing new.
MEANS = {"delivered": "delivered", "read": "opened", "undelivered": "failed", "failed": "failed"}


@csrf_exempt
@require_POST
@open_to(PUBLIC)
def line_webhook(request: HttpRequest) -> HttpResponse:
    """Somebody wrote to the city's LINE account, or left it."""
    sign = hmac.new(settings.LINE["secret"].encode(), request.body, hashlib.sha256).digest()
    if not settings.LINE["secret"] or not _same(base64.b64encode(sign), request.headers.get("X-Line-Signature", "")):
        return HttpResponse(status=400)
    try:
        events = json.loads(request.body).get("events", [])
    except (ValueError, AttributeError):
        return HttpResponse(status=400)
    for event in events[:MOST_EVENTS] if isinstance(events, list) else ():
        if isinstance(event, dict):
            _hear(event)
    return HttpResponse(status=200)


def _hear(event: dict[str, Any]) -> None:
    source, told = event.get("source"), event.get("message")
    line_id = str(source.get("userId", ""))[:64] if isinstance(source, dict) else ""
    if not line_id:
        return
    if event.get("type") == "unfollow":
        unlink_line(line_id=line_id)
    elif event.get("type") == "message" and isinstance(told, dict) and told.get("type") == "text":
        link_line(line_id, str(told.get("text", ""))[:40], clock.now())


@csrf_exempt
@require_POST
@open_to(PUBLIC)
def sms_status(request: HttpRequest) -> HttpResponse:
    """What became of an SMS. Repeated or late, it changes nothing that stands."""
    fields = {name: str(value) for name, value in request.POST.items()}
    url = settings.ORIGIN + reverse("sms-status")
    signed = url + "".join(f"{name}{fields[name]}" for name in sorted(fields))
    sign = hmac.new(settings.SMS["token"].encode(), signed.encode(), hashlib.sha1).digest()
    if not settings.SMS["token"] or not _same(base64.b64encode(sign), request.headers.get("X-Twilio-Signature", "")):
        return HttpResponse(status=400)
    what = MEANS.get(fields.get("MessageStatus", ""))
    message = Message.objects.filter(channel="sms", reference=fields.get("MessageSid") or "-").first()
    if message is None:
        return HttpResponse(status=404)  # perhaps our own commit is still to come: the provider asks again
    if what:
        stamp(message, what, clock.now(), why=fields.get("ErrorCode", ""))
    return HttpResponse(status=204)


def _same(ours: bytes, theirs: str) -> bool:
    return hmac.compare_digest(ours, theirs.encode())

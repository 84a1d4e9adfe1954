"""SMS by a provider that speaks the form of Twilio's Messages resource (2010-04-01): a POST of fields, JSON in return.

The provider does not know a message again: when the line breaks, a person decides. What becomes of an SMS comes back by
its callback, signed (X-Twilio-Signature), and is read in `callbacks.py`.
"""

import base64
import json
import re
from datetime import timedelta
from urllib.parse import quote, urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tomoni.base.city.api import the_city

from .channels import Accepted, Outcome, Refused, Unclear, channels
from .http import Answer, Broken, post
from .models import Message

NO_MOBILE = gettext_noop("携帯電話の番号がありません")
NUMBER = re.compile(r"\+[1-9][0-9]{7,14}")
LINK = re.compile(r"https?://\S+")
TEXT = 600  # ten parts of 70, less what joins them


class Sms:
    key = "sms"
    title: str | Promise = _("SMS")
    knows_again: timedelta | None = None

    def usable(self) -> bool:
        return bool(settings.SMS["account"] and settings.SMS["token"])

    def wrong_with(self, address: str) -> str:
        return "" if NUMBER.fullmatch(address) else NO_MOBILE

    def carry(self, message: Message) -> Outcome:
        told = {
            "To": message.address,
            "From": settings.SMS["sender"],
            "Body": short(message),
            "StatusCallback": settings.ORIGIN + reverse("sms-status"),
        }
        account, token = settings.SMS["account"], settings.SMS["token"]
        answer = post(
            f"{settings.SMS['url']}/2010-04-01/Accounts/{quote(account)}/Messages.json",
            urlencode(told).encode(),
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Authorization": "Basic " + base64.b64encode(f"{account}:{token}".encode()).decode(),
            },
        )
        if isinstance(answer, Broken):
            return Unclear(answer.why) if answer.left else Refused(answer.why, reached=False)
        return _meant(answer)


def short(message: Message) -> str:
    """Who writes, what happened, and where to read on."""
    link = LINK.search(message.body)
    return "\n".join(filter(None, (the_city().name, message.subject, link[0] if link else "")))[:TEXT]


def _meant(answer: Answer) -> Outcome:
    try:
        told = json.loads(answer.body)
    except ValueError:
        told = {}
    told = told if isinstance(told, dict) else {}
    if answer.status in (200, 201):
        return Accepted(f"{answer.status} {told.get('status', '')}".strip(), str(told.get("sid", "")))
    why = f"{answer.status} {told.get('code', '')} {told.get('message', '')}".strip()[:300]
    if answer.status >= 500:
        return Unclear(why)
    return Refused(why, for_good=answer.status in (400, 404))


SMS = channels.add(Sms.key, Sms())

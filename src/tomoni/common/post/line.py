"""LINE: a push message of the Messaging API, with our own key for the retry (X-Line-Retry-Key).

LINE knows a key again for 24 hours: asked once more with the same key it answers 409 and sends nothing. A message says
what happened and where to read on, as a mail does. The link of a LINE account is in `linking.py`.
"""

import json
import uuid
from datetime import timedelta

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from .channels import Accepted, Outcome, Refused, Unclear, channels
from .http import Broken, post
from .models import Message

NO_LINE = gettext_noop("LINEがつながっていません")
TEXT = 4900  # LINE takes 5,000 characters
OURS = uuid.UUID("6ab56f1c-27c1-5e0e-a3e7-5d22d4b6a1a5")


class Line:
    key = "line"
    title: str | Promise = _("LINE")
    knows_again: timedelta | None = timedelta(hours=23)  # 24 by their word

    def usable(self) -> bool:
        return bool(settings.LINE["token"])

    def wrong_with(self, address: str) -> str:
        return "" if address else NO_LINE

    def carry(self, message: Message) -> Outcome:
        words = f"{message.subject}\n\n{message.body.strip()}"[:TEXT]
        body = json.dumps({"to": message.address, "messages": [{"type": "text", "text": words}]}).encode()
        answer = post(
            f"{settings.LINE['url']}/v2/bot/message/push",
            body,
            {
                "Content-Type": "application/json",
                "Authorization": f"Bearer {settings.LINE['token']}",
                "X-Line-Retry-Key": retry_key(message),
            },
        )
        if isinstance(answer, Broken):
            return Unclear(answer.why) if answer.left else Refused(answer.why, reached=False)
        said = f"{answer.status} {answer.headers.get('x-line-request-id', '')}".strip()
        if answer.status == 200:
            return Accepted(said, answer.headers.get("x-line-request-id", ""))
        if answer.status == 409:  # it was taken before
            first = answer.headers.get("x-line-accepted-request-id", "")
            return Accepted(f"409 {first}".strip(), first)
        why = f"{answer.status} {_reason(answer.body)}".strip()
        if answer.status >= 500:
            return Unclear(why)
        return Refused(why, for_good=answer.status in (400, 403, 404))


def retry_key(message: Message) -> str:
    """The same for the same message, whoever asks again; another one once a person has had it sent afresh."""
    return str(uuid.uuid5(OURS, f"{message.key}#{message.round}"))


def _reason(body: str) -> str:
    try:
        return str(json.loads(body).get("message", ""))[:200]
    except (ValueError, AttributeError):
        return ""


LINE = channels.add(Line.key, Line())

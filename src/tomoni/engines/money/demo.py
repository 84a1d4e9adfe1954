"""The provider of a demonstration: it behaves like a real one (late, twice, refused) and moves no money.

Its calls are signed like a real provider's and go through the same door. Only a demonstration has it.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.tasks import task
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from tomoni.base import clock
from tomoni.base.jobs import after_commit

from .models import Attempt, DemoCall
from .providers import FAILED, PAID, Event, NotGenuine

SIGNATURE = "X-Demo-Signature"
LATE = timedelta(minutes=3)
# What the payer may try, and what the provider will tell of it: (what, after which time).
COURSES: dict[str, list[tuple[str, timedelta]]] = {
    "pays": [(PAID, timedelta())],
    "told-twice": [(PAID, timedelta()), (PAID, timedelta())],
    "told-late": [(PAID, LATE)],
    "refused": [(FAILED, timedelta())],
}


class DemoProvider:
    key = "demo"
    title = _("見本の支払い（お金は動きません）")

    def address(self, attempt: Attempt) -> str:
        return reverse("pay-demo", args=[attempt.token])

    def read(self, body: bytes, headers: Mapping[str, str]) -> Event:
        if not hmac.compare_digest(sign(body), headers.get(SIGNATURE, "")):
            raise NotGenuine
        try:
            told = json.loads(body)
            return Event(
                key=str(told["event"]), attempt=str(told["attempt"]), what=str(told["what"]),
                amount_yen=int(told["amount"]), failure=str(told.get("failure", "")),
            )  # fmt: skip
        except (ValueError, KeyError, TypeError) as error:
            raise NotGenuine from error


DEMO_PROVIDER = DemoProvider()


def sign(body: bytes) -> str:
    """The signature of the demonstration: a key that only this city has."""
    key = hashlib.sha256(b"demo provider" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, body, hashlib.sha256).hexdigest()


def choose(attempt: Attempt, course: str) -> None:
    """The payer has chosen: the provider will call, as often and as late as the course says. The same event keeps
    its number, however often it is told."""
    event = get_random_string(16)
    now = clock.now()
    for what, after in COURSES[course]:
        DemoCall.objects.create(
            event=event, attempt_token=attempt.token, what=what, amount_yen=attempt.amount_yen, tell_at=now + after
        )
    after_commit(call_now)


@task
def call_now() -> None:
    """Tell what is due."""
    tell_what_is_due(clock.now())


def tell_what_is_due(now: datetime) -> int:
    """Make the calls whose time has come; how many."""
    from .actions.paying import hear

    due = DemoCall.objects.filter(told_at=None, tell_at__lte=now).order_by("tell_at", "pk")
    for call in due:
        said = {"event": call.event, "attempt": call.attempt_token, "what": call.what, "amount": call.amount_yen}
        if call.what == FAILED:
            said["failure"] = "card_refused"
        body = json.dumps(said).encode()
        hear(DEMO_PROVIDER.key, body, {SIGNATURE: sign(body)})
        call.told_at = now
        call.save(update_fields=["told_at"])
    return len(due)

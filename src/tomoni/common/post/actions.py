"""Writing messages, carrying them, and what a person decides about those that got stuck."""

import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F, Model
from django.tasks import task
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_noop, override

from tomoni.base import clock
from tomoni.base.jobs import after_commit
from tomoni.base.journal.api import write
from tomoni.common.people.api import Clerk, Resident

from .channels import Accepted, Outcome, Refused, channels
from .mail import MAIL
from .models import Message

Words = str | Promise | Callable[[], str]

# Minutes between two tries of a message that was surely not taken: nearly three days, then a person is asked.
WAITS = (1, 5, 15, 60, 240, 720, 1440, 1440)
LONGEST_HANDING_OVER = timedelta(minutes=10)
NO_ADDRESS = gettext_noop("メールアドレスがありません")
BAD_ADDRESS = gettext_noop("メールアドレスの形ではありません")
LOST = gettext_noop("渡している途中で機械が止まりました")


class ReasonMissing(Exception):
    """Whoever settles a message by hand says why."""


class WrongAddress(Exception):
    """There is no address, or what was typed is none; the text of the exception says which."""


class NotStuck(Exception):
    """The message is on its way or has been settled; there is nothing to decide."""


def send(
    *,
    to: Resident | str,
    kind: str,
    subject: Words,
    body: Words,
    about: Model | None = None,
    key: str,
    language: str = "",
    address: str = "",
) -> Message:
    """Write a message to a resident, or to a mail address, and have it carried once this transaction stands.

    `address` sends a resident's message to the address they named this time instead of the one the city knows.

    The same `key` is the same message: it is written and sent once, however often it is asked for. `subject` and
    `body` are put into the language of the recipient, or into `language` where something was begun in it: a lazy
    translation, or a function that renders them, is asked in that language. Somebody without an address gets none; a
    person is told.
    """
    resident = to if isinstance(to, Resident) else None
    where = address or (resident.mail_address if resident else str(to))
    spoken = language or (resident.language if resident else get_language() or "ja")
    now = clock.now()
    with override(spoken):
        facts = {"subject": _one_line(_said(subject)), "body": _plain(_said(body))}
    fresh = Message(
        kind=kind, resident=resident, address=where.strip()[:254], channel=MAIL.key, language=spoken, about=about,
        written_at=now, next_try_at=now, **facts,
    )  # fmt: skip
    fresh.trouble = _wrong_with(fresh.address)
    if fresh.trouble:
        fresh.state = Message.State.FAILED
    return _written(fresh, key)


def _written(fresh: Message, key: str) -> Message:
    known = Message.objects.filter(key=key).first()
    if known:
        return known
    fresh.key = key
    try:
        with transaction.atomic():
            fresh.save()
            after = {"kind": fresh.kind, "key": key, "state": fresh.state}
            write("post.send", who=None, about=fresh, after=after)
            if fresh.state == Message.State.QUEUED:
                after_commit(carry_one, fresh.pk)
    except IntegrityError:  # asked for twice in the same moment
        return Message.objects.get(key=key)
    return fresh


def carry(message: Message, now: datetime) -> Outcome | None:
    """Hand a message over, if its time has come and nobody else is doing it; what became of it.

    The row says SENDING before a byte leaves: after a crash in between nobody can mistake it for one not yet sent.
    """
    with transaction.atomic(durable=True):
        claimed = Message.objects.to_carry(now).filter(pk=message.pk).order_by()
        mine = claimed.update(state=Message.State.SENDING, sending_at=now, attempts=F("attempts") + 1)
    message.refresh_from_db()
    if not mine:
        return None
    outcome = channels[message.channel].carry(message)
    _note(message, outcome)
    return outcome


def _note(message: Message, outcome: Outcome) -> None:
    """Write down what became of it. A late answer corrects UNKNOWN, but never what a person has settled."""
    now = clock.now()
    if isinstance(outcome, Accepted):
        facts = {"state": Message.State.SENT, "sent_at": now, "receipt": outcome.receipt[:300], "trouble": ""}
    elif isinstance(outcome, Refused):
        facts = _tried_in_vain(message, outcome, now)
    else:
        facts = {"state": Message.State.UNKNOWN, "trouble": outcome.why[:300]}
    told = Message.objects.filter(
        pk=message.pk,
        attempts=message.attempts,
        settled_at=None,
        state__in=(Message.State.SENDING, Message.State.UNKNOWN),
    )
    with transaction.atomic():
        if told.update(**facts):
            write(f"post.{facts['state']}", who=None, about=message, why=str(facts.get("trouble", "")))
    message.refresh_from_db()


def _tried_in_vain(message: Message, refused: Refused, now: datetime) -> dict[str, object]:
    again = message.attempts <= len(WAITS) and not refused.for_good
    if not again:
        return {"state": Message.State.FAILED, "trouble": refused.why[:300]}
    wait = timedelta(minutes=WAITS[message.attempts - 1])
    return {"state": Message.State.QUEUED, "next_try_at": now + wait, "trouble": refused.why[:300]}


@task()
def carry_one(pk: int) -> str:
    """Carry one message right after the commit that wrote it."""
    message = Message.objects.filter(pk=pk).first()
    if message is None:
        return "gone"
    carry(message, clock.now())
    return message.state


def give_up_lost(now: datetime) -> int:
    """Messages whose handing over began long ago and never ended: the worker fell over. A person decides."""
    lost = list(Message.objects.filter(state=Message.State.SENDING, sending_at__lt=now - LONGEST_HANDING_OVER))
    given_up = 0
    for message in lost:
        still = Message.objects.filter(pk=message.pk, state=Message.State.SENDING, attempts=message.attempts)
        with transaction.atomic():
            if still.update(state=Message.State.UNKNOWN, trouble=LOST):
                write("post.unknown", who=None, about=message, why=LOST)
                given_up += 1
    return given_up


def resend(message: Message, *, clerk: Clerk, why: str, address: str = "") -> Message:
    """A person has decided that it is to be sent (once more), perhaps to another address."""
    to = address.strip() or (message.resident.mail_address if message.resident else message.address)
    if trouble := _wrong_with(to):
        raise WrongAddress(trouble)
    again: dict[str, object] = {"state": Message.State.QUEUED, "next_try_at": clock.now(), "address": to}
    with transaction.atomic():
        _decided(message, clerk, why, "post.resend", again)
        after_commit(carry_one, message.pk)
    return message


def settle(message: Message, *, clerk: Clerk, why: str, arrived: bool) -> Message:
    """A person has found out that it arrived, or has told the recipient another way."""
    now = clock.now()
    facts: dict[str, object] = {"settled_at": now, "settled_by": clerk, "settled_why": why.strip()[:300]}
    if arrived:
        facts |= {"state": Message.State.SENT, "sent_at": message.sending_at or now}
    with transaction.atomic():
        _decided(message, clerk, why, "post.settle", facts)
    return message


def _decided(message: Message, clerk: Clerk, why: str, verb: str, facts: dict[str, object]) -> None:
    if not why.strip():
        raise ReasonMissing
    before = {"state": message.state}
    stuck = Message.objects.for_a_person().filter(pk=message.pk)
    if not stuck.update(**facts):
        raise NotStuck
    message.refresh_from_db()
    write(verb, who=clerk, about=message, why=why.strip(), before=before, after={"state": message.state})


def _said(words: Words) -> str:
    return str(words() if callable(words) else words)


def _plain(text: str) -> str:
    """Without signs that a mail cannot carry; line breaks of one kind."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip("\n") + "\n"


def _one_line(text: str) -> str:
    """A subject stays on its line, whatever a name in it contains."""
    seen = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text)
    return " ".join(seen.split())[:200]


def _wrong_with(address: str) -> str:
    if not address:
        return NO_ADDRESS
    try:
        validate_email(address)
    except ValidationError:
        return BAD_ADDRESS
    return ""

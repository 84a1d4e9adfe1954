"""Writing messages, carrying them, and what a person decides about those that got stuck."""

import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import DateTimeField, F, Model, Value
from django.db.models.functions import Coalesce
from django.tasks import task
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_noop, override

from tomoni.base import clock
from tomoni.base.jobs import after_commit
from tomoni.base.journal.api import write
from tomoni.common.people.api import Clerk, Resident

from .channels import Accepted, Outcome, Refused, Unclear, channels
from .mail import BAD_ADDRESS, NO_ADDRESS
from .models import Message
from .rules import Standing, out_of_quiet
from .settings import post_settings
from .ways import Way, way_to

Words = str | Promise | Callable[[], str]

# Minutes between two tries of a message that was surely not taken: nearly three days, then a person is asked.
WAITS = (1, 5, 15, 60, 240, 720, 1440, 1440)
LONGEST_HANDING_OVER = timedelta(minutes=10)
KEY_FORGOTTEN = gettext_noop("前に届いたかもしれず、相手はもう覚えていません")
LOST = gettext_noop("渡している途中で機械が止まりました")


__all__ = [
    "BAD_ADDRESS", "NO_ADDRESS", "NotStuck", "ReasonMissing", "Words", "WrongAddress", "carry", "carry_one",
    "give_up_lost", "resend", "send", "settle", "stamp",
]  # fmt: skip


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
    urgency: Message.Urgency | str = Message.Urgency.NOW,
    unsubscribe: str = "",
) -> Message:
    """Write a message to a resident, or to a mail address, and have it carried once this transaction stands.

    `address` sends a resident's message to the mail address they named this time instead of the way they have chosen.
    `urgency`: NOW for the answer to what somebody is just doing; SOON rests in the quiet hours; WEEKLY waits for the
    resident's digest, unless they want everything at once. `unsubscribe` is the address that ends such messages when it
    is posted to, for whoever subscribed: the mail program shows it as a button (RFC 8058).

    The same `key` is the same message: it is written and sent once, however often it is asked for. `subject` and
    `body` are put into the language of the recipient, or into `language` where something was begun in it: a lazy
    translation, or a function that renders them, is asked in that language. Somebody without an address gets none; a
    person is told.
    """
    resident = to if isinstance(to, Resident) else None
    way = way_to(resident, address or ("" if resident else str(to)))
    spoken = language or (resident.language if resident else get_language() or "ja")
    now = clock.now()
    with override(spoken):
        facts = {"subject": _one_line(_said(subject)), "body": _plain(_said(body))}
    fresh = Message(
        kind=kind, resident=resident, address=way.address, channel=way.channel, language=spoken, about=about,
        urgency=urgency, unsubscribe=unsubscribe, written_at=now, next_try_at=_not_before(now, urgency, way), **facts,
    )  # fmt: skip
    fresh.trouble = way.trouble
    if fresh.trouble:
        fresh.state = Message.State.FAILED
    elif urgency == Message.Urgency.WEEKLY and way.preference.weekly and resident and not address:
        fresh.state = Message.State.WAITING
    return _written(fresh, key)


def _not_before(moment: datetime, urgency: str, way: Way) -> datetime:
    """When it may go: what can wait does not ring at a resident's night."""
    if urgency == Message.Urgency.NOW or way.resident is None or not way.preference.quiet:
        return moment
    quiet = post_settings().quiet
    return out_of_quiet(moment, quiet.begins, quiet.ends)


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
            if fresh.state == Message.State.QUEUED and fresh.channel != Message.LETTER:
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
        mine = claimed.update(
            state=Message.State.SENDING,
            sending_at=now,
            attempts=F("attempts") + 1,
            first_try_at=Coalesce(F("first_try_at"), Value(now, output_field=DateTimeField())),
        )
    message.refresh_from_db()
    if not mine:
        return None
    expired = message.perhaps_heard and not _known_again(message, now)
    outcome = Unclear(KEY_FORGOTTEN) if expired else channels[message.channel].carry(message)
    _note(message, outcome, now)
    return outcome


def _note(message: Message, outcome: Outcome, began: datetime) -> None:
    """Write down what became of it. A late answer corrects UNKNOWN, but never what a person has settled."""
    now = clock.now()
    if isinstance(outcome, Accepted):
        facts = {
            "state": Message.State.SENT, "sent_at": now, "receipt": outcome.receipt[:300], "trouble": "",
            "reference": outcome.reference[:120],
        }  # fmt: skip
    elif isinstance(outcome, Refused):
        facts = _tried_in_vain(message, outcome, now)
    elif _known_again(message, max(now, began)):
        facts = _tried_in_vain(message, Refused(outcome.why), now, heard=True)
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


def _known_again(message: Message, now: datetime) -> bool:
    """Whether the other side still knows the message by our key, so that asking once more cannot tell it twice."""
    knows = channels[message.channel].knows_again
    return knows is not None and message.first_try_at is not None and now < message.first_try_at + knows


def _tried_in_vain(message: Message, refused: Refused, now: datetime, *, heard: bool = False) -> dict[str, object]:
    """It is tried again, as long as that makes sense. What was perhaps heard before is never called a failure."""
    heard = heard or message.perhaps_heard
    facts: dict[str, object] = {"trouble": refused.why[:300], "perhaps_heard": heard}
    if message.attempts > len(WAITS) or refused.for_good:
        return facts | {"state": Message.State.UNKNOWN if heard else Message.State.FAILED}
    wait = timedelta(minutes=WAITS[message.attempts - 1])
    return facts | {"state": Message.State.QUEUED, "next_try_at": now + wait}


@task()
def carry_one(pk: int) -> str:
    """Carry one message right after the commit that wrote it."""
    message = Message.objects.filter(pk=pk).first()
    if message is None:
        return "gone"
    carry(message, clock.now())
    return message.state


def give_up_lost(now: datetime) -> int:
    """Messages whose handing over began long ago and never ended: the worker fell over.

    Where the other side knows a message again by our key it is asked once more; elsewhere a person decides.
    """
    lost = list(Message.objects.filter(state=Message.State.SENDING, sending_at__lt=now - LONGEST_HANDING_OVER))
    given_up = 0
    for message in lost:
        again = _known_again(message, now)
        facts: dict[str, object] = {
            "state": Message.State.QUEUED if again else Message.State.UNKNOWN,
            "trouble": LOST,
            "perhaps_heard": True,
        }
        if again:
            facts["next_try_at"] = now
        still = Message.objects.filter(pk=message.pk, state=Message.State.SENDING, attempts=message.attempts)
        with transaction.atomic():
            if still.update(**facts):
                write(f"post.{facts['state']}", who=None, about=message, why=LOST)
                given_up += 1
    return given_up


STAMPS = ("delivered", "opened", "failed", "bounced", "returned")


def stamp(message: Message, what: str, at: datetime, *, why: str = "", who: Clerk | None = None) -> bool:
    """Write down what became known of a message. The first moment of a kind stays; the order of hearing is of no
    account. Answers whether it was new."""
    if what not in STAMPS:
        raise ValueError(what)
    field = f"{what}_at"
    with transaction.atomic():
        fresh = Message.objects.filter(pk=message.pk, **{f"{field}__isnull": True})
        facts: dict[str, object] = {field: at}
        if why and what in ("failed", "bounced", "returned"):
            facts["trouble"] = why[:300]
        new = bool(fresh.update(**facts))
        if new:
            write(f"post.{what}", who=who, about=message, why=why)
        else:
            Message.objects.filter(pk=message.pk, **{f"{field}__gt": at}).update(**{field: at})
    message.refresh_from_db()
    return new


# To the other side a message that goes afresh is another one.
AFRESH = {"first_try_at": None, "perhaps_heard": False, "reference": "", "sent_at": None, "printed_at": None}


def resend(message: Message, *, clerk: Clerk, why: str, address: str = "") -> Message:
    """A person has decided that it is to be sent (once more), perhaps to another address."""
    to = address.strip() or (way_to(message.resident, "").address_for(message.channel) or message.address)
    if trouble := channels[message.channel].wrong_with(to):
        raise WrongAddress(trouble)
    again: dict[str, object] = {"state": Message.State.QUEUED, "next_try_at": clock.now(), "address": to}
    if message.standing is not Standing.UNKNOWN or not _known_again(message, clock.now()):
        again |= AFRESH | {"round": F("round") + 1} | {f"{what}_at": None for what in STAMPS}
    with transaction.atomic():
        _decided(message, clerk, why, "post.resend", again)
        if message.channel != Message.LETTER:
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

"""Letters are carried by people: printed at the desk, put into envelopes, posted; some come back.

What is printed is the message itself, or, where another part declares it (`printable`), the paper it tells of.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, override

from tomoni.base import clock
from tomoni.base.catalogue import Catalogue
from tomoni.base.city.api import the_city
from tomoni.base.clock import wareki
from tomoni.base.journal.api import write
from tomoni.base.printing import Bundle, Letter, Part, print_letters
from tomoni.common.people.api import Clerk

from .actions import stamp
from .addresses import address_of, envelope_window
from .channels import Outcome, Refused, channels
from .models import Message

AT_A_TIME = 200
BY_PEOPLE = gettext_noop("手紙は職員が出します")

printables: Catalogue[Callable[[Message], Letter | None]] = Catalogue("printable letter")


def printable(kind: str, letter: Callable[[Message], Letter | None]) -> None:
    """Declare the paper that goes out for messages of a kind; None where there is none (any more)."""
    printables.add(kind, letter)


class ByPost:
    key = Message.LETTER
    title: str | Promise = gettext_lazy("手紙")
    knows_again: timedelta | None = None

    def usable(self) -> bool:
        return True

    def wrong_with(self, address: str) -> str:
        return ""

    def carry(self, message: Message) -> Outcome:
        return Refused(BY_PEOPLE, for_good=True)  # never asked: the worker leaves letters alone


LETTERS = channels.add(ByPost.key, ByPost())


def letter_of(message: Message) -> Letter:
    """The message as it is printed."""
    own = printables[message.kind](message) if message.kind in printables else None
    if own is not None:
        return own
    where = address_of(message.resident) if message.resident else None
    city = the_city()
    with override("ja"):
        return Letter(
            title=message.subject,
            name=message.resident.name if message.resident else "",
            postal_code=where.postal_code if where else "",
            address=where.lines if where else (),
            day=wareki(message.written_on),
            sender=(city.name,),
            parts=(Part(text=message.body),),
            contact=(city.office.name, city.office.address, _("電話 %(phone)s") % {"phone": city.office.phone}),
            made=bool(message.resident and message.resident.invented),
        )


def print_waiting(messages: Sequence[Message], *, clerk: Clerk, at: dt.datetime | None = None) -> Bundle:
    """One file of the letters, and the note that they were printed."""
    now = at or clock.now()
    chosen = list(messages)[:AT_A_TIME]
    bundle = print_letters(
        [letter_of(one) for one in chosen], title=_("手紙の束"), at=now, window=envelope_window(), foot=the_city().name
    )
    with transaction.atomic():
        Message.objects.letters_to_post().filter(pk__in=[one.pk for one in chosen], printed_at=None).update(
            printed_at=now
        )
        for one in chosen:
            write("post.print", who=clerk, about=one)
    return bundle


def posted(messages: QuerySet[Message], *, clerk: Clerk, at: dt.datetime | None = None) -> int:
    """They have been put into the letter box: only those that were printed."""
    now, number = at or clock.now(), 0
    for one in messages.filter(state=Message.State.QUEUED, channel=Message.LETTER, printed_at__isnull=False):
        mine = Message.objects.filter(pk=one.pk, state=Message.State.QUEUED)
        with transaction.atomic():
            if mine.update(state=Message.State.SENT, sent_at=now, attempts=F("attempts") + 1, trouble=""):
                write("post.posted", who=clerk, about=one)
                number += 1
    return number


def came_back(messages: QuerySet[Message], *, clerk: Clerk, why: str, at: dt.datetime | None = None) -> int:
    """Letters that the post has brought back."""
    gone = messages.filter(channel=Message.LETTER, state=Message.State.SENT, returned_at=None)
    return sum(stamp(one, "returned", at or clock.now(), why=why, who=clerk) for one in gone)

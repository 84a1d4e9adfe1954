"""The ways a message can go. Each carries one message and says what became of it.

A channel is an object with `key`, `title` and `carry(message)`. It answers with an Outcome and raises nothing that the
line or the other side can cause. MAIL, LINE and SMS are carried by the worker; people carry
a letter (`letters.py`).
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from django.utils.functional import Promise

from tomoni.base.catalogue import Catalogue

from .models import Message


@dataclass(frozen=True)
class Accepted:
    """The other side has taken it; `receipt` is what it said, `reference` its name for the message."""

    receipt: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Refused:
    """It was surely not taken. `for_good`: trying again is of no use. `reached`: the other side was there at all."""

    why: str
    for_good: bool = False
    reached: bool = True


@dataclass(frozen=True)
class Unclear:
    """The line broke while it was being handed over: it may have arrived. Nobody tries again unasked."""

    why: str


Outcome = Accepted | Refused | Unclear


class Channel(Protocol):
    """`knows_again`: for how long the other side knows a message again by our key, so that it may be asked once more
    after an unclear end without being told twice. None where it does not."""

    key: str
    title: str | Promise
    knows_again: timedelta | None

    def usable(self) -> bool:
        """Whether this city has what the channel needs."""

    def wrong_with(self, address: str) -> str:
        """What is wrong with an address of this channel; empty when nothing is."""

    def carry(self, message: Message) -> Outcome:
        """Hand one message over, once."""


channels: Catalogue[Channel] = Catalogue("channel")

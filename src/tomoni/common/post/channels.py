"""The ways a message can go. Each carries one message and says what became of it.

A channel is an object with `key`, `title` and `carry(message)`. It answers with an Outcome and raises nothing that the
line or the other side can cause. MAIL is here; LINE, SMS and letters are added beside it under the same contract
(`tests/contract.py`).
"""

from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise

from tomoni.base.catalogue import Catalogue

from .models import Message


@dataclass(frozen=True)
class Accepted:
    """The other side has taken it; `receipt` is what it said."""

    receipt: str = ""


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
    key: str
    title: str | Promise

    def carry(self, message: Message) -> Outcome:
        """Hand one message over, once."""


channels: Catalogue[Channel] = Catalogue("channel")

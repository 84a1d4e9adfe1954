"""The contract with whoever takes payments for the city (収納代行, card companies).

We lead the payer to the provider's address with a sign of ours; the provider tells us later, perhaps late, twice, in
any order or never, what became of it. What it says is believed only with its signature. Nothing here calls out: an
address is made from what the city was given; a provider that wants a call first does it in the worker.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise

from tomoni.base.catalogue import Catalogue

from .models import Attempt

PAID, FAILED = "paid", "failed"


class NotGenuine(Exception):
    """What was heard does not carry the provider's signature, or cannot be understood."""


@dataclass(frozen=True)
class Event:
    """One thing that a provider tells. `key` is the provider's own number of it; `attempt` the sign that we gave."""

    key: str
    attempt: str
    what: str  # PAID or FAILED
    amount_yen: int
    failure: str = ""


class Provider(Protocol):
    """A way to pay."""

    @property
    def key(self) -> str: ...

    @property
    def title(self) -> str | Promise: ...

    def address(self, attempt: Attempt) -> str:
        """Where the payer goes to pay."""

    def read(self, body: bytes, headers: Mapping[str, str]) -> Event:
        """What a call of the provider says; NotGenuine when it is not the provider's."""


providers: Catalogue[Provider] = Catalogue("provider of payments")

"""What the clockwork does for the post: carries what waits, and hands to a person what got lost on the way."""

import datetime as dt

from tomoni.base.jobs import every_minute

from .actions import carry, give_up_lost
from .channels import Refused
from .models import Message

AT_A_TIME = 200


@every_minute
def carry_what_waits(now: dt.datetime) -> int:
    """Messages whose time has come. A dead line ends the round: the rest keep their turn."""
    carried = 0
    for message in Message.objects.to_carry(now)[:AT_A_TIME]:
        outcome = carry(message, now)
        if isinstance(outcome, Refused) and not outcome.reached:
            break
        carried += 1
    return carried


@every_minute
def look_for_lost(now: dt.datetime) -> int:
    """Messages that were being handed over when the worker fell over."""
    return give_up_lost(now)

"""What the clockwork does for the post: carries what waits, and hands to a person what got lost on the way."""

import datetime as dt
from pathlib import Path

from django.conf import settings

from tomoni.base.jobs import every_minute, hourly, nightly

from .actions import carry, give_up_lost
from .bounces import read_bounces
from .channels import Refused
from .digest import send_digests
from .mailings import erase_old, hand_on
from .models import Message

AT_A_TIME = 200


@every_minute
def carry_what_waits(now: dt.datetime) -> int:
    """Messages whose time has come. A dead line ends the round of its channel: the rest keep their turn."""
    carried, dead = 0, set[str]()
    for message in Message.objects.to_carry(now)[:AT_A_TIME]:
        if message.channel in dead:
            continue
        outcome = carry(message, now)
        if isinstance(outcome, Refused) and not outcome.reached:
            dead.add(message.channel)
            continue
        carried += 1
    return carried


@every_minute
def look_for_lost(now: dt.datetime) -> int:
    """Messages that were being handed over when the worker fell over."""
    return give_up_lost(now)


@every_minute
def read_what_came_back(now: dt.datetime) -> int:
    """Reports on mail that could not be delivered."""
    return read_bounces(Path(settings.BOUNCES)) if settings.BOUNCES else 0


@hourly
def gather_the_week(now: dt.datetime) -> int:
    """The weekly digests, from their hour on."""
    return send_digests(now)


@every_minute
def go_on_with_mailings(now: dt.datetime) -> int:
    """Letters to many whose worker fell over. Asked every ten minutes, so that a queue without workers stays short."""
    return hand_on(now) if now.minute % 10 == 0 else 0


@nightly
def erase_old_mailings(now: dt.datetime) -> int:
    """Lists of letters to many whose time is over."""
    return erase_old(now)

"""What people do by the clock."""

import datetime as dt

from tomoni.base.jobs import every_minute, nightly

from . import devices, limits
from .proof.provider import keep_description


@every_minute
def read_identity_provider(now: dt.datetime) -> str:
    """Keep the description and the keys of the provider of identities, so that no resident waits for them."""
    return keep_description(now)


@nightly
def forget_devices_and_counts(now: dt.datetime) -> int:
    """Take out devices whose session is over, and counts that no longer count."""
    return devices.forget_old(now) + limits.forget_old(now)

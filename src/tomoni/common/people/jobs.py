"""What people do by the clock."""

import datetime as dt

from tomoni.base.jobs import every_minute

from .proof.provider import keep_description


@every_minute
def read_identity_provider(now: dt.datetime) -> str:
    """Keep the description and the keys of the provider of identities, so that no resident waits for them."""
    return keep_description(now)

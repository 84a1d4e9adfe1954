"""What the journal does by the clock."""

import datetime as dt

from tomoni.base.jobs import every_minute

from .actions import seal


@every_minute
def seal_new_entries(now: dt.datetime) -> int:
    """Nothing that was written stays unsealed for much longer than a minute."""
    return seal(now)

"""What happens to payments by the clock."""

from datetime import datetime

from django.conf import settings

from tomoni.base.jobs import every_minute

from .demo import tell_what_is_due


@every_minute
def let_the_demo_provider_call(now: datetime) -> int:
    """The late calls of a demonstration's provider."""
    return tell_what_is_due(now) if settings.DEMO else 0

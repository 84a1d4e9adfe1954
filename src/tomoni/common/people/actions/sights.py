"""Noting who looked at whose personal data."""

from django.db.models import Model

from tomoni.base import clock

from ..models import Clerk, Resident, Sight
from ..person import posts_of


def seen(*, who: Clerk, about: Model, why: str, whose: Resident | None = None, screen: str = "") -> None:
    """Note that a clerk looked at personal data; once per clerk, thing, screen and hour.

    `whose` is the resident who will read of it; it need not be given when `about` is the resident.
    """
    now = clock.now()
    posts = posts_of(who, now.date())
    Sight.objects.bulk_create(
        [
            Sight(
                clerk=who,
                about=about,
                resident=about if isinstance(about, Resident) else whose,
                post_title=f"{posts[0].section} {posts[0]}" if posts else "",
                screen=screen,
                why=why,
                seen_at=now,
                hour=now.replace(minute=0, second=0, microsecond=0),
            )
        ],
        ignore_conflicts=True,
    )

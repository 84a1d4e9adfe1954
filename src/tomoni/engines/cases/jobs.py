"""What happens to drafts and counters by itself."""

from datetime import datetime, timedelta

from tomoni.base.clock import JAPAN
from tomoni.base.jobs import nightly

from .actions.holding import release_papers
from .actions.waiting import count_again, draft_delays
from .holdings import erase_what_is_over
from .models import Draft, Knock


@nightly
def throw_old_drafts_away(now: datetime) -> int:
    """A draft that nobody went on with, or that has become a case, is not kept."""
    today = now.astimezone(JAPAN).date()
    return Draft.objects.filter(expires_on__lt=today).delete()[0]


@nightly
def forget_knocks(now: datetime) -> int:
    return Knock.objects.filter(at__lt=now - timedelta(days=1)).delete()[0]


@nightly
def erase_old_cases(now: datetime) -> int:
    """What closed cases contain goes when the years of their procedure are over."""
    return erase_what_is_over(now.astimezone(JAPAN).date())


@nightly
def release_papers_of_appeals(now: datetime) -> int:
    """What led to a decision may be disposed of again once nobody can fight it any more."""
    return release_papers(now.astimezone(JAPAN).date())


@nightly
def draft_what_has_to_be_told(now: datetime) -> int:
    """Whoever waits longer than promised hears why and until when: the clerk finds the beginnings in the morning."""
    today = now.astimezone(JAPAN).date()
    count_again(today)
    return draft_delays(today)

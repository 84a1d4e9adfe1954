"""A resident's own wishes, and the link to their LINE account: they send a code from their page to the city."""

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from tomoni.base import clock
from tomoni.base.journal.api import facts_of, write
from tomoni.common.people.api import Resident

from .models import Message, Preference
from .ways import preference_of

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LASTS = timedelta(minutes=15)


def wish(resident: Resident, *, channel: str, weekly: bool, quiet: bool) -> Preference:
    """How they want to hear from the city. Who wants everything at once gets at once what waited."""
    with transaction.atomic():
        kept, _made = Preference.objects.select_for_update().get_or_create(resident=resident)
        before = facts_of(kept)
        kept.channel, kept.weekly, kept.quiet = channel, weekly, quiet
        kept.save(update_fields=["channel", "weekly", "quiet"])
        if not weekly:
            waiting = Message.objects.filter(resident=resident, state=Message.State.WAITING)
            waiting.update(state=Message.State.QUEUED, next_try_at=clock.now())
        write("post.wish", who=resident, about=kept, before=before, after=facts_of(kept))
    return kept


def line_code(resident: Resident) -> Preference:
    """A code that links a LINE account when it is sent to the city's account within a quarter of an hour."""
    kept, _made = Preference.objects.get_or_create(resident=resident)
    for _try in range(5):
        kept.line_code = "".join(secrets.choice(LETTERS) for _ in range(8))
        kept.line_code_until = clock.now() + CODE_LASTS
        try:
            with transaction.atomic():
                kept.save(update_fields=["line_code", "line_code_until"])
        except IntegrityError:
            continue
        return kept
    raise RuntimeError("no code is free")


def link_line(line_id: str, said: str, at: datetime) -> bool:
    """Whether what somebody said to the city's account was a code that stands; then the account is theirs."""
    code = "".join(said.split()).upper()
    with transaction.atomic():
        kept = Preference.objects.select_for_update().filter(line_code=code, line_code_until__gt=at).first()
        if kept is None or len(code) != 8:
            return False
        Preference.objects.filter(line_id=line_id).exclude(pk=kept.pk).update(line_id=None, line_linked_at=None)
        kept.line_id, kept.line_linked_at, kept.line_code, kept.line_code_until = line_id, at, None, None
        kept.channel = Preference.Channel.LINE
        kept.save()
        write("post.link", who=kept.resident, about=kept, after={"channel": kept.channel})
    return True


def unlink_line(*, line_id: str = "", resident: Resident | None = None) -> bool:
    """The account has blocked the city's, or its owner takes the link away: mail from now on."""
    whose = Preference.objects.filter(resident=resident) if resident else Preference.objects.filter(line_id=line_id)
    with transaction.atomic():
        kept = whose.select_for_update().exclude(line_id=None).first()
        if kept is None:
            return False
        kept.line_id = kept.line_linked_at = None
        if kept.channel == Preference.Channel.LINE:
            kept.channel = Preference.Channel.MAIL
        kept.save()
        write("post.unlink", who=resident, about=kept, after={"channel": kept.channel})
    return True


__all__ = ["line_code", "link_line", "preference_of", "unlink_line", "wish"]

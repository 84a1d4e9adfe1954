"""The week's news in one message: what is not urgent waits for the resident's digest."""

import datetime as dt
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.base.city.api import the_city

from .actions import send
from .models import Message
from .rules import digest_due
from .settings import post_settings

AT_A_TIME = 5000


def send_digests(now: dt.datetime) -> int:
    """One message per resident with everything that waited before the day and hour of the digest. Called again, it
    finds nothing left to do; after a crash it goes on where it stood."""
    rule = post_settings().digest
    day = digest_due(now, rule.weekday, rule.hour)
    if day is None:
        return 0
    waiting = Message.objects.filter(state=Message.State.WAITING, written_at__date__lt=day)
    rows = list(waiting.select_related("resident").order_by("resident", "written_at", "pk")[:AT_A_TIME])
    number = 0
    for _resident, group in groupby(rows, key=lambda one: one.resident_id):
        number += _gather(list(group), day)
    return number


def _gather(messages: list[Message], day: dt.date) -> int:
    resident = messages[0].resident
    assert resident is not None  # only a resident's messages wait
    with transaction.atomic():
        digest = send(
            to=resident,
            kind="post.digest",
            key=f"post.digest:{resident.pk}:{day}",
            subject=lambda: _subject(len(messages)),
            body=lambda: _body(messages),
            urgency=Message.Urgency.SOON,
        )
        mine = Message.objects.filter(pk__in=[one.pk for one in messages], state=Message.State.WAITING)
        mine.update(state=Message.State.GATHERED, gathered_into=digest)
    return 1


def _subject(number: int) -> str:
    return _("%(city)sからのお知らせ（%(number)d件）") % {"city": the_city().name, "number": number}


def _body(messages: list[Message]) -> str:
    lines = [_("この1週間のお知らせです。くわしくは、マイページで読めます。"), ""]
    for one in messages:
        lines += [f"・{one.subject}", f"  {settings.ORIGIN}{reverse('my-message', args=[one.pk])}"]
    stop = settings.ORIGIN + reverse("my-post")
    return "\n".join([*lines, "", _("届け方を変える：%(url)s") % {"url": stop}])

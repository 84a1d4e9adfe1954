"""Ending sessions: one, all others, or all of an account."""

from collections.abc import Iterable

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from tomoni.base.journal.api import write

from ..models import Account, Clerk, Device


@transaction.atomic
def end_device(*, device: Device, who: Account) -> None:
    """End one session: its next request is a stranger's."""
    _end([device], account=device.account, who=who)


@transaction.atomic
def end_other_devices(*, account: Account, but: str | None) -> int:
    """End every session of an account but the one with this key; how many there were."""
    return _end(account.devices.exclude(session_key=but or ""), account=account, who=account)


@transaction.atomic
def end_all_devices(*, account: Account, who: Account | Clerk | None, why: str = "") -> int:
    """End every session of an account, also one that was never listed."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(account.pk):
            session.delete()
    return _end(account.devices.all(), account=account, who=who, why=why)


def _end(devices: Iterable[Device], *, account: Account, who: Account | Clerk | None, why: str = "") -> int:
    ended = list(devices)
    Session.objects.filter(pk__in=[device.session_key for device in ended]).delete()
    Device.objects.filter(pk__in=[device.pk for device in ended]).delete()
    if ended:
        write("people.end_devices", who=who, about=account, why=why, before={"devices": len(ended)})
    return len(ended)

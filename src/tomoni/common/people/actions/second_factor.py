"""A clerk who lost the app or the passkeys, and the recovery codes."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from tomoni.base.journal.api import write

from ..models import Clerk
from .devices import end_all_devices


@transaction.atomic
def forget_second_factor(*, clerk: Clerk, who: Clerk, why: str) -> None:
    """Let a clerk set up an app or a passkey anew. Every session of theirs ends."""
    gone, _ = Authenticator.objects.filter(user=clerk.account).delete()
    end_all_devices(account=clerk.account, who=who, why=why)
    write("people.forget_second_factor", who=who, about=clerk, why=why, before={"authenticators": gone})

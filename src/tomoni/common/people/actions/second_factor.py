"""A clerk who lost both the app and the recovery codes."""

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from tomoni.base.journal.api import write

from ..models import Clerk


@transaction.atomic
def forget_second_factor(*, clerk: Clerk, who: Clerk, why: str) -> None:
    """Let a clerk set up the app anew. Every session of theirs ends; the next sign-in leads to the set-up."""
    gone, _ = Authenticator.objects.filter(user=clerk.account).delete()
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(clerk.account_id):
            session.delete()
    write("people.forget_second_factor", who=who, about=clerk, why=why, before={"authenticators": gone})

"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter

from .models import Account


class Backend(AuthenticationBackend):
    """Signs in by mail address; fetches the account of a session together with its resident and clerk."""

    def get_user(self, user_id: Any) -> Account | None:
        account = Account.objects.select_related("resident", "clerk").filter(pk=user_id).first()
        return account if account and self.user_can_authenticate(account) else None


class AccountAdapter(DefaultAccountAdapter):
    pass


class MFAAdapter(DefaultMFAAdapter):
    pass

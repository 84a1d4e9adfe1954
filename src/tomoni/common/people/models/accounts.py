"""Accounts: how somebody signs in. Who the person is to the city stands in Resident and Clerk."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Accounts(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **facts)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser, PermissionsMixin):
    """A way in: one mail address, one set of keys."""

    email = models.EmailField(_("メールアドレス"), unique=True)
    is_active = models.BooleanField(_("使える"), default=True)
    joined_at = models.DateTimeField(_("作った日時"), default=timezone.now, editable=False)
    invented = models.BooleanField(_("見本"), default=False, editable=False)

    objects = Accounts()
    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = verbose_name_plural = _("アカウント")

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        """Who this is to the city; Wagtail's editor asks. Empty for an account that is nobody yet."""
        who = getattr(self, "clerk", None) or getattr(self, "resident", None)
        return str(who.name) if who else ""

    @property
    def is_staff(self) -> bool:
        """Django asks this of whoever enters an admin; only a clerk may be one."""
        return getattr(self, "clerk", None) is not None

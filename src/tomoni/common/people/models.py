"""Accounts: how somebody signs in. Who the person is to the city stands in Resident and Clerk."""

from typing import Any

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
    is_staff = models.BooleanField(_("職員"), default=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = Accounts()
    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    def __str__(self) -> str:
        return self.email

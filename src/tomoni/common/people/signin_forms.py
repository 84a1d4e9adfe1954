"""The forms of the sign-in, with questions in plain Japanese, hints instead of placeholders, and codes in any width."""

import unicodedata
from typing import Any

from allauth.account import forms as account
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _

MAIL = _("メールアドレス")
PASSWORD = _("パスワード")
CODE = _("番号")


class CodeField(forms.CharField):
    """A number from a mail or an app; full-width digits and blanks between them are as good."""

    def __init__(self, *, label: Any = CODE, **options: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
        super().__init__(label=label, widget=widget, **options)

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFKC", super().to_python(value) or "").replace(" ", "")


class MailCodeField(CodeField):
    """A code from a mail holds letters too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs = {"autocomplete": "one-time-code", "autocapitalize": "characters"}

    def to_python(self, value: Any) -> str:
        return super().to_python(value).upper()


class Plain:
    """Labels of our own, and no placeholders: they vanish as soon as somebody writes."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


LONG = _("12文字以上。ほかで使っていないものにしてください。")


class Login(Plain, account.LoginForm):
    labels = {"login": MAIL, "password": PASSWORD}


class RequestCode(Plain, account.RequestLoginCodeForm):
    labels = {"email": MAIL}
    hints = {"email": _("このメールアドレスに、サインインのための番号を送ります。")}


class ConfirmCode(Plain, account.ConfirmLoginCodeForm):
    code = MailCodeField()


class ConfirmMail(Plain, account.ConfirmEmailVerificationCodeForm):
    code = MailCodeField()


class SignUp(Plain, account.SignupForm):
    """A mail address is all that is asked; a password can be set later."""

    labels = {"email": MAIL}
    hints = {"email": _("このメールアドレスに、確かめるための番号を送ります。")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields.pop("password1", None)


class AddMail(Plain, account.AddEmailForm):
    labels = {"email": MAIL}


class ResetPassword(Plain, account.ResetPasswordForm):
    labels = {"email": MAIL}


class ResetPasswordKey(Plain, account.ResetPasswordKeyForm):
    labels = {"password1": _("新しいパスワード"), "password2": _("新しいパスワード（もう一度）")}
    hints = {"password1": LONG}


class SetPassword(Plain, account.SetPasswordForm):
    labels = {"password1": PASSWORD, "password2": _("パスワード（もう一度）")}
    hints = {"password1": LONG}


class ChangePassword(Plain, account.ChangePasswordForm):
    labels = {
        "oldpassword": _("いまのパスワード"),
        "password1": _("新しいパスワード"),
        "password2": _("新しいパスワード（もう一度）"),
    }
    hints = {"password1": LONG}


class Reauthenticate(Plain, account.ReauthenticateForm):
    labels = {"password": PASSWORD}


class ShowApp(Plain, mfa.AuthenticateForm):
    code = CodeField(label=_("アプリの数字、または予備の番号"))


class ShowAppAgain(Plain, mfa.ReauthenticateForm):
    code = CodeField(label=_("アプリの数字、または予備の番号"))


class SetUpApp(Plain, totp.ActivateTOTPForm):
    """Whoever sets the app up has shown its code: this session need not ask for another one."""

    code = CodeField(label=_("アプリに出た6けたの数字"))

    def clean_code(self) -> str:
        code: str = super().clean_code()
        record_authentication(context.request, self.user, "mfa", type=Authenticator.Type.TOTP)
        return code

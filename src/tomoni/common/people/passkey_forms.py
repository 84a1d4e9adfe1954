"""The forms of passkeys: what a browser brings is read with care, and refused in words.

Every passkey asks its owner for a face, a finger or a PIN (MFA_WEBAUTHN_USER_VERIFICATION), so one of them is two
factors: what somebody has, and what they are or know.
"""

import struct
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .signin_forms import Plain

# What a credential that is none, or is somebody else's, makes of the library that reads it.
BROKEN = (AttributeError, IndexError, KeyError, TypeError, ValueError, struct.error, InvalidSignature)
NAME = _("パスキーの名前")
REFUSED = _("このパスキーでは入れませんでした。もう一度試すか、ほかの方法を使ってください。")
NOT_ADDED = _("パスキーを登録できませんでした。もう一度試してください。")


class Shown(Plain):
    """A form that takes a passkey and nothing else; what is wrong with it is told above the form."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except ValidationError as error:
            return self.refuse(error if error.code == "too_many_login_attempts" else _refused(REFUSED))
        except BROKEN:
            return self.refuse(_refused(REFUSED))

    def refuse(self, why: ValidationError) -> None:
        self.add_error(None, why)  # type: ignore[attr-defined]


class SignInWithKey(Shown, webauthn.LoginWebAuthnForm):
    """The passkey alone; it says whose it is."""

    def refuse(self, why: ValidationError) -> None:
        raise why  # the view takes the sentence to the page of the sign-in


class ShowKey(Shown, webauthn.AuthenticateWebAuthnForm):
    """After a password or a code from a mail."""


class ShowKeyAgain(Shown, webauthn.ReauthenticateWebAuthnForm):
    """Before something that matters."""


class AddKey(Plain, webauthn.AddWebAuthnForm):
    """Whoever makes a passkey has shown a face, a finger or a PIN: this session need not ask again."""

    labels = {"name": NAME}
    hints = {"name": _("どの機器のものか、あとで分かる名前にします。")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields.pop("passwordless", None)
        self.fields["name"] = forms.CharField(label=NAME, help_text=self.hints["name"], max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        try:
            answers: dict[str, Any] = super().clean()
        except ValidationError as error:
            raise _refused(NOT_ADDED) from error
        except BROKEN as error:
            raise _refused(NOT_ADDED) from error
        if answers.get("credential") and not self.errors:
            kind = Authenticator.Type.WEBAUTHN
            record_authentication(context.request, self.user, "mfa", type=kind, reauthenticated=True)
        return answers


class RenameKey(Plain, webauthn.EditWebAuthnForm):
    labels = {"name": NAME}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"] = forms.CharField(label=NAME, max_length=60)


def _refused(why: Any) -> ValidationError:
    return ValidationError(why, code="passkey")

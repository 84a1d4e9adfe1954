"""Mail: plain text from the city, handed to an SMTP server.

The Message-ID is made from the message's key, so that a receiver that has seen it knows it again. Headers are set by
Python's email package, which refuses line breaks in them.
"""

import hashlib
import smtplib
from contextlib import suppress
from datetime import timedelta
from email.headerregistry import Address
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, mailers
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tomoni.base.city.api import the_city

from .channels import Accepted, Outcome, Refused, Unclear, channels
from .models import Message

Text = str | Promise


NO_ADDRESS = gettext_noop("メールアドレスがありません")
BAD_ADDRESS = gettext_noop("メールアドレスの形ではありません")


class Mail:
    key = "mail"
    title: Text = _("メール")
    knows_again: timedelta | None = None  # receivers may know a Message-ID again, or not

    def usable(self) -> bool:
        return True

    def wrong_with(self, address: str) -> str:
        if not address:
            return NO_ADDRESS
        try:
            validate_email(address)
        except ValidationError:
            return BAD_ADDRESS
        return ""

    def carry(self, message: Message) -> Outcome:
        mailer: Any = mailers.default
        try:
            mailer.open()
        except (OSError, smtplib.SMTPException) as trouble:
            return Refused(_said(trouble), reached=False)
        line = getattr(mailer, "connection", None)
        try:
            mailer.send_messages([letter(message)])
        except (OSError, smtplib.SMTPException, ValueError) as trouble:
            return _after(trouble, line, message)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                mailer.close()
        return Accepted(f"{line.answer_code} {line.answer_text}" if line else "", reference(message))


def letter(message: Message) -> EmailMessage:
    """The message as a mail."""
    mail = the_city().mail
    sender = str(Address(display_name=mail.name, addr_spec=mail.sender))
    leaving = {}
    if message.unsubscribe:
        one_click = "List-Unsubscribe=One-Click"
        leaving = {"List-Unsubscribe": f"<{message.unsubscribe}>", "List-Unsubscribe-Post": one_click}
    return EmailMessage(
        subject=message.subject,
        body=message.body,
        from_email=sender,
        to=[message.address],
        reply_to=[sender],
        headers={
            "Message-ID": reference(message),
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.spoken_as,
            **leaving,
        },
    )


def message_id(key: str, domain: str) -> str:
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def reference(message: Message) -> str:
    """The Message-ID, by which a mail that comes back is known."""
    return message_id(message.key, the_city().mail.sender.rpartition("@")[2])


def _after(trouble: Exception, line: Any, message: Message) -> Outcome:
    """What a failure means, by how far the conversation had come."""
    code = getattr(line, "answer_code", 0) or _code(trouble)
    if code == 250:
        return Accepted(f"{code} {line.answer_text}", reference(message))
    if code:
        return Refused(_said(trouble), for_good=code >= 500)
    if isinstance(trouble, ValueError | smtplib.SMTPNotSupportedError):
        return Refused(_said(trouble), for_good=True)
    if getattr(line, "letter_left", True):
        return Unclear(_said(trouble))
    return Refused(_said(trouble))


def _code(trouble: Exception) -> int:
    if isinstance(trouble, smtplib.SMTPRecipientsRefused):
        return min((code for code, _words in trouble.recipients.values()), default=0)
    return trouble.smtp_code if isinstance(trouble, smtplib.SMTPResponseException) else 0


def _said(trouble: Exception) -> str:
    if isinstance(trouble, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {words.decode(errors='replace')}" for code, words in trouble.recipients.values())
    if isinstance(trouble, smtplib.SMTPResponseException):
        words = trouble.smtp_error
        return f"{trouble.smtp_code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
    return f"{type(trouble).__name__}: {trouble}"


MAIL = channels.add(Mail.key, Mail())

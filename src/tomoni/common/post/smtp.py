"""Django's SMTP, watched: afterwards it can say whether the letter itself had left, and what the server answered.

Before the letter leaves, any trouble means that nothing was sent. After it, only the server's answer tells; when the
line breaks in between, nobody knows.
"""

import smtplib

from django.core.mail.backends.smtp import EmailBackend


class _Watched:
    """Mixed into both kinds of line of smtplib."""

    letter_left = False
    answer_code = 0
    answer_text = ""

    def data(self, msg: bytes | str) -> tuple[int, bytes]:
        self.letter_left, self.answer_code, self.answer_text = True, 0, ""
        code, text = super().data(msg)  # type: ignore[misc]
        self.answer_code, self.answer_text = code, text.decode(errors="replace")
        return code, text


class WatchedSMTP(_Watched, smtplib.SMTP):  # type: ignore[misc]
    pass


class WatchedSMTPOverTLS(_Watched, smtplib.SMTP_SSL):  # type: ignore[misc]
    pass


class Mailer(EmailBackend):
    connection: WatchedSMTP | WatchedSMTPOverTLS | None

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return WatchedSMTPOverTLS if self.use_ssl else WatchedSMTP

"""A mail server on a port of this machine, for tests: real SMTP, and letters that can be read afterwards.

    def test_a_mail_arrives(mail_server):
        send(...); the worker carries it
        assert mail_server.letters[0]["Subject"] == "…"

Every test knows the fixture. The server behaves as a test tells it: `mail_server.answers("451 later")`, or
`mail_server.hangs_up_after_the_letter()`.
"""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 kept for the test"


class Postbox:
    """What aiosmtpd calls for every letter."""

    def __init__(self) -> None:
        self.raw: list[bytes] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.refusals: list[str] = []
        self.to_rcpt: list[str] = []
        self.hang_up = False

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.to_rcpt:
            return self.to_rcpt.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.refusals:
            return self.refusals.pop(0)
        self.raw.append(envelope.content or b"")  # type: ignore[arg-type]
        self.envelopes.append((envelope.mail_from or "", list(envelope.rcpt_tos)))
        if self.hang_up:
            server.transport.abort()
        return OK


class _AnyPort(Controller):
    """aiosmtpd knocks at its own door when it starts; on a port that the system has chosen."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()


class MailServer:
    """The server and what it has received."""

    def __init__(self) -> None:
        self.box = Postbox()
        self._controller = _AnyPort(self.box, hostname="127.0.0.1", port=0, ready_timeout=10)

    @property
    def port(self) -> int:
        return self._controller.port

    @property
    def letters(self) -> list[EmailMessage]:
        """Every letter taken, as Python reads mail."""
        return [message_from_bytes(raw, policy=policy.default) for raw in self.box.raw]  # type: ignore[misc]

    def answers(self, *words: str) -> None:
        """The answers to the next letters, such as `451 try later` or `554 not wanted`; after them it takes all."""
        self.box.refusals.extend(words)

    def knows_nobody(self, *words: str) -> None:
        """The answers to the next recipients."""
        self.box.to_rcpt.extend(words)

    def hangs_up_after_the_letter(self, *, yes: bool = True) -> None:
        """It takes the letter and the line breaks before it can say so."""
        self.box.hang_up = yes

    def mailers(self, **options: Any) -> dict[str, Any]:
        """The setting MAILERS that leads to this server."""
        return {
            "default": {
                "BACKEND": "tomoni.common.post.smtp.Mailer",
                "OPTIONS": {"host": "127.0.0.1", "port": self.port, "timeout": 5, **options},
            }
        }

    def __enter__(self) -> "MailServer":
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    """A mail server of one test, with the settings that lead to it."""
    with MailServer() as server:
        settings.MAILERS = server.mailers()
        yield server

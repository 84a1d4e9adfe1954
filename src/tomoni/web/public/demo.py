"""In a demo only: the mails that the city has sent, so that nobody needs a mail server to follow a code."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tomoni.base.doors import open_to
from tomoni.common.people.api import DEMO

SHOWN = 50


@dataclass(frozen=True)
class Mail:
    """One mail that the demo's mailbox has kept."""

    key: str
    at: datetime
    to: str
    subject: str
    text: str


def _read(file: Path) -> Mail:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain", "html"))
    at = datetime.fromtimestamp(int(file.stem) / 1e9, tz=timezone.get_current_timezone())
    return Mail(
        file.stem, at, str(message["To"] or ""), str(message["Subject"] or ""), body.get_content() if body else ""
    )


@open_to(DEMO)
def mails(request: HttpRequest) -> HttpResponse:
    """The newest mails, newest first."""
    files = sorted((settings.VAR / "mail").glob("*.eml"), reverse=True)[:SHOWN]
    return render(request, "public/demo_mails.html", {"mails": [_read(file) for file in files]})


@open_to(DEMO)
def mail(request: HttpRequest, key: int) -> HttpResponse:
    file = settings.VAR / "mail" / f"{key}.eml"
    if not file.is_file():
        raise Http404
    return render(request, "public/demo_mail.html", {"mail": _read(file)})

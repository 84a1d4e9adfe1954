"""Mail that comes back: reports of delivery (RFC 3464), read from a Maildir beside this machine.

What comes back to the city's sender address is put by the mail server into a Maildir (`TOMONI_BOUNCES`). A report names
the mail by its Message-ID and the recipient; only where both are ours is it believed.
"""

import email
import mailbox
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.message import Message as Part
from pathlib import Path

from tomoni.base import clock

from .actions import stamp
from .models import Message

AT_A_TIME = 200
LARGEST = 2_000_000
MEANS = {"failed": "bounced", "delivered": "delivered"}


@dataclass(frozen=True)
class Report:
    """What a mail server says of one mail to one recipient."""

    message_id: str
    recipient: str
    action: str
    status: str
    why: str


def reports_in(raw: bytes) -> list[Report]:
    """The reports in a mail; none when it is no report."""
    mail: EmailMessage = email.message_from_bytes(raw, policy=policy.default)
    if mail.get_content_type() != "multipart/report" or mail.get_param("report-type") != "delivery-status":
        return []
    about = ""
    found: list[Part] = []
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            inner = part.get_payload()
            found += [one for one in inner if isinstance(one, Part)] if isinstance(inner, list) else []
        elif kind in ("message/rfc822", "text/rfc822-headers") and not about:
            about = _message_id(part)
    return [_report(one, about) for one in found if one.get("Final-Recipient") and one.get("Action")] if about else []


def _message_id(part: Part) -> str:
    inner = part.get_payload()
    if isinstance(inner, list):
        first = inner[0] if inner and isinstance(inner[0], Part) else Part()
        return str(first.get("Message-ID", "")).strip()
    return str(email.message_from_string(str(inner)).get("Message-ID", "")).strip()


def _report(fields: Part, about: str) -> Report:
    recipient = str(fields["Final-Recipient"]).rpartition(";")[2].strip()
    why = str(fields.get("Diagnostic-Code", "")).rpartition(";")[2].strip()
    status = str(fields.get("Status", "")).strip()
    return Report(about, recipient, str(fields["Action"]).strip().lower(), status, f"{status} {why}".strip()[:300])


def believe(report: Report) -> Message | None:
    """Stamp the message that the report is about; None when it is about none of ours, or tells nothing of weight."""
    what = MEANS.get(report.action)
    if what is None or not report.message_id:
        return None
    message = Message.objects.filter(channel="mail", reference=report.message_id).first()
    if message is None or message.address.lower() != report.recipient.lower():
        return None
    stamp(message, what, clock.now(), why=report.why)
    return message


def read_bounces(folder: Path) -> int:
    """Read what is new in the Maildir and put it among the read; how many reports were believed."""
    box, believed = mailbox.Maildir(folder, create=True), 0
    for key in list(box.iterkeys())[: AT_A_TIME * 5]:
        kept = box.get_message(key)
        if kept.get_subdir() == "cur":
            continue
        raw = box.get_bytes(key)
        if len(raw) <= LARGEST:
            believed += sum(believe(report) is not None for report in reports_in(raw))
        kept.set_subdir("cur")
        kept.add_flag("S")
        box[key] = kept
    return believed

"""Messages about a case. All of them go through here; each has a key of its own, so that none is sent twice.

An applicant who is known reads their copy under /my/messages/, whichever address it went to; nobody else does. A mail
says what happened and where to read on; names, answers and reasons stay behind the link. To somebody without a mail
address the decision, or what is to be put right, goes as a letter (`printed.py`).
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tomoni.base.city.api import the_city
from tomoni.common.post.api import Urgency, send

from .models import Appeal, Case, Correction, Message, Notice
from .questions import spoken
from .steps_ahead import steps_ahead


def receipt(case: Case) -> None:
    """受付の控え: number, moment, what happens next and by which day."""
    _send(
        case,
        "receipt",
        lambda: _("【受付番号 %(number)s】受け付けました"),
        urgency=Urgency.NOW,
        ahead=lambda: steps_ahead(case),
    )


def correction_asked(correction: Correction) -> None:
    _send(
        correction.case,
        "correction",
        lambda: _("【受付番号 %(number)s】直していただきたいところがあります"),
        key=str(correction.pk),
        correction=correction,
    )


def spoken_to(message: Message) -> None:
    _send(message.case, "message", lambda: _("【受付番号 %(number)s】担当からの連絡があります"), key=str(message.pk))


def decided(notice: Notice) -> None:
    _send(notice.case, "decided", lambda: _("【受付番号 %(number)s】結果のお知らせ"), notice=notice)


def accepted(case: Case) -> None:
    _send(case, "accepted", lambda: _("【受付番号 %(number)s】手続きが済みました"))


def withdrawn(case: Case) -> None:
    _send(case, "withdrawn", lambda: _("【受付番号 %(number)s】取り下げを受け付けました"), urgency=Urgency.NOW)


def appeal(appeal: Appeal, what: str) -> None:
    """What happened to an appeal: received, defended, ruled."""
    _send(
        appeal.case,
        "appeal",
        lambda: _("【受付番号 %(number)s】審査請求についてのお知らせ"),
        key=f"{appeal.pk}.{what}",
        appeal=appeal,
        happened=what,
    )


def _send(
    case: Case, what: str, subject: Callable[[], str], *, key: str = "", urgency: Urgency = Urgency.SOON, **told: Any
) -> None:
    to = case.resident or case.email
    if not to or case.invented:  # what was made up for a demo writes to nobody
        return

    def body() -> str:
        context = {name: value() if callable(value) else value for name, value in told.items()}
        context |= {
            "case": case,
            "title": spoken(case.definition.content["title"]),
            "city": the_city(),
            "url": settings.ORIGIN + case.get_absolute_url(),
        }
        return render_to_string(f"cases/mail/{what}.txt", context).strip() + "\n"

    send(
        to=to,
        address=case.email,
        kind=f"cases.{what}",
        subject=lambda: subject() % {"number": case.number},
        body=body,
        about=case,
        key=f"cases.{what}:{case.pk}:{key}".rstrip(":"),
        language=case.language,
        urgency=urgency,
    )

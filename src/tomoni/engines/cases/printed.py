"""The letters of a case on paper: the decision, the request for a correction, the notice that it takes longer.

Always in Japanese, as the lawful texts are. The address stands where a window envelope shows it; without an address of
the applicant the envelope is written by hand.
"""

from datetime import date, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import override

from tomoni.base.city.api import the_city
from tomoni.base.clock import JAPAN, wareki
from tomoni.base.printing import Letter, Part, Printed, print_letter
from tomoni.common.post.api import Message, address_of, envelope_window, printable

from .clock import day_of
from .definitions import section_of
from .models import Case, Correction, Notice


def print_for_case(letter: Letter, on: date) -> Printed:
    """The letter as a file: the same letter of the same day is the same file, whenever it is printed."""
    at = datetime.combine(on, time(), JAPAN)
    return print_letter(letter, at=at, window=envelope_window(), foot=the_city().name)


def notice_letter(notice: Notice) -> Letter:
    """The decision with its reasons and remedies."""
    with override("ja"):
        parts = [Part(text=notice.body)]
        if notice.article:
            parts += [
                Part(heading=_("理由"), facts=((_("根拠の条文"), notice.article),)),
                Part(heading=_("認めた事実"), text=notice.facts),
                Part(heading=_("条文に当てはめた理由"), text=notice.reasoning),
            ]
        if notice.remedies:
            parts.append(Part(heading=_("不服があるとき"), text=notice.remedies))
        return _letter(notice.case, notice.title, notice.issued_on, parts, name=notice.addressee, number=notice.number)


def correction_letter(correction: Correction) -> Letter:
    """補正: what is to be put right, and by which day."""
    case, asked_on = correction.case, day_of(correction.asked_at)
    told = {"day": wareki(correction.reply_by), "number": case.number}
    with override("ja"):
        wanted = _("次のところを直して、%(day)sまでにお返事ください。お返事を待つ間、審査の日数は数えません。") % told
        parts = [
            Part(text=wanted, facts=_about(case)),
            Part(heading=_("直していただきたいところ"), text=correction.what),
        ]
        return _letter(case, _("申請の補正について（お願い）"), asked_on, parts)


def delay_letter(case: Case, *, why: str, until: date, on: date) -> Letter:
    """The notice that it takes longer than promised: why, and by when now."""
    with override("ja"):
        sorry = _("次の申請は、%(due)sまでにお答えするところ、まだ結果が出ていません。お待たせして申し訳ありません。")
        parts = [
            Part(text=sorry % {"due": wareki(case.due_on)}, facts=_about(case)),
            Part(heading=_("時間がかかっている理由"), text=why),
            Part(heading=_("これからの見込み"), text=_("%(day)sまでに結果をお知らせします。") % {"day": wareki(until)}),
        ]
        return _letter(case, _("審査に時間がかかっていることについて（お知らせ）"), on, parts)


def _about(case: Case) -> tuple[tuple[str, str], ...]:
    return (
        (_("手続き"), case.definition.content["title"]),
        (_("受付番号"), case.number),
        (_("届いた日"), wareki(day_of(case.arrived_at))),
    )


def _letter(case: Case, title: str, on: date, parts: list[Part], *, name: str = "", number: str = "") -> Letter:
    city, section = the_city(), section_of(case.procedure)
    where = address_of(case.resident) if case.resident else None
    phone = section.phone if section and section.phone else city.office.phone
    return Letter(
        title=title,
        name=name or case.subject,
        postal_code=where.postal_code if where else "",
        address=where.lines if where else (),
        number=number,
        day=wareki(on),
        sender=(_("%(city)s長") % {"city": city.name},),
        parts=tuple(parts),
        contact=(
            f"{city.office.name} {section.name if section else ''}".strip(),
            city.office.address,
            _("電話 %(phone)s") % {"phone": phone},
        ),
        made=case.invented,
    )


def _decided(message: Message) -> Letter | None:
    case = message.about
    return notice_letter(case.notice) if isinstance(case, Case) and hasattr(case, "notice") else None


def _asked(message: Message) -> Letter | None:
    case = message.about
    correction = case.corrections.order_by("asked_at", "pk").last() if isinstance(case, Case) else None
    return correction_letter(correction) if correction else None


printable("cases.decided", _decided)
printable("cases.correction", _asked)

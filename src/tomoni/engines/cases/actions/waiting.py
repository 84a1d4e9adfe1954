"""What makes a case wait, and telling the applicant so: another office, another section, days beyond the period."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tomoni.base.clock import add_days, add_open_days, now, today
from tomoni.base.journal.api import write
from tomoni.common.people.api import Clerk, Section

from .. import clock
from ..models import Case, Consultation, Delay, Leg
from ..words import short_day
from ..workflow import OPEN, Kind, NotNow, State
from .examining import NothingSaid, held, say

WARN_DAYS = 2  # opening days before the last one, so that the applicant hears of it before
SEVERAL = 200


def _held_open(case: Case, verb: str) -> Case:
    case = held(case)
    if case.state not in OPEN:
        raise NotNow(verb, case.state)
    return case


# Another office on the way


@transaction.atomic
def send_through(case: Case, *, through: str, within: int, who: Clerk, on: date | None = None) -> Leg:
    """Another office has the case from this day on; its own days are counted from the next."""
    if not through.strip():
        raise NothingSaid
    case = _held_open(case, "send_through")
    if case.legs.filter(back_on=None).exists():
        raise NotNow("send_through", case.state)
    leg = Leg.objects.create(case=case, through=through.strip(), within=within, sent_on=on or today(), sent_by=who)
    _moved(case)
    told = {"through": leg.through, "by": leg.due_on.isoformat()}
    write("cases.send_through", who=who, about=case, after=told)
    return leg


@transaction.atomic
def come_back(case: Case, *, who: Clerk, on: date | None = None) -> Leg:
    """The other office has handed it on; the city's clock goes on from the next day."""
    case = _held_open(case, "come_back")
    leg = case.legs.filter(back_on=None).first()
    if leg is None:
        raise NotNow("come_back", case.state)
    leg.back_on = max(on or today(), leg.sent_on)
    leg.save(update_fields=["back_on"])
    _moved(case)
    write("cases.come_back", who=who, about=case, after={"through": leg.through})
    return leg


def _moved(case: Case) -> None:
    """The last day as it is now."""
    case.due_on = clock.due_on(case)
    case.save(update_fields=["due_on"])


# Another section


@transaction.atomic
def consult(case: Case, *, section: Section, question: str, reply_by: date, who: Clerk) -> Consultation:
    """Ask another section by a day. The clock goes on: consulting inside the city hall is the city's own time."""
    if not question.strip():
        raise NothingSaid
    case = _held_open(case, "consult")
    asked = Consultation.objects.create(
        case=case, section=section, question=question, asked_by=who, asked_at=now(), reply_by=reply_by
    )
    told = {"section": section.code, "by": reply_by.isoformat()}
    write("cases.consult", who=who, about=case, why=question, after=told)
    return asked


@transaction.atomic
def reply(consultation: Consultation, *, answer: str, who: Clerk) -> Consultation:
    """The section that was asked answers; once."""
    if not answer.strip():
        raise NothingSaid
    case = held(consultation.case)
    asked = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if asked.answered_at is not None:
        raise NotNow("reply", case.state)
    asked.answer, asked.answered_by, asked.answered_at = answer, who, now()
    asked.save(update_fields=["answer", "answered_by", "answered_at"])
    write("cases.reply", who=who, about=case, after={"section": asked.section.code})
    return asked


# Days beyond the period


def stands(case: Case) -> str:
    """Where an open case stands, in words that the applicant can be told; nothing that is not on record."""
    away = case.legs.filter(back_on=None).first()
    if away is not None:
        told = {"day": short_day(away.sent_on), "through": away.through}
        return _("%(day)sから、%(through)sで確かめています。") % told
    asked = case.consultations.filter(answered_at=None).select_related("section").first()
    if asked is not None:
        told = {"day": short_day(clock.day_of(asked.asked_at)), "section": asked.section.name}
        return _("%(day)sから、%(section)sに確かめています。") % told
    return {
        State.RECEIVED: _("届いた書類を、これから確かめます。"),
        State.CORRECTION: _("直していただくお返事をお待ちしています。"),
        State.PROPOSED: _("担当の確認が済み、決める人の判断を待っています。"),
    }.get(State(case.state), _("届いた書類を確かめています。"))


@transaction.atomic
def tell_delay(case: Case, *, reason: str, outlook: date, stands: str, who: Clerk) -> Delay:
    """Tell the applicant why it takes longer, where it stands, and by when it ends; what was drafted is used up."""
    if not reason.strip() or not stands.strip():
        raise NothingSaid
    case = _held_open(case, "tell_delay")
    drafted = case.delays.select_for_update().filter(sent_at=None).first()
    delay = drafted or Delay(case=case, drafted_on=today(), due_on=case.due_on)
    delay.reason, delay.outlook, delay.stands = reason, outlook, stands
    delay.sent_at, delay.sent_by = now(), who
    delay.save()
    with override(case.language):
        say(case, text=_text(delay, outlook), clerk=who)
    write("cases.tell_delay", who=who, about=case, why=reason, after={"outlook": outlook.isoformat()})
    return delay


def _text(delay: Delay, outlook: date) -> str:
    promised = _("%(day)sまでにお答えする予定でしたが、それより遅くなります。申し訳ありません。")
    parts = [
        promised % {"day": short_day(delay.due_on)},
        _("わけ：%(reason)s") % {"reason": delay.reason},
        _("いま：%(stands)s") % {"stands": delay.stands},
        _("見込み：%(day)sまでにお答えします。") % {"day": short_day(outlook)},
    ]
    return "\n".join(parts)


def draft_delays(on: date) -> int:
    """Write the beginnings of what has to be told, for each application whose period is over or nearly.

    Told once, it is quiet until the day that was held out is over too. A draft that is no longer needed goes.
    """
    soon = add_open_days(on, WARN_DAYS)
    Delay.objects.filter(sent_at=None).exclude(case__state__in=OPEN, case__due_on__lte=soon).delete()
    waiting = Case.objects.open_().filter(kind=Kind.APPLICATION, due_on__lte=soon, erased_on=None)
    told = Delay.objects.filter(outlook__gte=on).values("case")
    drafted = Delay.objects.filter(sent_at=None).values("case")
    late = waiting.exclude(pk__in=told).exclude(pk__in=drafted)
    return sum(_drafted(case, on) for case in late.iterator(chunk_size=SEVERAL))


@transaction.atomic
def _drafted(case: Case, on: date) -> int:
    case = held(case)
    if case.state not in OPEN or case.delays.filter(sent_at=None).exists():
        return 0
    with override(case.language):
        Delay.objects.create(case=case, drafted_on=on, due_on=case.due_on, stands=stands(case))
    write("cases.draft_delay", who=None, about=case, after={"due_on": case.due_on.isoformat()})
    return 1


def count_again(on: date) -> int:
    """Move the last day of what another office still has, and count the days of closed cases that have none yet."""
    changed = 0
    for case in Case.objects.open_().filter(legs__back_on=None, legs__isnull=False, due_on__lte=add_days(on, 60)):
        due = clock.due_on(case)
        changed += Case.objects.filter(pk=case.pk).exclude(due_on=due).update(due_on=due)
    uncounted = Case.objects.filter(closed_on__isnull=False, took=None).prefetch_related("corrections", "legs")
    for case in uncounted.iterator(chunk_size=SEVERAL):
        took = clock.clock_on(case, on).counted
        changed += Case.objects.filter(pk=case.pk).update(took=min(took, 32767))
    return changed

"""An appeal against a decision: lodged, answered by the section that decided, rebutted, put to the board, ruled on."""

from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils.translation import override

from tomoni.base.clock import JAPAN, add_months, now, today
from tomoni.base.journal.api import write
from tomoni.common.approvals.api import next_number
from tomoni.common.people.api import Clerk

from .. import letters
from ..models import Appeal, Case, Ruling
from ..remedies import APPEAL_MONTHS, BAR_MONTHS, remedies_for
from ..workflow import AppealState, NotNow, after_appeal
from .again import reopened
from .deciding import papers_of
from .examining import NothingSaid, held
from .holding import hold_papers


class TooLate(Exception):
    """The last day is over, and no reason is given why it could not be kept (行政不服審査法 第18条)."""

    def __init__(self, last_day: date) -> None:
        super().__init__(last_day.isoformat())
        self.last_day = last_day


class NotImpartial(Exception):
    """Whoever had a part in the decision does not review it (行政不服審査法 第9条)."""


class NotToBeFought(Exception):
    """There is no decision yet, or an appeal is open already."""


def last_day_of(decided_on: date, known_on: date) -> date:
    """Three months from the day after knowing, and at most a year from the day after the decision."""
    known = add_months(max(known_on, decided_on), APPEAL_MONTHS, to_open_day=True)
    return min(known, add_months(decided_on, BAR_MONTHS, to_open_day=True))


@transaction.atomic
def appeal(
    case: Case,
    *,
    appellant: str,
    contact: str,
    known_on: date,
    wants: str,
    grounds: str,
    late_because: str = "",
    who: models.Model | None = None,
) -> Appeal:
    """Lodge an appeal against the notice of a case. TooLate after the last day when no reason is given."""
    if not all(part.strip() for part in (appellant, contact, wants, grounds)):
        raise NothingSaid
    case = held(case)
    notice = getattr(case, "notice", None)
    if notice is None or case.appeals.filter(closed_on=None).exists():
        raise NotToBeFought
    last_day, arrived_at = last_day_of(notice.issued_on, known_on), now()
    late = arrived_at.astimezone(JAPAN).date() > last_day
    if late and not late_because.strip():
        raise TooLate(last_day)
    day = arrived_at.astimezone(JAPAN).date()
    number = next_number("cases.appeals", day, mark="審", pattern="{era}-{mark}-{number:04d}")
    lodged = Appeal.objects.create(
        case=case,
        number=number,
        appellant=appellant,
        contact=contact,
        known_on=max(known_on, notice.issued_on),
        wants=wants,
        grounds=grounds,
        arrived_at=arrived_at,
        last_day=last_day,
        late_because=late_because if late else "",
    )  # fmt: skip
    write("cases.appeal", who=who or case.resident, about=case, after={"appeal": lodged.number, "late": late})
    hold_papers(case, lodged)
    letters.appeal(lodged, "received")
    return lodged


def _held(appeal: Appeal) -> Appeal:
    """The case first, then its appeal."""
    held(appeal.case)
    return Appeal.objects.select_for_update(of=("self",)).select_related("case__definition").get(pk=appeal.pk)


def _moved(appeal: Appeal, verb: str, *, who: models.Model | None, why: str = "", **facts: Any) -> Appeal:
    appeal.state = after_appeal(verb, appeal.state)
    appeal.save()
    told = {"appeal": appeal.number, "state": appeal.state, **facts}
    write(f"cases.{verb}", who=who, about=appeal.case, why=why, after=told)
    return appeal


def had_a_part(clerk: Clerk, case: Case) -> bool:
    """Whether a clerk examined the case, proposed its decision, or sealed the paper of it."""
    if case.examiner_id == clerk.pk or case.proposals.filter(made_by=clerk).exists():
        return True
    return papers_of(case).filter(cells__seals__clerk=clerk).exists()


@transaction.atomic
def review(appeal: Appeal, *, officer: Clerk, who: Clerk) -> Appeal:
    """Name who reviews it (審理員) and ask the section that decided for its defence."""
    appeal = _held(appeal)
    if had_a_part(officer, appeal.case):
        raise NotImpartial
    appeal.officer = officer
    return _moved(appeal, "review", who=who)


@transaction.atomic
def defend(appeal: Appeal, *, defence: str, rebuttal_by: date, who: Clerk) -> Appeal:
    """The section that decided says why; the appellant may answer by a day."""
    if not defence.strip():
        raise NothingSaid
    appeal = _held(appeal)
    appeal.defence, appeal.defence_by, appeal.rebuttal_by = defence, who, rebuttal_by
    _moved(appeal, "defend", who=who, rebuttal_by=rebuttal_by.isoformat())
    letters.appeal(appeal, "defended")
    return appeal


@transaction.atomic
def rebut(appeal: Appeal, *, rebuttal: str, who: models.Model | None = None) -> Appeal:
    """The appellant answers the defence; again, as long as nobody has ruled and no board is asked."""
    if not rebuttal.strip():
        raise NothingSaid
    appeal = _held(appeal)
    appeal.rebuttal = f"{appeal.rebuttal}\n\n{rebuttal}".strip()
    appeal.rebutted_at = now()
    return _moved(appeal, "rebut", who=who)


@transaction.atomic
def ask_board(appeal: Appeal, *, board: str, who: Clerk, on: date | None = None) -> Appeal:
    """Put it to the board for its advice (諮問)."""
    if not board.strip():
        raise NothingSaid
    appeal = _held(appeal)
    appeal.board, appeal.asked_board_on = board, on or today()
    return _moved(appeal, "ask_board", who=who, board=board)


@transaction.atomic
def rule(
    appeal: Appeal,
    *,
    ruling: Ruling,
    reasons: str,
    who: Clerk,
    advice: str = "",
    no_board_because: str = "",
    on: date | None = None,
) -> Appeal:
    """The ruling (裁決), with reasons and how to go to court. What is upheld is examined anew, as a case that follows.

    A dismissal follows the advice of the board, or says why the law needs none (第43条第1項各号).
    """
    if not reasons.strip():
        raise NothingSaid
    appeal, day = _held(appeal), on or today()
    if ruling == Ruling.DISMISSED and not (appeal.board and advice.strip()) and not no_board_because.strip():
        raise NothingSaid
    if ruling != Ruling.REJECTED and appeal.state in (AppealState.RECEIVED, AppealState.DEFENCE):
        raise NotNow("rule", appeal.state, AppealState)
    appeal.ruling, appeal.ruling_reasons, appeal.advice = ruling, reasons, advice
    appeal.no_board_because, appeal.closed_on = no_board_because, day
    appeal.ruling_number = next_number("rulings", day, mark="裁決", pattern="{year}{mark}第{number}号")
    with override("ja"):
        appeal.ruling_remedies = remedies_for("ruling", day).text
    _moved(appeal, "rule", who=who, why=reasons, ruling=ruling.value)
    if ruling == Ruling.UPHELD:
        reopened(appeal.case, who=who, why=appeal.ruling_number)
    letters.appeal(appeal, "ruled")
    return appeal


@transaction.atomic
def withdraw_appeal(appeal: Appeal, *, who: models.Model | None = None) -> Appeal:
    """The appellant takes it back, at any time before the ruling."""
    appeal = _held(appeal)
    appeal.closed_on = today()
    return _moved(appeal, "withdraw_appeal", who=who)

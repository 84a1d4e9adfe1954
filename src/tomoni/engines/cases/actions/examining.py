"""What happens to a case between its arrival and its decision."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from tomoni.base.clock import add_open_days, now
from tomoni.base.journal.api import write
from tomoni.common.files.api import StoredFile, belongs_to
from tomoni.common.people.api import Clerk

from .. import clock, letters
from ..forms import judged
from ..kinds import keys_of
from ..models import Case, Correction, Message, Note
from ..questions import Question
from ..workflow import OPEN, NotNow, State, after
from .drafting import NotComplete, file_ids


class NothingSaid(Exception):
    """An empty request, message or note."""


def held(case: Case) -> Case:
    """The case as the database has it now, locked until the transaction ends."""
    return Case.objects.select_for_update(of=("self",)).select_related("definition").get(pk=case.pk)


def move(
    case: Case,
    verb: str,
    *,
    who: models.Model | None,
    why: str = "",
    closes_on: date | None = None,
    at: datetime | None = None,
    **facts: Any,
) -> Case:
    """One move of the table: state, journal, and the day a closed case was closed. `case` is held.

    `at` is given for what is entered afterwards; the journal's own stamp tells everything else.
    """
    before = case.state
    case.state = after(verb, case.state)
    case.closed_on = closes_on
    case.due_on = clock.due_on(case)
    if closes_on is not None:
        case.took = min(clock.clock_on(case, closes_on).counted, 32767)
        case.delays.filter(sent_at=None).delete()
    case.save()
    told = {"state": case.state.value, **facts} | ({"at": at.isoformat()} if at else {})
    write(f"cases.{verb}", who=who, about=case, why=why, before={"state": before}, after=told)
    return case


@transaction.atomic
def take_up(case: Case, *, who: Clerk, at: datetime | None = None) -> Case:
    """A clerk begins to examine it and is its examiner."""
    case = held(case)
    case.examiner = who
    return move(case, "take_up", who=who, at=at)


@transaction.atomic
def assign(case: Case, *, to: Clerk, who: Clerk) -> Case:
    """Another clerk examines it from now on."""
    case = held(case)
    if case.state not in OPEN:
        raise NotNow("assign", case.state)
    before, case.examiner = case.examiner_id, to
    case.save(update_fields=["examiner"])
    write("cases.assign", who=who, about=case, before={"examiner_id": before}, after={"examiner_id": to.pk})
    return case


@transaction.atomic
def ask_correction(
    case: Case,
    *,
    what: str,
    keys: Sequence[str] = (),
    reply_by: date | None = None,
    who: Clerk,
    at: datetime | None = None,
) -> Correction:
    """Ask the applicant to put something right, all at once and by a day; the clock rests until then."""
    if not what.strip():
        raise NothingSaid
    case, asked_at = held(case), at or now()
    after("ask_correction", case.state)
    by = reply_by or add_open_days(clock.day_of(asked_at), case.definition.content["correct_within"])
    correction = Correction.objects.create(
        case=case, asked_at=asked_at, asked_by=who, what=what, keys=list(keys), reply_by=by
    )
    move(case, "ask_correction", who=who, why=what, at=at, reply_by=by.isoformat())
    letters.correction_asked(correction)
    return correction


@transaction.atomic
def answer_correction(
    case: Case, *, answers: Mapping[str, Any], who: models.Model | None = None, at: datetime | None = None
) -> Correction:
    """The applicant answers; the clock runs again from the next day. NotComplete when an answer is still wrong."""
    case = held(case)
    correction = case.corrections.select_for_update().filter(answered_at=None).first()
    if correction is None:
        raise NotNow("answer_correction", case.state)
    asked = _asked_again(case, correction)
    clean, wrong = judged(case.definition.questions, case.kept | dict(answers))
    known = {key for question in asked for key in keys_of(question)}
    if wrong := {key: words for key, words in wrong.items() if key in known}:
        raise NotComplete(wrong)
    correction.answered_at = at or now()
    correction.handed_in = {key: clean[key] for key in answers if key in clean and key in known}
    correction.save(update_fields=["answered_at", "handed_in"])
    for file in StoredFile.objects.filter(pk__in=file_ids(case.definition, correction.handed_in)):
        belongs_to(file, case)
    move(case, "answer_correction", who=who or case.resident, at=at)
    return correction


def _asked_again(case: Case, correction: Correction) -> list[Question]:
    return [each for each in case.definition.questions if not correction.keys or each.key in correction.keys]


@transaction.atomic
def accept(case: Case, *, who: Clerk, at: datetime | None = None) -> Case:
    """A notification has arrived in due form: it is done, and what follows from it is recorded."""
    case = held(case)
    if case.state == State.RECEIVED:
        case.examiner = who
        move(case, "take_up", who=who, at=at)
    move(case, "accept", who=who, closes_on=clock.day_of(at or now()), at=at)
    for follow_up in case.procedure.granted:
        follow_up(case)
    letters.accepted(case)
    return case


@transaction.atomic
def say(case: Case, *, text: str, clerk: Clerk | None = None, at: datetime | None = None) -> Message:
    """A word from the section (`clerk`) or from the applicant."""
    if not text.strip():
        raise NothingSaid
    message = Message.objects.create(case=case, clerk=clerk, text=text, at=at or now())
    write("cases.say", who=clerk or case.resident, about=case, after={"message": message.pk})
    if clerk is not None:
        letters.spoken_to(message)
    return message


@transaction.atomic
def note(case: Case, *, text: str, clerk: Clerk) -> Note:
    """A clerk's own remark."""
    if not text.strip():
        raise NothingSaid
    kept = Note.objects.create(case=case, clerk=clerk, text=text, at=now())
    write("cases.note", who=clerk, about=case, after={"note": kept.pk})
    return kept

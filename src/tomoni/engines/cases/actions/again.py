"""Cases that follow another: examined anew after a ruling, or handed in again; and cases that are linked."""

from django.db import models, transaction

from tomoni.base.clock import JAPAN, add_open_days, now
from tomoni.base.journal.api import write
from tomoni.common.people.api import Clerk

from ..models import Case, CaseLink, Draft
from ..workflow import CLOSED, NotNow, State
from .drafting import _number, begin
from .examining import NothingSaid, held


def reopened(case: Case, *, who: models.Model | None, why: str) -> Case:
    """Within a transaction: the city examines it anew as a case of its own, with the answers as they stood."""
    arrived_at = now()
    arrived_on = arrived_at.astimezone(JAPAN).date()
    copied = (
        "definition", "procedure_key", "kind", "subject", "email", "language", "entrance", "helped_by", "resident",
        "identity", "answer_within", "invented",
    )  # fmt: skip
    again = Case(**{name: getattr(case, name) for name in copied})
    again.number = _number(case.definition.content["sign"], arrived_on)
    again.state, again.handed_in, again.arrived_at, again.follows = State.RECEIVED, case.kept, arrived_at, case
    again.due_on = add_open_days(arrived_on, case.answer_within)
    again.about = case.about
    again.save()
    write("cases.reopen", who=who, about=again, why=why, after={"follows": case.number, "number": again.number})
    return again


@transaction.atomic
def begin_again(case: Case, *, who: models.Model | None = None) -> Draft:
    """What was refused or withdrawn is handed in anew: a new application that knows the answers."""
    case = held(case)
    if case.state not in CLOSED - {State.GRANTED, State.ACCEPTED} or case.erased_on is not None:
        raise NotNow("begin_again", case.state)
    files = {question.key for question in case.definition.questions if question.kind == "files"}
    answers = {key: value for key, value in case.kept.items() if key not in files}
    draft = begin(case.procedure, answers=answers, about=case.about, resident=case.resident, language=case.language)
    draft.follows = case
    draft.save(update_fields=["follows"])
    write("cases.begin_again", who=who or case.resident, about=case)
    return draft


@transaction.atomic
def link(case: Case, *, other: Case, why: str, who: Clerk) -> CaseLink:
    """Two cases have to do with each other; both say so at the desk."""
    if not why.strip() or case.pk == other.pk:
        raise NothingSaid
    first, second = sorted((case, other), key=lambda each: each.pk)
    linked, new = CaseLink.objects.get_or_create(one=first, other=second, defaults={"why": why, "by": who, "at": now()})
    if new:
        for each, to in ((case, other), (other, case)):
            write("cases.link", who=who, about=each, why=why, after={"to": to.number})
    return linked

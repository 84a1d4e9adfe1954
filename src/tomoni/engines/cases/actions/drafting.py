"""From the first page of a form to the receipt."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tomoni.base.clock import JAPAN, add_open_days, now, today
from tomoni.base.journal.api import write
from tomoni.common.approvals.api import next_number
from tomoni.common.files.api import StoredFile, belongs_to
from tomoni.common.people.api import NOBODY, Clerk, Level, Need, Resident

from .. import letters
from ..definitions import definition_of, need_of
from ..forms import checked, judged
from ..kinds import keys_of, plain
from ..models import Assistance, Case, Draft, FormDefinition
from ..procedures import Procedure
from ..questions import spoken
from ..workflow import Entrance, State
from .passing import pass_on

KEPT_FOR = timedelta(days=30)


class NotComplete(Exception):
    """Something is still missing or wrong: {key of the answer: what to do}."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


class NotProven(Exception):
    """The procedure has to know more surely who applies."""

    def __init__(self, need: Need) -> None:
        super().__init__(need.level.key)
        self.need = need


class NotConfirmed(Exception):
    """What a clerk typed for somebody arrives when they have said that it is right (`hand_in_for`)."""


@transaction.atomic
def begin(
    procedure: Procedure,
    *,
    answers: Mapping[str, Any] | None = None,
    about: models.Model | None = None,
    resident: Resident | None = None,
    entrance: Entrance = Entrance.ONLINE,
    helped_by: Clerk | None = None,
    language: str = "ja",
    begun_by: str = "",
) -> Draft:
    """A draft on the newest version of the form; `answers` are what the city already knows."""
    draft = Draft(
        definition=definition_of(procedure),
        answers={key: plain(value) for key, value in (answers or {}).items()},
        resident=resident,
        entrance=entrance,
        helped_by=helped_by,
        language=language,
        begun_by=begun_by,
        kept_by=begun_by,
        expires_on=today() + KEPT_FOR,
    )
    draft.about = about
    draft.save()
    return draft


@transaction.atomic
def save_step(
    draft: Draft,
    *,
    answers: Mapping[str, Any],
    unfinished: Mapping[str, list[str]] | None = None,
    kept_by: str = "",
) -> Draft:
    """Keep what one page answered, and what was typed there and cannot be understood yet.

    `kept_by` is the sign of the opened page that keeps by itself; without it somebody pressed a button.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    draft.answers |= answers
    draft.unfinished = dict(unfinished or {})
    draft.kept_by = kept_by
    draft.expires_on = today() + KEPT_FOR
    draft.save(update_fields=["answers", "unfinished", "kept_by", "expires_on", "saved_at"])
    return draft


@transaction.atomic
def belongs_to_resident(draft: Draft, *, resident: Resident) -> Draft:
    """A draft that nobody signed in for is from now on that of a resident; the draft of another stays theirs."""
    if draft.resident_id is None:
        Draft.objects.filter(pk=draft.pk, resident=None).update(resident=resident)
        draft.refresh_from_db(fields=["resident"])
    return draft


@transaction.atomic
def taken_to_the_counter(draft: Draft, *, clerk: Clerk) -> Draft:
    """A clerk goes on with a draft that somebody began online and brought to the counter by its code."""
    draft.entrance, draft.helped_by = Entrance.COUNTER, clerk
    draft.save(update_fields=["entrance", "helped_by"])
    return draft


@transaction.atomic
def submit(draft: Draft, *, at: datetime | None = None, invented: bool = False, shown: Level = NOBODY) -> Case:
    """The draft arrives and gets its number. The same draft again is the same case. NotComplete when it is not ready.

    `shown` is how surely the city knows who applies; NotProven when the procedure asks for more. `at` is for operating
    data that is entered afterwards; the server's clock stamps everything else.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.case is not None:
        return draft.case
    if Assistance.objects.filter(draft=draft, confirmed="").exists():
        raise NotConfirmed
    need = need_of(draft.procedure)
    if need is not None and draft.entrance == Entrance.ONLINE and not shown.reaches(need.level):
        raise NotProven(need)
    answers, wrong = judge(draft)
    if wrong:
        raise NotComplete(wrong)
    case = _arrived(draft, draft.definition, answers, at or now(), invented)
    for file in StoredFile.objects.filter(pk__in=file_ids(draft.definition, answers)):
        belongs_to(file, case)
    pass_on(draft, case)
    if shown is not NOBODY:
        case.identity = shown.key
        case.save(update_fields=["identity"])
    draft.case = case
    draft.save(update_fields=["case"])
    who = draft.helped_by or draft.resident
    told = {"number": case.number} | ({"identity": shown.key} if case.identity else {})
    told |= {"at": at.isoformat()} if at else {}
    write("cases.submit", who=who, about=case, why=str(case.get_entrance_display()), after=told)
    letters.receipt(case)
    return case


def judge(draft: Draft) -> tuple[dict[str, Any], dict[str, str]]:
    """The answers as they would arrive, and what is still wrong, by the key of the answer."""
    steps, questions = draft.definition.steps, draft.definition.questions
    answers, wrong = judged(questions, draft.answers)
    for number in draft.unfinished:
        key = steps[int(number) - 1].questions[0].key
        wrong.setdefault(
            key, _("「%(page)s」のページに、まだ直すところがあります") % {"page": spoken(steps[int(number) - 1].title)}
        )
    return answers, wrong or checked(draft.procedure.checks, questions, answers, draft.definition.rules)


def _arrived(draft: Draft, definition: FormDefinition, answers: dict[str, Any], at: datetime, invented: bool) -> Case:
    says = definition.content
    arrived_on = at.astimezone(JAPAN).date()
    with override("ja"):
        subject = str(answers.get(says["names_case"]) or draft.about or draft.resident or "")
    case = Case(
        number=_number(says["sign"], arrived_on),
        definition=definition,
        procedure_key=definition.key,
        kind=says["kind"],
        state=State.RECEIVED,
        subject=subject[:200],
        email=answers.get(says["mails_to"]) or "",
        language=draft.language,
        entrance=draft.entrance,
        helped_by=draft.helped_by,
        resident=draft.resident,
        package=draft.package,
        follows=draft.follows,
        handed_in=answers,
        arrived_at=at,
        answer_within=says["answer_within"],
        due_on=add_open_days(arrived_on, says["answer_within"]),
        invented=invented,
    )
    case.about = draft.about
    case.save()
    return case


def _number(sign: str, on: date) -> str:
    """R8-団登-0043: gap-free in its series and fiscal year, as it is drawn in the transaction of the arrival."""
    return next_number(f"cases.{sign}", on, mark=sign, pattern="{era}-{mark}-{number:04d}")


def file_ids(definition: FormDefinition, answers: Mapping[str, Any]) -> Iterable[int]:
    """The ids of all files among the answers."""
    keys = [key for question in definition.questions if question.kind == "files" for key in keys_of(question)]
    return [pk for key in keys for pk in answers.get(key) or ()]

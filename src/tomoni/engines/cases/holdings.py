"""What cases hold of a resident, how long a case stays, and how one is erased when its time is over.

A closed case stays for the years that the city has set (`keep_years` of the procedure), counted from the end of the
fiscal year in which it was closed. Then its contents go, whether somebody asked or not; its number, its kind, its days
and its outcome stay, since figures are counted from them.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.clock import add_months, today
from tomoni.base.design.shapes import Answer
from tomoni.base.journal.api import write
from tomoni.common.files.holdings import erase_files_about
from tomoni.common.people.api import Resident
from tomoni.common.people.erasure import forget
from tomoni.common.people.looks import Told, told_as
from tomoni.common.people.my_data import (
    Enclosed,
    Fact,
    Fate,
    Keeper,
    Kept,
    Thing,
    end_of_keeping,
    keeper,
    kept_with,
    plain,
)
from tomoni.common.post.holdings import erase_messages_about

from .models import Appeal, Assistance, Case, CaseLink, Correction, Draft, Notice, Proposal, _token
from .queries import answers_of, files_among
from .remedies import SUIT_MONTHS
from .settings import keep_years

GONE = "（消去済み）"


@told_as("cases.case")
def case_as_told(case: Case) -> Told:
    return Told(f"{case.title}　{case.number}", case.get_absolute_url())


@kept_with("cases.case")
def rule_of(case: Case, on: date) -> Kept | None:
    """Open cases stay until they are closed; closed ones for the years of their procedure."""
    if case.erased_on is not None:
        return None
    if case.closed_on is None:
        return Kept(None, _("手続きが続いています。終わるか、取り下げると、残す年数を数え始めます。"))
    if because := next(iter(holds(case, on)), ""):
        return Kept(None, because)
    years = keep_years(case.procedure_key)
    until = end_of_keeping(case.closed_on, years)
    because = _(
        "終わった手続きの記録は、終わった年度の次の年度から%(years)d年残す決まりです。（市の文書の保存の決まり）"
    )
    return Kept(until, because % {"years": years}) if on <= until else None


def holds(case: Case, on: date) -> list[str]:
    """Why a case must not be disposed of now, whatever its years say; empty when nothing holds it.

    An open appeal does, and the six months after a ruling in which it can be taken to court.
    """
    reasons = []
    for appeal in case.appeals.all():
        if appeal.is_open:
            reasons.append(_("審査請求（%(number)s）が終わっていません。") % {"number": appeal.number})
        elif appeal.ruling and appeal.closed_on and on <= add_months(appeal.closed_on, SUIT_MONTHS, to_open_day=True):
            reasons.append(_("裁決（%(number)s）のあと、訴えを起こせる間です。") % {"number": appeal.ruling_number})
    return reasons


@keeper
class Cases(Keeper):
    key, title, place = "cases", gettext_lazy("申請と届出"), 30
    models = ("cases.case", "cases.draft")

    def tells(self, resident: Resident) -> Iterable[Thing]:
        for case in resident.cases.select_related("definition", "notice", "assistance").prefetch_related(
            "corrections", "messages"
        ):
            yield _case(case)
        for draft in resident.drafts.filter(case=None).select_related("definition"):
            yield _draft(draft)

    def fates(self, resident: Resident, on: date) -> Iterable[Fate]:
        yield Fate(_("書きかけの申請"), resident.drafts.filter(case=None).count())
        for case in resident.cases.select_related("definition"):
            what, rule = f"{case.title}　{case.number}", rule_of(case, on)
            yield Fate(what, kept=True, until=rule.until, because=rule.because) if rule else Fate(what)

    def erase(self, resident: Resident, on: date, *, who: Model | None) -> None:
        for draft in resident.drafts.all():
            forget(draft, who=who)
            draft.delete()
        for case in resident.cases.all():
            if rule_of(case, on) is None:
                erase_case(case, who=who)


@transaction.atomic
def erase_case(case: Case, *, who: Model | None) -> Case:
    """Take the contents out of a closed case whose time is over. Its number, days and outcome stay."""
    erase_files_about(case, who=who)
    erase_messages_about(case, who=who)
    for rows in (case.messages, case.notes, case.delays, case.consultations):
        rows.all().delete()
    gone = dict.fromkeys(("appellant", "contact", "wants", "grounds", "defence", "rebuttal", "advice"), GONE)
    Appeal.objects.filter(case=case).update(**gone, late_because="", token=_token())
    Appeal.objects.filter(case=case).exclude(ruling="").update(ruling_reasons=GONE)
    CaseLink.objects.filter(Q(one=case) | Q(other=case)).update(why=GONE)
    Assistance.objects.filter(case=case).exclude(proxy="").update(proxy_name=GONE, proxy_relation="")
    Draft.objects.filter(case=case).delete()
    Correction.objects.filter(case=case).update(what=GONE, handed_in={})
    for model in (Proposal, Notice):
        for row in model.objects.filter(case=case):
            _blank(row)
    forget(case, who=who)
    blank: dict[str, Any] = {"handed_in": {}, "subject": GONE, "email": "", "resident": None, "token": _token()}
    for name, value in blank.items():
        setattr(case, name, value)
    case.erased_on = today()
    case.save()
    write("cases.erase", who=who, about=case)
    return case


def _blank(row: Proposal | Notice) -> None:
    """Reasons are promised by the database where a request was refused: a word stays in their place."""
    for name in ("article", "facts", "reasoning", "words", "addressee", "body", "remedies"):
        if getattr(row, name, ""):
            setattr(row, name, GONE)
    row.save()


def erase_what_is_over(on: date) -> int:
    """Closed cases whose years are over."""
    closed = Case.objects.filter(erased_on=None, closed_on__isnull=False, closed_on__lt=date(on.year - 1, 4, 1))
    over = [case for case in closed.select_related("definition") if rule_of(case, on) is None]
    for case in over:
        erase_case(case, who=None)
    return len(over)


def _case(case: Case) -> Thing:
    files = files_among(case.definition, case.kept)
    facts = [
        Fact("number", _("受付番号"), case.number),
        Fact("title", _("手続き"), case.title),
        Fact("state", _("状態"), str(case.get_state_display())),
        Fact("arrived_at", _("届いた日時"), plain(case.arrived_at)),
        Fact("closed_on", _("終わった日"), plain(case.closed_on)),
        Fact("email", _("メールアドレス"), case.email),
        *_helped(case),
        *_answers(answers_of(case.definition, case.kept, files)),
        *(Fact(f"correction_{one.pk}", _("補正のお願い"), one.what) for one in case.corrections.all()),
        *(Fact(f"message_{one.pk}", _("担当から") if one.clerk_id else _("あなたから"),
               f"{plain(one.at)} {one.text}") for one in case.messages.all()),
    ]  # fmt: skip
    facts += [Fact(f"appeal_{one.pk}", _("審査請求"), _appeal_told(one)) for one in case.appeals.all()]
    if notice := getattr(case, "notice", None):
        told = (notice.body, notice.article, notice.facts, notice.reasoning, notice.remedies)
        said = "\n".join(part for part in (f"{notice.number} {notice.title}", *told) if part)
        facts.append(Fact("notice", _("通知"), said))
    enclosed = [Enclosed(file.name, file.path) for file in files.values() if file.is_there]
    return Thing(f"{case.title} {case.number}", [fact for fact in facts if fact.value], enclosed)


def _appeal_told(one: Appeal) -> str:
    parts = (one.number, one.wants, one.grounds, one.defence, one.rebuttal, one.ruling_reasons)
    return "\n".join(part for part in parts if part)


def _helped(case: Case) -> list[Fact]:
    help_ = getattr(case, "assistance", None)
    if help_ is None:
        return []
    spoke = "　".join(part for part in (str(help_.get_proxy_display()), help_.proxy_name, help_.proxy_relation) if part)
    return [Fact("helped_at", _("入力を手伝った場所"), help_.place), Fact("proxy", _("代わりに話した人"), spoke)]


def _answers(steps: list[tuple[str, list[Answer]]]) -> list[Fact]:
    """Each question with its answer, under its own words: a form may ask anything."""
    lines = [line for _title, answers in steps for line in answers if line.answer]
    return [Fact(str(line.question), str(line.question), str(line.answer)) for line in lines]


def _draft(draft: Draft) -> Thing:
    files = files_among(draft.definition, draft.answers)
    facts = [Fact("saved_at", _("保存した日時"), plain(draft.saved_at))]
    facts += _answers(answers_of(draft.definition, draft.answers, files))
    enclosed = [Enclosed(file.name, file.path) for file in files.values() if file.is_there]
    return Thing(_("書きかけの申請"), facts, enclosed)

"""Everything that can happen to an evaluation and its sheets.

Whoever acts holds, on the day of the act, a post charged with the duty for it; a section's own words are written by the
section's own posts. What a verb changes stands in the journal, and each move of a sheet beside the sheet as well.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tomoni.base import clock
from tomoni.base.city.api import the_city
from tomoni.base.clock import add_open_days, wareki
from tomoni.base.journal.api import facts_of, write
from tomoni.common.approvals import api as approvals
from tomoni.common.people.actions import enter_organisation, join
from tomoni.common.people.api import Clerk, Membership, Organisation, Post, Resident, Section, posts_of
from tomoni.common.people.organisations import end
from tomoni.common.post.api import send
from tomoni.engines.plan.api import groups

from .models import Evaluation, EvaluationSheet, SheetMove, SheetNote, SheetRemark, SheetReminder
from .prefill import facts_of_groups
from .queries import due_for_a_reminder, find_again, heads_of, sits_on_committee
from .rules import CHECK, COMMITTEE, OPEN, WRITE, NotNow, State, after, differs
from .settings import Evaluating, rules_here

OWN_TEXTS = ("rating", "difference", "comment", "next_step")


class NotYours(Exception):
    """The clerk holds no post that is charged with this for this sheet."""


class AlreadyOpen(Exception):
    """The evaluation of that year was opened before."""


class DifferenceUnexplained(Exception):
    """The rating says something else than the verdict, and nobody has said why."""


class WordsMissing(Exception):
    """A question without words, a sheet without a rating or a comment; `what` is the field."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class WrittenMeanwhile(Exception):
    """Somebody else has written on the sheet since this form was opened."""


class NothingReady(Exception):
    """No sheet is ready to be published, or a paper about this year is still on its way."""


class SectionMissing(LookupError):
    """The city's file names a section that does not exist."""


# Opening


@transaction.atomic
def open_evaluation(*, year: int, figures_on: date, hand_in_by: date, publish_by: date, clerk: Clerk) -> Evaluation:
    """Open the sheets of every group of the plan, filled with all that the system knows on the day of the figures."""
    post = _asks_duty(clerk, OPEN)
    if Evaluation.objects.filter(year=year).exists():
        raise AlreadyOpen(str(year))
    evaluation = Evaluation.objects.create(
        year=year, figures_on=figures_on, hand_in_by=hand_in_by, publish_by=publish_by, opened_on=clock.today()
    )
    rules, now = rules_here(), clock.now()
    sections = {section.code: section for section in Section.objects.all()}
    for order, (code, facts) in enumerate(facts_of_groups(year, on=figures_on).items()):
        sheet = EvaluationSheet.objects.create(
            evaluation=evaluation, code=code, order=order, section=section_of(code, rules, sections), facts=facts,
            verdict=facts["verdict"],
        )  # fmt: skip
        SheetMove.objects.create(sheet=sheet, verb="open", clerk=clerk, at=now)
        groups.cite_figures(facts, figures_on, by=sheet, contact=post, url=sheet.get_absolute_url(), who=clerk)
    number = evaluation.sheets.count()
    write("evaluation.open", who=clerk, about=evaluation, after=facts_of(evaluation) | {"sheets": number})
    return evaluation


def section_of(code: str, rules: Evaluating, sections: Mapping[str, Section]) -> Section:
    """Who writes the sheet of a group: as the city's file says."""
    wanted = rules.sections.get(code, rules.section)
    if wanted not in sections:
        raise SectionMissing(f"services/evaluation.toml: there is no section {wanted!r} for {code}")
    return sections[wanted]


# The section writes


@transaction.atomic
def keep(sheet: EvaluationSheet, texts: Mapping[str, str], *, clerk: Clerk, opened_at: datetime) -> EvaluationSheet:
    """Keep what is being typed, finished or not. The journal tells of it when the sheet is handed in."""
    sheet = _taken(sheet)
    _asks_writer(sheet, clerk)
    if not sheet.is_writable:
        raise NotNow("keep", sheet.state)
    if sheet.written_by_id not in (None, clerk.pk) and sheet.written_at and sheet.written_at > opened_at:
        raise WrittenMeanwhile
    for name in OWN_TEXTS:
        setattr(sheet, name, texts.get(name, getattr(sheet, name)))
    chosen = rules_here().rating(sheet.rating)
    sheet.rating, sheet.rating_in = (chosen.key, chosen.said) if chosen else ("", {})
    sheet.written_by, sheet.written_at = clerk, clock.now()
    sheet.save(update_fields=[*OWN_TEXTS, "rating_in", "written_by", "written_at"])
    return sheet


@transaction.atomic
def hand_in(sheet: EvaluationSheet, *, clerk: Clerk, reply: str = "") -> EvaluationSheet:
    """The section hands its sheet to the planning section; after a question, with its reply."""
    sheet = _taken(sheet)
    _asks_writer(sheet, clerk)
    goes_to = after("hand_in", sheet.state)
    for name in ("rating", "comment", "next_step"):
        if not getattr(sheet, name).strip():
            raise WordsMissing(name)
    rating = rules_here().rating(sheet.rating)
    if rating and differs(rating.fits, sheet.verdict) and not sheet.difference.strip():
        raise DifferenceUnexplained
    sheet.handed_in_on = clock.today()
    return _move(sheet, "hand_in", goes_to, clerk, words=reply, changed=["handed_in_on"], told=OWN_TEXTS)


@transaction.atomic
def take_back(sheet: EvaluationSheet, *, clerk: Clerk) -> EvaluationSheet:
    """The section takes its sheet back, as long as nobody has checked it."""
    sheet = _taken(sheet)
    _asks_writer(sheet, clerk)
    return _move(sheet, "take_back", after("take_back", sheet.state), clerk)


@transaction.atomic
def answer(sheet: EvaluationSheet, *, clerk: Clerk, decision: str, words: str) -> EvaluationSheet:
    """The section says what the city does with what the committee asked for."""
    sheet = _taken(sheet)
    _asks_writer(sheet, clerk)
    goes_to = after("answer", sheet.state)
    if not words.strip() or decision not in EvaluationSheet.Answer.values:
        raise WordsMissing("answer_words")
    sheet.answer, sheet.answer_words = decision, words.strip()
    return _move(sheet, "answer", goes_to, clerk, changed=["answer", "answer_words"])


# The planning section and the committee


@transaction.atomic
def check(sheet: EvaluationSheet, *, clerk: Clerk) -> EvaluationSheet:
    """The planning section has read the sheet; it goes to the committee."""
    _asks_duty(clerk, CHECK)
    sheet = _taken(sheet)
    return _move(sheet, "check", after("check", sheet.state), clerk)


@transaction.atomic
def ask(sheet: EvaluationSheet, *, clerk: Clerk, question: str) -> EvaluationSheet:
    """The planning section asks something, and the sheet goes back to those who wrote it."""
    _asks_duty(clerk, CHECK)
    sheet = _taken(sheet)
    goes_to = after("ask", sheet.state)
    if not question.strip():
        raise WordsMissing("question")
    return _move(sheet, "ask", goes_to, clerk, words=question.strip())


@transaction.atomic
def remark(sheet: EvaluationSheet, *, resident: Resident, words: str) -> SheetRemark | None:
    """A member of the committee writes, or takes back with no words, as long as the sheet lies before it.

    The journal keeps that somebody wrote, and not what: the words become the committee's.
    """
    if not sits_on_committee(resident, clock.today()):
        raise NotYours
    sheet = _taken(sheet)
    if sheet.state != State.CHECKED:
        raise NotNow("remark", sheet.state)
    if words.strip():
        said = {"words": words.strip(), "at": clock.now()}
        kept, _new = SheetRemark.objects.update_or_create(sheet=sheet, resident=resident, defaults=said)
    else:
        kept = None
        SheetRemark.objects.filter(sheet=sheet, resident=resident).delete()
    write("evaluation.remark", who=resident, about=sheet, after={"written": kept is not None})
    return kept


@transaction.atomic
def review(sheet: EvaluationSheet, *, clerk: Clerk, met_on: date, opinion: str, request: str = "") -> EvaluationSheet:
    """What the committee said at its meeting, entered by its secretary. What it asks is answered.

    What its members have written themselves goes with it, word for word and without names.
    """
    _asks_duty(clerk, COMMITTEE)
    sheet = _taken(sheet)
    verb = "review" if request.strip() else "review_only"
    goes_to = after(verb, sheet.state)
    if not opinion.strip():
        raise WordsMissing("opinion")
    sheet.met_on, sheet.opinion, sheet.request = met_on, opinion.strip(), request.strip()
    sheet.member_words = [one.words for one in sheet.remarks.all()]
    sheet.remarks.all().delete()
    return _move(sheet, verb, goes_to, clerk, changed=["met_on", "opinion", "request", "member_words"])


# Who sits on the committee


class NoSuchAccount(LookupError):
    """Nobody signs in with this mail address, so nobody can be seated."""


@transaction.atomic
def seat(email: str, *, clerk: Clerk) -> Membership:
    """The committee's secretary seats whoever signs in with a mail address, as a member from today on."""
    _asks_duty(clerk, COMMITTEE)
    resident = Resident.objects.filter(account__email__iexact=email.strip(), account__clerk=None).first()
    if resident is None:
        raise NoSuchAccount(email)
    rules = rules_here().committee
    organisation = Organisation.objects.filter(key=rules.organisation).first() or enter_organisation(
        key=rules.organisation, name=rules.name, kind=Organisation.Kind.OTHER, who=clerk
    )
    role = Membership.Role.MEMBER
    return join(organisation=organisation, resident=resident, role=role, since=clock.today(), who=clerk)


@transaction.atomic
def unseat(membership: Membership, *, clerk: Clerk) -> Membership:
    """Somebody is no longer a member. What they have written for sheets that wait stays, unless they take it back."""
    _asks_duty(clerk, COMMITTEE)
    return end(membership=membership, who=clerk)


# Publication


@transaction.atomic
def propose_publication(evaluation: Evaluation, *, clerk: Clerk) -> approvals.Paper:
    """Draft the paper by which the sheets that are ready are published, and send it up its route."""
    post = _asks_duty(clerk, OPEN)
    sheets = list(evaluation.sheets.select_for_update().filter(state__in=[State.READY, State.PROPOSED]))
    ready = [sheet for sheet in sheets if sheet.state == State.READY]
    if not ready or len(ready) < len(sheets):
        raise NothingReady
    for sheet in ready:
        _move(sheet, "propose", after("propose", sheet.state), clerk)
    with override("ja"):
        lines = [_line(sheet) for sheet in ready]
        asked = _("%(evaluation)sについて、次の%(number)d件の評価シートを公表してよろしいか伺います。")
        text = asked % {"evaluation": evaluation, "number": len(ready)}
        title = _("%(evaluation)sの公表") % {"evaluation": evaluation}
    known = {each.key: each for each in Post.objects.filter(key__in=rules_here().route)}
    return approvals.draft(
        kind="evaluation.publication", about=evaluation, title=title, text="\n".join([text, "", *lines]),
        drafter=clerk, as_post=post, route=[known[key] for key in rules_here().route if key in known],
        due_on=add_open_days(clock.today(), 10),
    )  # fmt: skip


def _line(sheet: EvaluationSheet) -> str:
    said = f"{sheet.code} {sheet.title}：{sheet.section}の評価「{sheet.rating_name}」"
    return f"{said}、市の対応「{sheet.get_answer_display()}」" if sheet.answer else said


@transaction.atomic
def publish(evaluation: Evaluation, *, clerk: Clerk | None) -> int:
    """The paper is decided: its sheets stand before the public from today on, and never change again."""
    today, number = clock.today(), 0
    for sheet in evaluation.sheets.select_for_update().filter(state=State.PROPOSED).select_related("evaluation"):
        sheet.published_on = today
        _move(sheet, "publish", after("publish", sheet.state), clerk, changed=["published_on"])
        find_again(sheet)
        number += 1
    return number


@transaction.atomic
def let_go(evaluation: Evaluation, *, clerk: Clerk | None, why: str = "") -> int:
    """The paper was rejected or withdrawn: its sheets wait for another one."""
    number = 0
    for sheet in evaluation.sheets.select_for_update().filter(state=State.PROPOSED):
        _move(sheet, "let_go", after("let_go", sheet.state), clerk, words=why)
        number += 1
    return number


@transaction.atomic
def note(sheet: EvaluationSheet, *, clerk: Clerk, words: str) -> SheetNote:
    """Say beside a published sheet what turned out to be wrong. The sheet itself stays as it was published."""
    _asks_duty(clerk, OPEN)
    if not sheet.is_published:
        raise NotNow("note", sheet.state)
    if not words.strip():
        raise WordsMissing("words")
    kept = SheetNote.objects.create(sheet=sheet, on=clock.today(), words=words.strip(), clerk=clerk)
    write("evaluation.note", who=clerk, about=sheet, after={"on": kept.on, "words": kept.words})
    return kept


# Reminders


@transaction.atomic
def remind(evaluation: Evaluation, *, clerk: Clerk) -> list[SheetReminder]:
    """Write to the heads of all sections whose sheets are late or nearly due: one letter each, once a day."""
    _asks_duty(clerk, OPEN)
    today = clock.today()
    due = due_for_a_reminder(evaluation, today, within=rules_here().remind_within)
    heads = heads_of((row.sheet.section for row in due), today)
    kept = []
    for section in {row.sheet.section.pk: row.sheet.section for row in due}.values():
        sheets = [row.sheet for row in due if row.sheet.section_id == section.pk]
        who = heads.get(section.pk, [])
        for address in {head.account.email for head in who if head.account} or {section.email}:
            _write_to(section, address, sheets, today)
        name = f"{section} {'、'.join(str(head) for head in who)}".strip()
        kept += [SheetReminder(sheet=sheet, on=today, to=name, by=clerk) for sheet in sheets]
    SheetReminder.objects.bulk_create(kept)
    if kept:
        told = {"sheets": [one.sheet.code for one in kept], "to": sorted({one.to for one in kept})}
        write("evaluation.remind", who=clerk, about=evaluation, after=told)
    return kept


def _write_to(section: Section, address: str, sheets: list[EvaluationSheet], today: date) -> None:
    evaluation = sheets[0].evaluation
    with override("ja"):
        listed = "\n".join(f"・{sheet.code} {sheet.title}" for sheet in sheets)
        said = _(
            "%(evaluation)sのシートが、まだ出ていません。期限は%(day)sです。\n\n%(listed)s\n\n"
            "数字と件数はもう入っています。評価、コメント、次にすることを、職員の机の「行政評価」で書いてください。"
        ) % {"evaluation": evaluation, "day": wareki(evaluation.hand_in_by), "listed": listed}
        subject = _("評価シートのお願い（%(year)s）") % {"year": evaluation.fiscal_year}
        body = f"{section} 御中\n\n{said}\n\n{the_city().name}"
    send(
        to=address, kind="evaluation.reminder", subject=subject, body=body, about=evaluation, language="ja",
        key=f"evaluation.reminder:{evaluation.year}:{section.code}:{today}:{address}",
    )  # fmt: skip


# What every move needs


def may_write(clerk: Clerk, sheet: EvaluationSheet, on: date) -> bool:
    """Whether the clerk holds, in the sheet's own section, a post charged with writing."""
    return any(post.section_id == sheet.section_id and post.charges(WRITE) for post in posts_of(clerk, on))


def _asks_writer(sheet: EvaluationSheet, clerk: Clerk) -> None:
    if not may_write(clerk, sheet, clock.today()):
        raise NotYours


def _asks_duty(clerk: Clerk, duty: str) -> Post:
    """The post by which the clerk does it."""
    found = next((post for post in posts_of(clerk, clock.today()) if post.charges(duty)), None)
    if found is None:
        raise NotYours
    return found


def _taken(sheet: EvaluationSheet) -> EvaluationSheet:
    """The sheet as it stands now, held until the transaction ends."""
    return EvaluationSheet.objects.select_for_update(of=("self",)).select_related("evaluation").get(pk=sheet.pk)


def _move(
    sheet: EvaluationSheet,
    verb: str,
    goes_to: State,
    clerk: Clerk | None,
    *,
    words: str = "",
    changed: list[str] | None = None,
    told: tuple[str, ...] = (),
) -> EvaluationSheet:
    was = sheet.state
    sheet.state = goes_to.value
    names = changed or []
    sheet.save(update_fields=["state", *names])
    SheetMove.objects.create(sheet=sheet, verb=verb, clerk=clerk, words=words.strip(), at=clock.now())
    facts: dict[str, Any] = {name: getattr(sheet, name) for name in (*names, *told)}
    write(
        f"evaluation.{verb}", who=clerk, about=sheet, why=words.strip(), before={"state": was},
        after={"state": sheet.state, **facts},
    )  # fmt: skip
    return sheet

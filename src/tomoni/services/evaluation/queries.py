"""Reads of the evaluation that more than one screen needs."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

from tomoni.base.search import api as search
from tomoni.common.people.api import Clerk, Membership, Post, Resident, Section, holders_of

from .models import Evaluation, EvaluationSheet, in_language
from .rules import State
from .settings import rules_here


def published_evaluations() -> QuerySet[Evaluation]:
    """The years of which something was published, the newest first."""
    return Evaluation.objects.filter(sheets__state=State.PUBLISHED).distinct().order_by("-year")


def published_sheets(year: int | None = None) -> QuerySet[EvaluationSheet]:
    """What everybody may read, with its notes, the newest year first."""
    sheets = EvaluationSheet.objects.published().select_related("evaluation", "section").prefetch_related("notes")
    if year is not None:
        sheets = sheets.filter(evaluation__year=year)
    return sheets.order_by("-evaluation__year", "order", "code")


def sits_on_committee(resident: Resident, on: date) -> bool:
    """Whether the resident belongs, on a day, to the organisation that the city names as its committee."""
    key = rules_here().committee.organisation
    return bool(key) and resident.memberships.standing(on).filter(organisation__key=key).exists()


def members_of_committee(on: date) -> QuerySet[Membership]:
    """Who sits on the committee on a day, those who came first first."""
    held = Membership.objects.standing(on).filter(organisation__key=rules_here().committee.organisation or None)
    return held.select_related("resident").order_by("since", "pk")


def before_the_committee() -> QuerySet[EvaluationSheet]:
    """The sheets that wait for what the committee says, in the plan's order."""
    sheets = EvaluationSheet.objects.filter(state=State.CHECKED).select_related("evaluation", "section")
    return sheets.order_by("evaluation__year", "order", "code")


def sheets_of_year(evaluation: Evaluation) -> QuerySet[EvaluationSheet]:
    """All sheets of a year in the plan's order, with what lists show."""
    sheets = evaluation.sheets.select_related("evaluation", "section", "written_by")
    return sheets.prefetch_related("reminders", "moves").order_by("order", "code")


@dataclass(frozen=True)
class Chased:
    """A sheet that was not handed in: how late it is, and when somebody was reminded last."""

    sheet: EvaluationSheet
    overdue: int  # days, above zero once the last day has passed
    reminded_on: date | None
    times: int


def chase_list(evaluation: Evaluation, on: date) -> list[Chased]:
    """Who has not handed in, the most overdue first; two queries."""
    sheets = evaluation.sheets.not_handed_in().select_related("section", "evaluation").prefetch_related("reminders")
    rows = [_chased(sheet, on) for sheet in sheets]
    return sorted(rows, key=lambda row: (-row.overdue, row.sheet.section.order, row.sheet.order))


def _chased(sheet: EvaluationSheet, on: date) -> Chased:
    days = [reminder.on for reminder in sheet.reminders.all()]
    return Chased(sheet, (on - sheet.due_on).days, max(days, default=None), len(days))


def due_for_a_reminder(evaluation: Evaluation, on: date, *, within: int) -> list[Chased]:
    """Those of the chase list that are late or due within some days and have not been reminded today."""
    soon = on + timedelta(days=within)
    return [row for row in chase_list(evaluation, on) if row.sheet.due_on <= soon and row.reminded_on != on]


def heads_of(sections: Iterable[Section], on: date) -> dict[int, list[Clerk]]:
    """Who leads each section on a day: the holders of its highest post that is not vacant, by the section's id."""
    wanted = {section.pk for section in sections}
    posts = list(Post.objects.filter(section__in=wanted).order_by("-rank", "order", "key"))
    held = holders_of(posts, on)
    found: dict[int, list[Clerk]] = {}
    for post in posts:
        if held[post.pk]:
            found.setdefault(post.section_id, held[post.pk])
    return found


def states_of(sheets: Iterable[EvaluationSheet]) -> dict[str, int]:
    """How many sheets are how far, in the order of their way."""
    counted = Counter(sheet.state for sheet in sheets)
    return {state.value: counted[state.value] for state in State if counted[state.value]}


# The search


def find_again(sheet: EvaluationSheet) -> None:
    """Put a published sheet into the public search, in every language."""
    with override(settings.LANGUAGE_CODE):
        url = reverse("plan-evaluation-sheet", args=[sheet.evaluation.year, sheet.code])
    text = "\n".join((sheet.comment, sheet.next_step, sheet.opinion, sheet.request, sheet.answer_words))
    for language, _name in settings.LANGUAGES:
        with override(language):
            title = f"{sheet.evaluation.fiscal_year} {sheet.code} {in_language(sheet.facts['title'])}"
        search.put("evaluation", sheet, title=title, text=text, url=url, language=language, quality=5)


def refill() -> None:
    """Put every published sheet into the search again."""
    for sheet in published_sheets():
        find_again(sheet)

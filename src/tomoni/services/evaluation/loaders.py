"""The invented sheets of a demo: `demo/evaluation.csv`, a line per sheet of a year that was published."""

from datetime import date
from typing import Any

from tomoni.base.city.api import EVERYTHING, CityData, loadable
from tomoni.base.clock import FiscalYear, add_open_days
from tomoni.common.people.api import Post, Section
from tomoni.engines.plan.api import groups as groups_of_plan

from .actions import section_of
from .models import Evaluation, EvaluationSheet
from .prefill import facts_of_groups
from .queries import find_again
from .rules import OPEN, State
from .settings import rules_here

TEXTS = ("rating", "difference", "comment", "next_step", "met_on", "opinion", "request", "answer", "answer_words")


class SheetRow(CityData):
    """One line of the file: what was said in that year. Figures come from the plan, as for every sheet."""

    year: int
    group: str
    opened_on: date
    rating: str
    difference: str = ""
    comment: str
    next_step: str
    met_on: date
    opinion: str
    request: str = ""
    answer: str = ""
    answer_words: str = ""
    published_on: date


def _write(row: SheetRow) -> EvaluationSheet:
    """Once; what stands is not written again."""
    known = EvaluationSheet.objects.of(row.year, row.group).first()
    if known is not None:
        return known
    rules = rules_here()
    rating = rules.rating(row.rating)
    if rating is None:
        raise row.unknown("rating", row.rating, [one.key for one in rules.ratings])
    if row.answer and row.answer not in EvaluationSheet.Answer.values:
        raise row.unknown("answer", row.answer, EvaluationSheet.Answer.values)
    evaluation = _year(row)
    groups = facts_of_groups(row.year, on=evaluation.figures_on)
    if row.group not in groups:
        raise row.unknown("group", row.group, groups)
    facts = groups[row.group]
    sheet = EvaluationSheet.objects.create(
        evaluation=evaluation, code=row.group, order=list(groups).index(row.group), facts=facts,
        section=section_of(row.group, rules, {each.code: each for each in Section.objects.all()}),
        verdict=facts["verdict"], state=State.PUBLISHED.value, rating_in=rating.said, handed_in_on=row.opened_on,
        published_on=row.published_on, invented=True, **_texts(row),
    )  # fmt: skip
    keeper = Post.objects.filter(duties__duty=OPEN).order_by("-rank", "order", "key").first()
    if keeper is not None:
        on, url = evaluation.figures_on, sheet.get_absolute_url()
        groups_of_plan.cite_figures(facts, on, by=sheet, contact=keeper, url=url)
    find_again(sheet)
    return sheet


def _year(row: SheetRow) -> Evaluation:
    days = {
        "figures_on": FiscalYear(row.year).last,
        "opened_on": row.opened_on,
        "hand_in_by": add_open_days(row.opened_on, rules_here().hand_in_within),
        "publish_by": row.published_on,
        "invented": True,
    }
    return Evaluation.objects.get_or_create(year=row.year, defaults=days)[0]


def _texts(row: SheetRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in TEXTS}


def _tell(sheet: EvaluationSheet) -> SheetRow:
    assert sheet.published_on is not None
    told = {name: getattr(sheet, name) for name in TEXTS}
    return SheetRow(
        year=sheet.evaluation.year, group=sheet.code, opened_on=sheet.evaluation.opened_on,
        published_on=sheet.published_on, **told,
    )  # fmt: skip


loadable(
    "evaluation.invented",
    title="評価シート（見本）",
    file="demo/evaluation.csv",
    row=SheetRow,
    natural=("year", "group"),
    write=_write,
    things=lambda: EvaluationSheet.objects.filter(invented=True, state=State.PUBLISHED).select_related("evaluation"),
    tell=_tell,
    after=EVERYTHING,  # the figures of a sheet are counted from the records of every service
    demo=True,
)

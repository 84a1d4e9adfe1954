"""What the evaluation hangs into the house: its paper, its item of the desk, its data, its words beside the plan."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tomoni.base.design.frame import rail
from tomoni.base.design.parts.words import verdict_word
from tomoni.base.opendata import csv, dataset, json
from tomoni.base.sheets import Cell
from tomoni.common.approvals import api as approvals
from tomoni.common.people.api import name_verb
from tomoni.engines.plan.api import chapter, groups

from . import actions
from .models import Evaluation, EvaluationSheet, SheetMove
from .queries import published_evaluations, published_sheets
from .rights import TAKES_PART
from .wording import year_name

rail("evaluation", gettext_lazy("行政評価"), "desk-evaluation", right=TAKES_PART)
dataset(
    "plan-evaluation",
    gettext_lazy("計画の評価シート"),
    says=gettext_lazy(
        "取組の方向ごとに、担当課の評価、規則による判定、委員会の意見、市の対応。1行に1枚のシート。"
        "もう一つの表は、シートの数字を、定義の版といっしょに。"
    ),
    renewed=gettext_lazy("公表したとき"),
    forms=(csv("plan-evaluation-csv"), csv("plan-evaluation-figures-csv"), json("plan-evaluation-json")),
)
for verb, title in SheetMove.VERBS:
    name_verb(f"evaluation.{verb}", title)
name_verb("evaluation.remark", gettext_lazy("委員が評価シートに意見を書いた"))
name_verb("evaluation.note", gettext_lazy("公表したシートに付記した"))
name_verb("evaluation.remind", gettext_lazy("評価シートを督促した"))


def _published(paper: approvals.Paper) -> None:
    assert isinstance(paper.about, Evaluation)
    actions.publish(paper.about, clerk=paper.drafter)


def _let_go(paper: approvals.Paper) -> None:
    assert isinstance(paper.about, Evaluation)
    actions.let_go(paper.about, clerk=paper.drafter)


def _matter(paper: approvals.Paper) -> str:
    return paper.about.get_absolute_url() if isinstance(paper.about, Evaluation) else ""


approvals.kind(
    "evaluation.publication",
    gettext_lazy("行政評価の公表"),
    on_decided=_published,
    on_rejected=_let_go,
    on_withdrawn=_let_go,
    follows=gettext_lazy("シートが公開されます"),
    matter=_matter,
)


def beside(plan: str, code: str) -> Iterable[groups.Beside]:
    """The published sheets of a group, the newest first; of the whole plan, the way to all of them."""
    if not code:
        if newest := published_evaluations().first():
            title = _("計画の評価（%(year)sまで）") % {"year": year_name(newest.year)}
            yield groups.Beside(title, reverse("plan-evaluation"), year=newest.year)
        return
    for sheet in published_sheets().filter(code=code):
        if sheet.facts["plan"] == plan:
            yield _beside(sheet)


def _beside(sheet: EvaluationSheet) -> groups.Beside:
    told = {"rating": sheet.rating_name, "verdict": verdict_word(sheet.verdict)}
    parts = (
        (_("この一年にしたことと評価のわけ"), sheet.comment),
        (_("判定とちがう理由"), sheet.difference),
        (_("次にすること"), sheet.next_step),
        (_("委員会の意見"), sheet.opinion),
        (_("委員会の提案"), sheet.request),
        (_("委員ひとりひとりのことば"), "\n\n".join(sheet.member_words)),
        (_("市の対応"), f"{sheet.get_answer_display()}　{sheet.answer_words}" if sheet.answer else ""),
        *((_("公表後の付記"), f"{note.on}　{note.words}") for note in sheet.notes.all()),
    )
    return groups.Beside(
        title=_("%(year)sの評価") % {"year": year_name(sheet.evaluation.year)},
        url=reverse("plan-evaluation-sheet", args=[sheet.evaluation.year, sheet.code]),
        summary=_("担当課の評価「%(rating)s」、規則による判定「%(verdict)s」") % told,
        parts=tuple((heading, text) for heading, text in parts if text),
        year=sheet.evaluation.year,
        invented=sheet.invented,
    )


groups.beside_groups.add("evaluation", beside)


@chapter(
    "evaluation",
    "評価",
    heads=("年度", "取組の方向", "担当課の評価", "規則による判定", "次にすること", "委員会の意見", "市の対応", "見本"),
    wide=(2, 4, 2, 2, 5, 5, 5, 1),
    words="公表した評価シートのうち、その日までに公表した、いちばん新しい年度のもの。",
)
def in_the_book(on: date) -> Iterable[Sequence[Cell]]:
    """The newest year that was published by a day, a line per sheet."""
    sheets = list(published_sheets().filter(published_on__lte=on))
    newest = sheets[0].evaluation.year if sheets else 0
    with override("ja"):
        return [_row(sheet) for sheet in sheets if sheet.evaluation.year == newest]


def _row(sheet: EvaluationSheet) -> list[Cell]:
    does = "　".join(filter(None, (sheet.get_answer_display(), sheet.answer_words)))
    return [
        sheet.evaluation.fiscal_year.short, f"{sheet.code} {sheet.title}", sheet.rating_name,
        verdict_word(sheet.verdict), sheet.next_step, sheet.opinion, does, "見本" if sheet.invented else "",
    ]  # fmt: skip

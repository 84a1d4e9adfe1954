"""Why a paper goes as far as it does, in sentences: 「なぜ部長専決？」. Always by the table the paper began with."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tomoni.base.money_amount import written
from tomoni.common.people.api import Post

from ..models import Basis, Cell, DecidingTable, Paper
from .matters import Escalator, Stage, title_of
from .rules import Asked, Considered, Judgement, Verdict, judge
from .tables import RANKS, rules_of, upwards


@dataclass(frozen=True)
class Line:
    """One rule of the table, and what came of it."""

    decider: str
    limit: str
    result: str
    fits: bool
    reference: str


@dataclass(frozen=True)
class Explained:
    """`sentences` say it in words, `lines` are the rules that were looked at, the lowest post first."""

    matter: str
    table: DecidingTable
    sentences: tuple[str, ...]
    lines: tuple[Line, ...]


def explain_paper(paper: Paper, cells: Sequence[Cell]) -> Explained | None:
    """None for a paper whose route somebody laid out by hand."""
    basis = Basis.objects.select_related("table").filter(paper=paper).first()
    if basis is None:
        return None
    sections = tuple(each.code for each in upwards(paper.as_post.section))
    asked = Asked(basis.matter, basis.judged_on, basis.stage, basis.amount_yen, sections, tuple(basis.escalators))
    judgement = judge(rules_of(basis.table), asked)
    decider = next((cell.post for cell in cells if cell.decides), None)
    told = explain(basis.table, asked, judgement, decider)
    if decider is None or decider.rank == basis.height:
        return told
    raised = _("そのあと、専決できる人が%(post)sに上げました。") % {"post": decider.title}
    return Explained(told.matter, told.table, (*told.sentences, raised), told.lines)


def explain(table: DecidingTable, asked: Asked, judgement: Judgement, decider: Post | None) -> Explained:
    """The judgement in words, in the language of the reader."""
    names = _names(judgement)
    sentences = [_ruled(asked, judgement, names), *_escalated(asked, judgement)]
    if decider is not None and _higher_than_asked(judgement, decider):
        sentences.append(_("起案した人より上の職が決めるため、%(post)sになります。") % {"post": decider.title})
    lines = tuple(_line(each, names, escalated=judgement.is_escalated) for each in judgement.considered)
    return Explained(matter_words(asked.matter, asked.stage), table, tuple(sentences), lines)


def matter_words(matter: str, stage: str = "") -> str:
    stage_words = str(Stage(stage).label) if stage in Stage.values else ""
    return f"{title_of(matter)}（{stage_words}）" if stage_words else title_of(matter)


def limit_words(max_yen: int | None) -> str:
    return _("金額によらない") if max_yen is None else _("%(amount)s以下") % {"amount": written(max_yen)}


def _ruled(asked: Asked, judgement: Judgement, names: dict[str, str]) -> str:
    rule = judgement.rule
    facts = {"matter": matter_words(asked.matter, asked.stage)}
    if rule is None:
        return _("「%(matter)s」には、ほかの職が決められる決まりがないので、市長が決めます。") % facts
    facts |= {"post": names[rule.decider], "limit": limit_words(rule.max_yen), "reference": rule.reference}
    if asked.amount_yen is None or rule.max_yen is None:
        return _("「%(matter)s」は、%(post)sが決められます。（%(reference)s）") % facts
    facts["amount"] = written(asked.amount_yen)
    return _("「%(matter)s」で%(amount)sは、%(limit)sなので、%(post)sが決められます。（%(reference)s）") % facts


def _escalated(asked: Asked, judgement: Judgement) -> list[str]:
    ticked = [str(Escalator(key).label) for key in asked.escalators if key in Escalator.values]
    if not ticked:
        return [_("上に上げる事情（議会、重要、先例、争いなど）の印はありません。")]
    facts = {"ticked": "、".join(ticked)}
    if judgement.is_escalated:
        by = "、".join(str(Escalator(key).label) for key in judgement.escalated_by if key in Escalator.values)
        return [_("「%(by)s」に印があるので、その決まりより上に上がります。") % {"by": by}]
    return [_("「%(ticked)s」に印がありますが、もう十分に上の職が決めます。") % facts]


def _line(one: Considered, names: dict[str, str], *, escalated: bool) -> Line:
    fits = one.verdict == Verdict.FITS
    return Line(
        decider=names[one.rule.decider],
        limit=limit_words(one.rule.max_yen),
        result=_("当てはまるが、印があるので上へ") if fits and escalated else _result(one.verdict),
        fits=fits and not escalated,
        reference=one.rule.reference,
    )


def _result(verdict: Verdict) -> str:
    return {
        Verdict.FITS: _("当てはまる"),
        Verdict.OVER: _("金額がこえる"),
        Verdict.NO_AMOUNT: _("金額が書かれていない"),
        Verdict.ELSEWHERE: _("ほかの課のための決まり"),
        Verdict.NOT_IN_FORCE: _("その日には、効いていない"),
        Verdict.NOT_NEEDED: _("もっと下の職が決められる"),
    }[verdict]


def _names(judgement: Judgement) -> dict[str, str]:
    """How the deciders of the rules are called: a rank by itself, a post by its title."""
    deciders = {one.rule.decider for one in judgement.considered}
    named = dict(Post.objects.filter(key__in=deciders - set(RANKS)).values_list("key", "title"))
    return {key: named.get(key, key) for key in deciders}


def _higher_than_asked(judgement: Judgement, decider: Post) -> bool:
    return decider.rank > judgement.height

"""What the screens show of a document: its draft as a tree with the way to every line, and the lines of the source."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tomoni.base.city.differences import Difference
from tomoni.base.clock import FiscalYear

from ..models import DocumentLine, PlanDocument
from .draft import Draft, FigureDraft, IndicatorDraft, PolicyDraft
from .marks import COUNTED

ADD_A_POLICY = ("policies", _("施策を加える"))
LINES = 200  # of the source at a time
QUESTIONS = 20
KINDS: Mapping[str, Promise] = {
    "plan.plan": _("計画"),
    "plan.goal": _("基本目標"),
    "plan.project": _("プロジェクト"),
    "plan.service": _("サービス"),
    "plan.policy": _("施策"),
    "plan.group": _("取組の方向"),
    "plan.measure": _("取組"),
    "plan.indicator": _("指標"),
    "plan.definition": _("数え方"),
    "plan.figure": _("現状値"),
    "plan.target": _("目標値"),
}
FIELDS: Mapping[str, Promise] = {
    "title": _("名前"),
    "title_in": _("名前（ほかの言語）"),
    "words": _("説明"),
    "words_in": _("説明（ほかの言語）"),
    "unit": _("単位"),
    "value": _("値"),
    "label": _("計画での番号"),
    "short": _("短い名前"),
    "strategic": _("総合戦略のKPI"),
    "contributions": _("プロジェクトへの寄与"),
    "topics": _("トピックス"),
    "order": _("順"),
    "first_year": _("はじまる年度"),
    "last_year": _("おわる年度"),
    "places": _("小数の桁"),
    "source": _("出典"),
    "services": _("サービス"),
}


@dataclass(frozen=True)
class Node:
    """One thing of the draft: what it says, where it is corrected, where it was read."""

    path: str
    mark: str
    text: str
    line: int = 0
    dropped: bool = False
    below: list["Node"] = field(default_factory=list)
    adds: tuple[tuple[str, Promise], ...] = ()  # the lists below it to which something can be added


def tree(draft: Draft) -> list[Node]:
    return [_policy(f"policies.{place}", policy, draft) for place, policy in enumerate(draft.policies)]


def _policy(path: str, policy: PolicyDraft, draft: Draft) -> Node:
    below = [*_groups(path, policy), *_indicators(path, policy), *_rest(path, policy, draft)]
    adds = ((f"{path}.groups", _("取組の方向を加える")), (f"{path}.indicators", _("指標を加える")))
    return Node(path, policy.code or "?", policy.title, policy.line, policy.dropped, below, adds)


def _groups(path: str, policy: PolicyDraft) -> Iterator[Node]:
    for place, group in enumerate(policy.groups):
        here = f"{path}.groups.{place}"
        measures = [
            Node(f"{here}.measures.{number}", "・", one.words, one.line, one.dropped)
            for number, one in enumerate(group.measures)
        ]
        adds = ((f"{here}.measures", _("取組を加える")),)
        yield Node(here, "○", group.title, group.line, group.dropped, measures, adds)


def _indicators(path: str, policy: PolicyDraft) -> Iterator[Node]:
    for place, one in enumerate(policy.indicators):
        here = f"{path}.indicators.{place}"
        figures = [
            Node(f"{here}.baseline", str(_("現状値")), _figure(one.baseline, one), one.baseline.line),
            Node(f"{here}.target", str(_("目標値")), _figure(one.target, one), one.target.line),
        ]
        mark = COUNTED[one.number - 1] if one.number <= len(COUNTED) else f"({one.number})"
        title = f"【戦略】{one.title}" if one.strategic else one.title
        yield Node(here, mark, title, one.line, one.dropped, figures)


def _figure(figure: FigureDraft, indicator: IndicatorDraft) -> str:
    year = FiscalYear(figure.year).short if figure.year else "？"
    value = "―" if figure.value is None else f"{figure.value:,}"
    return f"{year}　{value} {indicator.unit or '？'}"


def _rest(path: str, policy: PolicyDraft, draft: Draft) -> Iterator[Node]:
    for place, one in enumerate(policy.contributions):
        title = draft.projects[one.project].title
        yield Node(f"{path}.contributions.{place}", title, one.words, one.line, one.dropped)
    for place, topic in enumerate(policy.topics):
        yield Node(f"{path}.topics.{place}", str(_("トピックス")), topic.title, topic.line, topic.dropped)


@dataclass(frozen=True)
class Window:
    """A stretch of the source, with the ways to the stretches before and after it."""

    lines: list[DocumentLine]
    first: int
    of: int

    @property
    def before(self) -> int | None:
        return max(self.first - LINES, 1) if self.first > 1 else None

    @property
    def after(self) -> int | None:
        return self.first + LINES if self.first + LINES <= self.of else None

    @property
    def last(self) -> int:
        return min(self.first + LINES - 1, self.of)


def window(document: PlanDocument, around: int = 1) -> Window:
    """The stretch in which a line stands. Stretches have fixed ends, so that one address is one stretch."""
    lines: QuerySet[DocumentLine] = document.lines.all()
    of = lines.count()
    first = (min(max(around, 1), max(of, 1)) - 1) // LINES * LINES + 1
    return Window(list(lines.filter(number__gte=first, number__lt=first + LINES)), first, of)


@dataclass(frozen=True)
class Change:
    """One thing that loading would change, in words."""

    kind: str
    key: str
    field: str
    now: str
    then: str

    @property
    def enters(self) -> bool:
        return not self.field


def changes(found: Iterable[Difference]) -> list[Change]:
    return [
        Change(
            str(KINDS[one.kind]),
            one.key.rpartition("/")[2] if "/" in one.key and one.kind not in FIGURE_KINDS else one.key.split("/")[0],
            str(FIELDS.get(one.field, one.field)),
            _said(one.database),
            _said(one.file),
        )
        for one in found
    ]


FIGURE_KINDS = ("plan.figure", "plan.target", "plan.definition")


def _said(value: object) -> str:
    """A value of the loader as people read it: texts of a list, languages of a text."""
    match value:
        case None | "" | [] | {}:
            return "―"
        case bool():
            return str(_("はい")) if value else str(_("いいえ"))
        case dict():
            return "／".join(str(one) for one in value.values() if one not in ("", {}, [], None))
        case list():
            return "、".join(_said(one) for one in value)
        case Decimal():
            return f"{value:,}"
    return str(value)

"""What only the whole can show: numbers that skip or repeat, years, natures, directions, the order of the projects."""

import re
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from pydantic import BaseModel

from .draft import Draft, GoalDraft, IndicatorDraft, Nature, PolicyDraft, Question, kept
from .numbers import UNITS
from .questions import ask

SURVEY = re.compile(r"意識調査|アンケート|満足|世論調査|住民意識|と思う|と感じ")
YEARLY = re.compile(
    r"参加者|受入|利用者|来場|来館|相談件数|交付|開催|実施|発生|交流事業数|入込|観光客|受講|件数（年|年間|出生|排出|寄附|販売|生産|輸送|搬入"
)
STOCK = re.compile(
    r"加入|登録|会員|整備|累計|設置|施設数|団体数|スマート化|普及|保有|職員数|人口|世帯数|取得|完了|耐震|認定|箇所|か所|拠点"
)
LOWER = re.compile(
    r"公債費|将来負担|経常収支|滞納|未収|待機|事故|犯罪|死亡|火災|被害|ごみ|廃棄|排出|空き家|離職|不登校|渋滞|漏水|残業|時間外|喫煙|自殺|処理日数|待ち時間"
)
NO_TEXTS = frozenset({"code", "goal", "key", "unit", "direction", "nature"})
BLANKS = re.compile(r"(?<=[^\x00-\x7f]) +(?=\S)|(?<=\S) +(?=[^\x00-\x7f])")
RATES = frozenset({"%", "割", "ポイント", "倍"})


def finish(draft: Draft) -> Draft:
    """The draft with what follows from the whole, and the questions that only the whole can ask."""
    _goals(draft)
    _numbers(draft)
    for place, policy in enumerate(draft.policies):
        if not policy.groups:
            ask(draft, "no_groups", path=f"policies.{place}", line=policy.line, read=policy.title)
        _indicator_numbers(draft, policy, place)
        for number, indicator in enumerate(policy.indicators):
            _judge(draft, indicator, f"policies.{place}.indicators.{number}")
        for number, topic in enumerate(policy.topics):
            if not topic.source:
                path = f"policies.{place}.topics.{number}.source"
                ask(draft, "topic_source", path=path, line=topic.line, read=topic.title)
    _projects(draft)
    _plan(draft)
    _tidy(draft)
    return draft


def _tidy(thing: BaseModel) -> None:
    """Every text without the blanks that typesetting puts between kanji and Latin letters."""
    for name in type(thing).model_fields:
        value = getattr(thing, name)
        if isinstance(value, str) and name not in NO_TEXTS and not isinstance(thing, Draft):
            setattr(thing, name, BLANKS.sub("", value))
        for one in value if isinstance(value, list) else []:
            if isinstance(one, BaseModel) and not isinstance(one, Question):
                _tidy(one)


def _goals(draft: Draft) -> None:
    known = {goal.code for goal in draft.goals}
    for code in dict.fromkeys(policy.goal for policy in draft.policies):
        if code not in known:
            draft.goals.append(GoalDraft(code=code, title=""))
            ask(draft, "goal_title", path=f"goals.{len(draft.goals) - 1}.title", read=code)


def _numbers(draft: Draft) -> None:
    """1-1, 1-3: one is missing. Asked once for every gap."""
    for goal in draft.goals:
        codes = [policy.code for policy in draft.policies if policy.goal == goal.code and policy.code]
        numbers = {int(code.rpartition("-")[2]): code for code in codes if code.rpartition("-")[2].isdigit()}
        unnumbered = sum(policy.goal == goal.code and not policy.code for policy in draft.policies)
        missing = [
            number for number in range(min(numbers, default=1), max(numbers, default=0)) if number not in numbers
        ]
        if missing and unnumbered < len(missing):
            read = ", ".join(f"{goal.code}-{number}" for number in missing)
            ask(draft, "policy_missing", line=goal.line, read=read)
        for place, policy in enumerate(draft.policies):
            if policy.goal == goal.code and not policy.code:
                question = next(one for one in draft.questions if one.path == f"policies.{place}.code")
                question.options = [f"{goal.code}-{number}" for number in (missing or [max(numbers, default=0) + 1])]


def _indicator_numbers(draft: Draft, policy: PolicyDraft, place: int) -> None:
    seen: set[int] = set()
    for number, indicator in enumerate(policy.indicators):
        if indicator.number in seen:
            free = next(one for one in range(1, 100) if one not in seen and one not in _of(policy.indicators))
            path = f"policies.{place}.indicators.{number}.number"
            ask(draft, "indicator_again", path=path, line=indicator.line, read=indicator.title, options=[str(free)])
            indicator.number = free
        seen.add(indicator.number)
    missing = [number for number in range(1, max(seen, default=0)) if number not in seen]
    if missing:
        read = ", ".join(f"{policy.code} {number}" for number in missing)
        ask(draft, "indicator_missing", path=f"policies.{place}", line=policy.line, read=read)


def _of(indicators: Iterable[IndicatorDraft]) -> set[int]:
    return {indicator.number for indicator in indicators}


def _judge(draft: Draft, indicator: IndicatorDraft, path: str) -> None:
    """Unit, figures, nature and direction of one indicator."""
    asked = {question.path for question in draft.questions}
    facts = {"line": indicator.line, "read": indicator.title}
    if not indicator.unit:
        ask(draft, "no_unit", path=f"{path}.unit", **facts)
    elif indicator.unit not in UNITS:
        said, indicator.unit = indicator.unit, ""
        ask(draft, "unit", path=f"{path}.unit", line=indicator.line, read=said, options=[said])
    for name in ("baseline", "target"):
        figure = getattr(indicator, name)
        where = f"{path}.{name}"
        if not figure.line and f"{where}.value" not in asked:
            ask(draft, f"no_{name}", path=f"{where}.value", **facts)
    indicator.nature = _nature(indicator)
    if not indicator.nature:
        ask(draft, "nature", path=f"{path}.nature", options=["stock", "yearly"], **facts)
    baseline, target = indicator.baseline.value, indicator.target.value
    known_lower = LOWER.search(indicator.title) is not None
    if baseline is not None and target is not None and target != baseline:
        indicator.direction = "lower" if target < baseline else "higher"
        if (target < baseline) != known_lower:
            indicator.direction = ""
            read = f"{indicator.title} {baseline} → {target}"
            ask(
                draft,
                "direction",
                path=f"{path}.direction",
                line=indicator.line,
                read=read,
                options=["lower", "higher"],
            )
    elif known_lower:
        indicator.direction = "lower"


def _nature(indicator: IndicatorDraft) -> Nature:
    said = f"{indicator.title} {indicator.note}"
    if indicator.unit in RATES:
        return "survey" if SURVEY.search(said) else "ratio"
    yearly, stock = YEARLY.search(indicator.title), STOCK.search(indicator.title)
    if bool(yearly) == bool(stock):
        return ""
    return "yearly" if yearly else "stock"


def _projects(draft: Draft) -> None:
    """No number is printed beside a project: it is the place in the one order that agrees with every policy's own."""
    graph: dict[int, set[int]] = {place: set() for place in range(len(draft.projects))}
    for policy in draft.policies:
        order = list(dict.fromkeys(one.project for one in kept(policy.contributions)))
        for before, after in pairwise(order):
            graph[after].add(before)
    sorter, order, certain = TopologicalSorter(graph), [], True
    try:
        sorter.prepare()
        while sorter.is_active():
            ready = sorted(sorter.get_ready())
            certain = certain and len(ready) == 1
            order += ready
            sorter.done(*ready)
    except CycleError:
        order, certain = list(graph), False
    for number, place in enumerate(order, start=1):
        draft.projects[place].number = number
        if not certain:
            project = draft.projects[place]
            ask(
                draft,
                "project_order",
                path=f"projects.{place}.number",
                line=project.line,
                read=project.title,
                options=[str(number)],
            )


def _plan(draft: Draft) -> None:
    """The plan runs from the year after its baselines to the year of its targets, where all of them agree."""
    baselines = {one.baseline.year for _, one in draft.kept_indicators() if one.baseline.year is not None}
    targets = {one.target.year for _, one in draft.kept_indicators() if one.target.year is not None}
    if len(targets) == 1:
        draft.last_year = targets.pop()
    if len(baselines) == 1 and draft.last_year:
        first = baselines.pop() + 1
        draft.first_year = first if first <= draft.last_year else None
    if draft.first_year is None:
        ask(draft, "first_year", path="first_year", options=[str(year + 1) for year in sorted(baselines)])
    if draft.last_year is None:
        ask(draft, "last_year", path="last_year", options=[str(year) for year in sorted(targets)])
    if not draft.title:
        ask(draft, "plan_title", path="title")

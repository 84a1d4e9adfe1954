"""What a proposed limit would have meant: the papers of the last year, judged once more with one rule changed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tomoni.common.people.api import Rank, Section

from ..models import Basis, DecidingTable, Paper
from .rules import Asked, Judgement, Table, judge
from .tables import rules_of


@dataclass(frozen=True)
class Moved:
    """A paper that somebody else would have decided."""

    paper: Paper
    amount_yen: int | None
    before: int
    after: int


@dataclass(frozen=True)
class Simulated:
    """`before` and `after`: how many papers each rank decides, the lowest first."""

    papers: int
    before: tuple[tuple[str, int], ...]
    after: tuple[tuple[str, int], ...]
    moved: tuple[Moved, ...]
    lower: int
    higher: int


def simulate(table: DecidingTable, rule_key: str, max_yen: int | None, *, since: date, until: date) -> Simulated:
    """Judge the papers of a time by the table as it stands, and with another limit in one rule."""
    stands = rules_of(table)
    changed = _changed(stands, rule_key, max_yen)
    rule = next(rule for rule in stands.rules if rule.key == rule_key)
    asked = _asked_since(rule.matter, rule.stage, since, until)
    judged = [(basis, _height(stands, each), _height(changed, each)) for basis, each in asked]
    moved = tuple(
        Moved(basis.paper, basis.amount_yen, before, after) for basis, before, after in judged if before != after
    )
    return Simulated(
        papers=len(judged),
        before=_counted([before for _basis, before, _after in judged]),
        after=_counted([after for _basis, _before, after in judged]),
        moved=moved,
        lower=sum(each.after < each.before for each in moved),
        higher=sum(each.after > each.before for each in moved),
    )


def rank_name(height: int) -> str:
    return str(Rank(height).label) if height in Rank.values else str(height)


def _changed(table: Table, rule_key: str, max_yen: int | None) -> Table:
    rules = tuple(replace(rule, max_yen=max_yen) if rule.key == rule_key else rule for rule in table.rules)
    return Table(rules, table.escalators)


def _asked_since(matter: str, stage: str, since: date, until: date) -> list[tuple[Basis, Asked]]:
    """What was asked in each paper; by the day of the last judgement, so that dated rules are in force."""
    sections = {section.pk: section for section in Section.objects.all()}
    bases = Basis.objects.filter(matter=matter, stage=stage, judged_on__range=(since, until))
    return [
        (
            basis,
            Asked(
                basis.matter, until, basis.stage, basis.amount_yen,
                _codes(sections, basis.paper.as_post.section_id), tuple(basis.escalators),
            ),
        )
        for basis in bases.select_related("paper__as_post", "paper__section").order_by("-judged_on", "-pk")
    ]  # fmt: skip


def _codes(sections: Mapping[int, Section], pk: int | None) -> tuple[str, ...]:
    codes = []
    while pk is not None:
        codes.append(sections[pk].code)
        pk = sections[pk].parent_id
    return tuple(codes)


def _height(table: Table, asked: Asked) -> int:
    judgement: Judgement = judge(table, asked)
    return judgement.height


def _counted(heights: Sequence[int]) -> tuple[tuple[str, int], ...]:
    return tuple((rank_name(height), number) for height, number in sorted(Counter(heights).items()))

"""Choosing who decides, in plain Python: the lowest post whose rule fits, unless an escalator sends the paper higher.

Rules come from a dated table of the city. A matter without a fitting rule is the mayor's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

MAYOR = 100  # the height of the one who needs no standing authority


@dataclass(frozen=True)
class Rule:
    """専決: this post may decide this matter at this stage, up to an amount, in these sections.

    scope     code of the section whose matters it covers, with everything under it; empty: all
    max_yen   None: whatever the amount
    height    the rank of the post; the lowest fitting rule wins
    consult   groups of posts that must be asked first, one group after the other
    """

    key: str
    matter: str
    decider: str
    height: int
    stage: str = ""
    scope: str = ""
    max_yen: int | None = None
    consult: tuple[tuple[str, ...], ...] = ()
    since: date = date.min
    until: date | None = None
    reference: str = ""


@dataclass(frozen=True)
class Asked:
    """What is to be decided. `sections`: the drafter's own and all above it, by their codes."""

    matter: str
    on: date
    stage: str = ""
    amount_yen: int | None = None
    sections: tuple[str, ...] = ()
    escalators: tuple[str, ...] = ()


class Verdict(StrEnum):
    """What came of one rule."""

    FITS = "fits"
    OVER = "over"  # the amount is higher
    NO_AMOUNT = "no_amount"  # the rule has a limit and the paper names no amount
    ELSEWHERE = "elsewhere"  # for other sections
    NOT_IN_FORCE = "not_in_force"
    NOT_NEEDED = "not_needed"  # a lower post may decide already


@dataclass(frozen=True)
class Considered:
    rule: Rule
    verdict: Verdict


@dataclass(frozen=True)
class Judgement:
    """Who decides. `rule` is None for the mayor's own matters; `height` is where it ends, escalators included."""

    rule: Rule | None
    height: int
    decider: str  # empty: whoever stands at `height`
    considered: tuple[Considered, ...]
    escalated_by: tuple[str, ...] = ()

    @property
    def is_escalated(self) -> bool:
        return bool(self.escalated_by)


@dataclass(frozen=True)
class Table:
    """One version of a city's rules. `escalators`: how high each circumstance sends a paper."""

    rules: tuple[Rule, ...]
    escalators: Mapping[str, int] = field(default_factory=dict)


def judge(table: Table, asked: Asked) -> Judgement:
    """Who decides what is asked, by this table, with what came of every rule for the matter and stage."""
    considered, found = _considered(table.rules, asked)
    height = found.height if found else MAYOR
    higher = {key: table.escalators.get(key, MAYOR) for key in asked.escalators}
    wanted = max([height, *higher.values()])
    if wanted == height:
        return Judgement(found, height, found.decider if found else "", considered)
    return Judgement(found, wanted, "", considered, tuple(key for key, to in higher.items() if to == wanted))


def _considered(rules: Sequence[Rule], asked: Asked) -> tuple[tuple[Considered, ...], Rule | None]:
    """The rules for the matter, the lowest post first, and the first that fits."""
    found: Rule | None = None
    told = []
    for rule in sorted(
        (rule for rule in rules if (rule.matter, rule.stage) == (asked.matter, asked.stage)), key=_lowest_first
    ):
        verdict = _verdict(rule, asked)
        if verdict == Verdict.FITS and found is not None:
            verdict = Verdict.NOT_NEEDED
        if verdict == Verdict.FITS:
            found = rule
        told.append(Considered(rule, verdict))
    return tuple(told), found


def _lowest_first(rule: Rule) -> tuple[int, int, str]:
    """Of two rules for one post the wider comes last."""
    return rule.height, rule.max_yen if rule.max_yen is not None else 10**15, rule.key


def _verdict(rule: Rule, asked: Asked) -> Verdict:
    if not (rule.since <= asked.on and (rule.until is None or asked.on < rule.until)):
        return Verdict.NOT_IN_FORCE
    if rule.scope and rule.scope not in asked.sections:
        return Verdict.ELSEWHERE
    if rule.max_yen is None:
        return Verdict.FITS
    if asked.amount_yen is None:
        return Verdict.NO_AMOUNT
    return Verdict.FITS if asked.amount_yen <= rule.max_yen else Verdict.OVER

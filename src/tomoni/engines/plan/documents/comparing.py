"""Two plans side by side: what differs in wording only, and what differs in substance.

Substance is what a resident would be misled by: a policy, heading, measure, indicator or contribution that one plan
has and the other has not, a figure, its year, a unit, a mark, a direction. Wording is the same thing said in other
words. What a document cannot say (services, definitions, translations, sections) is not compared.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations

from tomoni.base.kana import normal_width

from ..files import FigureSaid, IndicatorSaid, PlanFile, PolicySaid
from .exporting import Export

ALIKE = 0.3
MOST_TRIED = 6  # so many measures of one heading are tried in every order
OF_AN_INDICATOR = ("label", "policy", "unit", "strategic", "direction", "nature", "places")


class Weight(StrEnum):
    WORDING = "wording"
    SUBSTANCE = "substance"


@dataclass(frozen=True)
class Apart:
    """One difference between a plan that was read and the plan that stands."""

    weight: Weight
    what: str
    field: str
    read: str
    stands: str

    def __str__(self) -> str:
        return f"{self.weight}: {self.what} {self.field}: {self.read!r} / {self.stands!r}"


def apart(read: Export, stands: Export) -> list[Apart]:
    """Every difference, in the order of the plan."""
    return [
        *_years(read.plan, stands.plan),
        *_titles("goal", read.plan, stands.plan),
        *_titles("project", read.plan, stands.plan, by="number"),
        *_titles("policy", read.plan, stands.plan),
        *_policies(read.plan, stands.plan),
        *_titles("group", read.plan, stands.plan),
        *_measures(read.plan, stands.plan),
        *_indicators(read.plan, stands.plan),
        *_figures(read.figures, stands.figures),
    ]


def _years(read: PlanFile, stands: PlanFile) -> Iterator[Apart]:
    for name in ("first_year", "last_year"):
        yield from _fact("plan", name, getattr(read.plan, name), getattr(stands.plan, name))
    yield from _words("plan", "title", read.plan.title, stands.plan.title, always_wording=True)


def _titles(name: str, read: PlanFile, stands: PlanFile, *, by: str = "code") -> Iterator[Apart]:
    one, other = ({str(getattr(thing, by)): thing for thing in getattr(plan, name)} for plan in (read, stands))
    yield from _presence(name, one, other)
    for key in one.keys() & other.keys():
        yield from _words(f"{name} {key}", "title", one[key].title, other[key].title)


def _policies(read: PlanFile, stands: PlanFile) -> Iterator[Apart]:
    others = {policy.code: policy for policy in stands.policy}
    for policy in read.policy:
        if other := others.get(policy.code):
            what = f"policy {policy.code}"
            yield from _words(what, "words", policy.words, other.words)
            mine, theirs = (sorted(one.project for one in said.contributions) for said in (policy, other))
            yield from _fact(what, "contributions to projects", mine, theirs)
            yield from _contributed(what, policy, other)
            yield from _fact(what, "topics", len(policy.topics), len(other.topics))
            for topic, there in zip(policy.topics, other.topics, strict=False):
                yield from _fact(
                    f"{what} topic", "figures", _numbers(topic.title + topic.words), _numbers(there.title + there.words)
                )
                yield from _words(f"{what} topic", "title", topic.title, there.title)
                yield from _words(f"{what} topic", "source", topic.source, there.source, always_wording=True)


def _contributed(what: str, policy: PolicySaid, other: PolicySaid) -> Iterator[Apart]:
    for project in sorted({one.project for one in policy.contributions}):
        mine, theirs = ([one.words for one in said.contributions if one.project == project] for said in (policy, other))
        yield from _series(f"{what} project {project}", mine, theirs)


def _measures(read: PlanFile, stands: PlanFile) -> Iterator[Apart]:
    one, other = ({measure.code: measure for measure in plan.measure} for plan in (read, stands))
    yield from _presence("measure", one, other)
    for group in dict.fromkeys(measure.group for measure in read.measure):
        mine, theirs = ([m.words for m in plan.measure if m.group == group] for plan in (read, stands))
        yield from _series(f"measures of {group}", mine, theirs)


def _series(what: str, mine: Sequence[str], theirs: Sequence[str]) -> Iterator[Apart]:
    """Sentences in our own words are the same promises in the same order: no other order fits better."""
    if len(mine) != len(theirs):
        return  # told as a matter of presence
    if 1 < len(mine) <= MOST_TRIED:
        places = range(len(mine))
        fits = {
            order: sum(_likeness(mine[i], theirs[j]) for i, j in zip(places, order, strict=True))
            for order in permutations(places)
        }
        best = max(fits, key=lambda order: fits[order])
        if fits[best] > fits[tuple(places)] + ALIKE:
            yield Apart(Weight.SUBSTANCE, what, "order", str(list(places)), str(list(best)))
    for one, other in zip(mine, theirs, strict=True):
        if one != other:
            yield Apart(Weight.WORDING, what, "words", one, other)


def _indicators(read: PlanFile, stands: PlanFile) -> Iterator[Apart]:
    one, other = ({indicator.key: indicator for indicator in plan.indicator} for plan in (read, stands))
    yield from _presence("indicator", one, other)
    for key in sorted(one.keys() & other.keys()):
        yield from _indicator(one[key], other[key])


def _indicator(one: IndicatorSaid, other: IndicatorSaid) -> Iterator[Apart]:
    what = f"indicator {one.key}"
    for name in OF_AN_INDICATOR:
        yield from _fact(what, name, getattr(one, name), getattr(other, name))
    yield from _words(what, "title", one.title, other.title)


def _figures(read: Iterable[FigureSaid], stands: Iterable[FigureSaid]) -> Iterator[Apart]:
    one, other = (
        {f"{said.indicator} {said.kind}": said for said in figures if said.kind in {"baseline", "target"}}
        for figures in (read, stands)
    )
    yield from _presence("figure", one, other)
    for key in sorted(one.keys() & other.keys()):
        yield from _fact(f"figure {key}", "value", one[key].value, other[key].value)
        yield from _fact(f"figure {key}", "when", one[key].when, other[key].when)


def _presence(name: str, one: Mapping[str, object], other: Mapping[str, object]) -> Iterator[Apart]:
    for key in [*one, *(key for key in other if key not in one)]:
        if key not in one or key not in other:
            there = ("yes", "no") if key in one else ("no", "yes")
            yield Apart(Weight.SUBSTANCE, f"{name} {key}", "there", *there)


def _fact(what: str, name: str, one: object, other: object) -> Iterator[Apart]:
    if one != other:
        yield Apart(Weight.SUBSTANCE, what, name, str(one), str(other))


def _words(what: str, name: str, one: str, other: str, *, always_wording: bool = False) -> Iterator[Apart]:
    if one == other:
        return
    alike = always_wording or _likeness(one, other) >= ALIKE or name == "words"
    yield Apart(Weight.WORDING if alike else Weight.SUBSTANCE, what, name, one, other)


def _likeness(one: str, other: str) -> float:
    """The share of the shorter text's signs that the longer one has too, kanji and kana pairs alike."""
    mine, theirs = _pieces(one), _pieces(other)
    shorter = min(len(mine), len(theirs))
    return len(mine & theirs) / shorter if shorter else 0.0


def _pieces(text: str) -> set[str]:
    bare = re.sub(r"[\W_]", "", normal_width(text))
    kanji = {sign for sign in bare if "一" <= sign <= "龯" or "ァ" <= sign <= "ヺ"}
    return kanji | {
        bare[place : place + 2]
        for place in range(len(bare) - 1)
        if not re.fullmatch("[ぁ-ん]{2}", bare[place : place + 2])
    }


def _numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:\.\d+)?", normal_width(text)))

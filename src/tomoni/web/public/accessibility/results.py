"""From what machines and people found to the state of each criterion, and to what may be said of the whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal, Self

from django.conf import settings
from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from tomoni.base.city.api import CityData, load_toml

from .criteria import BY_MACHINE_ALONE, CRITERIA, NUMBERS, OF_SOUND_AND_FILM, Criterion

RESULT = Path(__file__).with_name("result.json")
FILE = "accessibility.toml"
Texts = dict[str, str]


class Rule(BaseModel):
    """What a rule of axe found: on how many looks it passed, failed, needs a person, or had nothing to look at."""

    criteria: list[str]
    passes: int = 0
    violations: int = 0
    incomplete: int = 0
    inapplicable: int = 0


class Html(BaseModel):
    pages: int
    errors: int


class Result(BaseModel):
    """The file that `./tomoni accessibility` writes."""

    model_config = ConfigDict(extra="forbid")

    day: date
    made_from: str
    made_from_on: date
    axe: list[str]
    nu: str
    looks: int
    widths: list[int]
    media: int
    html: Html
    screens: dict[str, list[str]]
    rules: dict[str, Rule]

    @property
    def violated(self) -> list[str]:
        """The rules that were broken somewhere."""
        return [name for name, rule in self.rules.items() if rule.violations]

    @property
    def pages(self) -> int:
        """Screens in all their languages."""
        return sum(len(languages) for languages in self.screens.values())


class Exempt(CityData):
    """Something the statement leaves out, with the reason and until when."""

    what: str = Field(min_length=1)
    what_in: Texts = {}
    until: date | None = None


class ByPeople(CityData):
    """A criterion that people have tested."""

    criterion: str
    result: Literal["met", "not_met", "not_applicable"]
    on: date
    how: str = Field(min_length=1)
    note: str = ""

    @field_validator("criterion")
    @classmethod
    def is_known(cls, number: str) -> str:
        if number not in NUMBERS:
            raise ValueError(f"{number!r} is no criterion of level A or AA")
        return number

    @model_validator(mode="after")
    def says_what_is_wrong(self) -> Self:
        if self.result == "not_met" and not self.note:
            raise ValueError("a criterion that is not met says what is wrong and what will be done")
        return self


class Policy(CityData):
    """cities/<city>/accessibility.toml: what the city has decided."""

    scope: str = Field(min_length=1)
    scope_in: Texts = {}
    level: Literal["A", "AA"]
    due: date
    decided_on: date
    section: str = Field(min_length=1)
    section_in: Texts = {}
    invented: bool = False
    exempt: list[Exempt] = []
    tested: list[ByPeople] = []


class State(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    NOTHING_FOUND = "nothing_found"  # the machine found nothing wrong; what only people can tell is untested
    UNTESTED = "untested"


class Claim(StrEnum):
    """What may be said of the whole, by the committee's rule of wording (WAIC)."""

    CONFORMS = "conforms"  # 準拠: everything tested, everything met
    PARTLY = "partly"  # 一部準拠: everything tested, not everything met
    CONSIDERED = "considered"  # 配慮: the criteria are aimed at, not everything is tested


@dataclass(frozen=True)
class Line:
    """One criterion: its state, the rules that looked, and what people noted."""

    criterion: Criterion
    state: State
    rules: tuple[str, ...] = ()
    looked: int = 0
    unclear: int = 0
    person: ByPeople | None = None

    @property
    def title(self) -> str:
        return self.criterion.english if get_language() == "en" else self.criterion.title

    @property
    def applies(self) -> bool:
        return self.state is not State.NOT_APPLICABLE


@cache
def the_result() -> Result | None:
    """What the checks found; None where they have never been run."""
    return Result.model_validate_json(RESULT.read_text()) if RESULT.exists() else None


@cache
def the_policy() -> Policy | None:
    """What the city has decided; None where it has decided nothing yet."""
    file = settings.CITY_FOLDER / FILE
    return load_toml(file, Policy) if file.exists() else None


def lines(result: Result | None, policy: Policy | None) -> list[Line]:
    """The state of every criterion."""
    people = {one.criterion: one for one in policy.tested} if policy else {}
    levels = ("A",) if policy and policy.level == "A" else ("A", "AA")
    return [_line(one, result, people.get(one.number)) for one in CRITERIA if one.level in levels]


def claim(all_lines: list[Line]) -> Claim:
    """What may be said of the whole. Untested is never called met."""
    states = {line.state for line in all_lines}
    if states & {State.UNTESTED, State.NOTHING_FOUND}:
        return Claim.CONSIDERED
    return Claim.PARTLY if State.NOT_MET in states else Claim.CONFORMS


def _line(criterion: Criterion, result: Result | None, person: ByPeople | None) -> Line:
    rules = _rules_of(criterion, result.rules if result else {})
    found = {
        "rules": tuple(rules),
        "looked": max((rule.passes + rule.violations for rule in rules.values()), default=0),
        "unclear": sum(rule.incomplete for rule in rules.values()),
    }
    return Line(criterion, _state(criterion, result, rules, person), person=person, **found)  # type: ignore[arg-type]


def _state(criterion: Criterion, result: Result | None, rules: Mapping[str, Rule], person: ByPeople | None) -> State:
    if any(rule.violations for rule in rules.values()):
        return State.NOT_MET
    if criterion.number in BY_MACHINE_ALONE and result and result.html.pages:
        return State.NOT_MET if result.html.errors else State.MET
    if person:
        return State(person.result)
    if criterion.number in OF_SOUND_AND_FILM and result and not result.media:
        return State.NOT_APPLICABLE
    return State.NOTHING_FOUND if any(rule.passes for rule in rules.values()) else State.UNTESTED


def _rules_of(criterion: Criterion, rules: Mapping[str, Rule]) -> dict[str, Rule]:
    """The rules that belong to a criterion and had something to look at."""
    return {
        name: rule
        for name, rule in rules.items()
        if criterion.number in rule.criteria and rule.passes + rule.violations + rule.incomplete
    }

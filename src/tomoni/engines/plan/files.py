"""What plan.toml and observations.csv may say: a row for every kind of thing.

plan.toml holds one plan, from its goals to the definitions of its indicators; observations.csv holds its figures.
Texts are Japanese; `<field>_in` holds them in other languages, as in `title_in.en = "…"`.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from tomoni.base.city.api import CityData, load_csv, load_toml

from .moments import Moment
from .rules import Direction, Rounding

PLAN, FIGURES = "plan.toml", "observations.csv"
DEMO_FIGURES, DEMO_WORKINGS = "demo/observations.csv", "demo/workings.csv"


def _plain(number: Decimal) -> Decimal:
    """One way to write a number: 8.10 and 8.1 are the same, 220 is not 2.2E+2."""
    return Decimal(f"{number.normalize():f}")


Number = Annotated[Decimal, AfterValidator(_plain)]
Texts = dict[str, str]
Code = Annotated[str, Field(pattern=r"^[0-9a-z]+(-[0-9a-z]+)*$")]


class Titled(CityData):
    title: str = Field(min_length=1)
    title_in: Texts = {}


class Worded(CityData):
    words: str = ""
    words_in: Texts = {}


class PlanSaid(Titled):
    key: Code
    first_year: int
    last_year: int
    source: str


class GoalSaid(Titled):
    code: Code


class ProjectSaid(Titled, Worded):
    number: int = Field(ge=1, le=20)
    key: Code


class ServiceSaid(Titled, Worded):
    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class ContributionSaid(Worded):
    project: int


class TopicSaid(Titled, Worded):
    source: str


class PolicySaid(Titled, Worded):
    code: Code
    goal: Code
    contributions: list[ContributionSaid] = []
    topics: list[TopicSaid] = []


class GroupSaid(Titled, Worded):
    code: Code
    policy: Code


class MeasureSaid(Worded):
    code: Code
    group: Code
    services: list[str] = Field(min_length=1)

    @field_validator("services")
    @classmethod
    def in_one_order(cls, services: list[str]) -> list[str]:
        return sorted(services)


class PartSaid(Titled):
    key: Code


class FactSaid(Titled, Worded):
    pass


class IndicatorSaid(Titled):
    key: Code
    label: str
    policy: Code
    group: Code | None = None
    short: str
    short_in: Texts = {}
    strategic: bool = False
    unit: str
    unit_in: Texts = {}
    direction: Direction = Direction.HIGHER
    nature: Literal["stock", "yearly", "survey", "ratio"]
    places: int = Field(default=0, ge=0, le=6)
    section: str = ""
    section_in: Texts = {}
    warning: str = ""
    warning_in: Texts = {}
    parts: list[PartSaid] = []
    planned_n: int | None = None
    assumed_n: int | None = None
    planned_deff: Number = Decimal(1)
    most: Number | None = None  # a value that cannot be passed, as all wards or all households
    most_words: str = ""
    most_words_in: Texts = {}

    @model_validator(mode="after")
    def a_bound_says_what_it_is(self) -> Self:
        if self.most is not None and not self.most_words:
            raise ValueError("most_words says what the bound is, such as all households of the city")
        return self


class DefinitionSaid(Worded):
    indicator: Code
    version: int = Field(ge=1)
    reading: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
    shared: Code | Literal[""] = ""  # key of a definition that other cities use too: shared_definitions.toml
    heading: str
    heading_in: Texts = {}
    formula: str = ""
    formula_in: Texts = {}
    facts: list[FactSaid] = []
    rounding: Rounding = Rounding.HALF_UP
    cut_off: str = ""
    cut_off_in: Texts = {}
    valid_from: date
    reason: str = ""
    reason_in: Texts = {}


class PlanFile(CityData):
    """The whole of plan.toml."""

    plan: PlanSaid
    goal: list[GoalSaid]
    project: list[ProjectSaid] = []
    service: list[ServiceSaid]
    policy: list[PolicySaid]
    group: list[GroupSaid]
    measure: list[MeasureSaid]
    indicator: list[IndicatorSaid]
    definition: list[DefinitionSaid]


class _OfPlan(CityData):
    plan: str


class GoalRow(GoalSaid, _OfPlan):
    pass


class ProjectRow(ProjectSaid, _OfPlan):
    pass


class ServiceRow(ServiceSaid):
    order: int


class PolicyRow(PolicySaid, _OfPlan):
    order: int


class GroupRow(GroupSaid, _OfPlan):
    order: int


class MeasureRow(MeasureSaid, _OfPlan):
    pass


class IndicatorRow(IndicatorSaid, _OfPlan):
    order: int


class DefinitionRow(DefinitionSaid, _OfPlan):
    pass


class FigureSaid(CityData):
    """A line of observations.csv. `when` is R4 (a fiscal year), 2025-09 (a month) or 2026-11-20 (a day)."""

    indicator: Code
    kind: Literal["baseline", "target", "observed", "computed", "restated", "invented", "note"]
    when: str
    value: Number | None = None
    so_far: bool = False
    n: int | None = None
    deff: Number = Decimal(1)
    unweighted: Number | None = None
    parts: str = ""
    published: date | None = None
    source: str = Field(min_length=1)
    source_en: str = ""
    url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    note: str = ""
    note_en: str = ""
    note_easy: str = ""
    on: date | None = None
    reason: str = ""
    reason_en: str = ""
    reason_easy: str = ""
    doubt: str = ""
    doubt_en: str = ""
    doubt_easy: str = ""

    @field_validator("when")
    @classmethod
    def a_moment(cls, when: str, info: ValidationInfo) -> str:
        if info.data.get("kind") != "note":
            Moment.of(when)
        return when

    @model_validator(mode="after")
    def whole(self) -> Self:
        if (self.value is None) != (self.kind == "note"):
            raise ValueError("a figure has a value, and a note has none")
        if self.kind == "restated" and not (self.on and self.reason):
            raise ValueError("a corrected figure says on which day it was corrected, and the reason")
        if self.kind == "note" and not self.note:
            raise ValueError("a note says something")
        if wrong := [part for part in self.parts.split() if not re.fullmatch(r"[a-z_]+=[0-9.]+", part)]:
            raise ValueError(f"parts are written like wards=83 others=116, not {wrong[0]!r}")
        return self

    @property
    def breakdown(self) -> dict[str, str]:
        """`wards=83 others=116` as a dictionary."""
        return dict(part.split("=", 1) for part in self.parts.split())


class WorkingSaid(CityData):
    """A line of workings.csv: an input or a result of the formula behind a figure."""

    indicator: Code
    when: str
    order: int
    label: str
    label_en: str = ""
    value: Number
    unit: str = ""
    result: bool = False


def plan_of(folder: Path) -> PlanFile | None:
    file = folder / PLAN
    return load_toml(file, PlanFile) if file.exists() else None


def rows_of[Row: CityData](folder: Path, list_name: str, row: type[Row]) -> Sequence[Row]:
    """One list of plan.toml, with the plan's key and the place in the list where the row wants them."""
    said = plan_of(folder)
    if said is None:
        return []
    extra = {"plan": said.plan.key} if "plan" in row.model_fields else {}
    return list(_numbered(getattr(said, list_name), row, extra))


def _numbered[Row: CityData](told: Iterable[CityData], row: type[Row], extra: dict[str, str]) -> Iterable[Row]:
    for place, thing in enumerate(told, start=1):
        order = {"order": place} if "order" in row.model_fields else {}
        whole = row.model_validate(dict(thing) | extra | order)
        yield whole.from_place(*thing.origin) if thing.origin else whole


def figures_of(folder: Path, *kinds: str, file: str = FIGURES) -> Sequence[FigureSaid]:
    """The lines of observations.csv of some kinds."""
    path = folder / file
    return [line for line in load_csv(path, FigureSaid) if line.kind in kinds] if path.exists() else []

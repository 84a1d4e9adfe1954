"""Comparing cities: figures of other cities come as a file, and stand beside ours where the definition is shared.

The file is what a city's own /api/v1/plan/ answers, or one written by hand in the same form; it is handed in at the
desk or lies in cities/<city>/comparisons/. Nothing is fetched over the network. Only indicators that name a shared
definition (shared_definitions.toml) are taken; what differs in definition, years or rounding is said beside them.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from django.db import models, transaction
from pydantic import Field, ValidationError, field_validator

from tomoni.base.city.api import CityData, the_city
from tomoni.base.journal.api import write

from .figures import Figure
from .files import Number
from .models import ComparedCity, ComparedFigure, ComparedIndicator, Kind
from .moments import Moment
from .published import Published
from .queries import the_plan
from .rules import Rounding
from .shared import SharedDefinition, shared_definitions

MOST_BYTES = 5_000_000


class NotAPlan(ValueError):
    """The file is no plan that could be compared; `why` is a key, `what` names the place."""

    def __init__(self, why: str, what: str = "") -> None:
        super().__init__(f"{why} {what}".strip())
        self.why, self.what = why, what


class FigureOfCity(CityData):
    when: str
    value: Number
    invented: bool = False
    restated: bool = False
    source: str = ""

    @field_validator("when")
    @classmethod
    def a_moment(cls, when: str) -> str:
        return str(Moment.of(when))


class IndicatorOfCity(CityData):
    shared: str
    title: str
    words: str = ""
    unit: str
    direction: str = ""
    places: int = Field(default=0, ge=0, le=6)
    rounding: str = Field(default="", pattern="^(half_up|truncate)?$")
    target: Number | None = None
    target_on: date | None = None
    figures: list[FigureOfCity]

    @field_validator("figures")
    @classmethod
    def oldest_first(cls, figures: list[FigureOfCity]) -> list[FigureOfCity]:
        days = [Moment.of(one.when).day for one in figures]
        if len(set(days)) < len(days):
            raise ValueError("a day has one figure")
        return sorted(figures, key=lambda one: Moment.of(one.when).day)


class CityCompared(CityData):
    """One city's figures, as kept and as a file of ours tells them."""

    code: str = Field(pattern=r"^\d{6}$")
    name: str = Field(min_length=1)
    as_of: date
    source: str = Field(min_length=1)
    url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    invented: bool = False
    indicators: list[IndicatorOfCity]

    @field_validator("indicators")
    @classmethod
    def in_one_order(cls, indicators: list[IndicatorOfCity]) -> list[IndicatorOfCity]:
        if len({one.shared for one in indicators}) < len(indicators):
            raise ValueError("a shared definition has one indicator")
        return sorted(indicators, key=lambda one: one.shared)


def read_city(data: bytes, *, source: str = "") -> CityCompared:
    """A plan's JSON as a city to compare with. NotAPlan says what is wrong with it."""
    if len(data) > MOST_BYTES:
        raise NotAPlan("large")
    try:
        told = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError, InvalidOperation):
        raise NotAPlan("json") from None
    if not isinstance(told, dict) or not isinstance(told.get("city"), dict):
        raise NotAPlan("city")
    indicators = told.get("indicators")
    if not isinstance(indicators, list):
        raise NotAPlan("indicators")
    shared = [one for one in indicators if isinstance(one, dict) and isinstance(one.get("shared"), dict)]
    facts = {
        "code": told["city"].get("code"),
        "name": told["city"].get("name"),
        "as_of": told.get("on"),
        "source": source or told.get("source") or told.get("plan"),
        "url": told.get("url") or "",
        "invented": bool(told.get("invented")),
        "indicators": [_indicator(one) for one in shared if one["shared"].get("key") in shared_definitions()],
    }
    if not facts["indicators"]:
        raise NotAPlan("nothing-shared")
    try:
        return CityCompared.model_validate(facts)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise NotAPlan("facts", place) from None


def _no_number(text: str) -> Decimal:
    raise ValueError(text)


def _indicator(told: dict[str, Any]) -> dict[str, Any]:
    given = told.get("definition")
    definition: dict[str, Any] = given if isinstance(given, dict) else {}
    return {
        "shared": told["shared"]["key"],
        "title": told.get("title"),
        "words": definition.get("words") or "",
        "unit": told.get("unit") if told.get("unit") is not None else "",
        "direction": told.get("direction") or "",
        "places": definition.get("places") or 0,
        "rounding": definition.get("rounding") or "",
        "target": told.get("target"),
        "target_on": told.get("target_on"),
        "figures": told["shared"].get("figures"),
    }


@transaction.atomic
def take_in(city: CityCompared, *, who: models.Model | None) -> ComparedCity:
    """Keep a city's figures in place of what was known of it before. A file older than that is refused."""
    before = ComparedCity.objects.filter(code=city.code).first()
    if before is not None and city.as_of < before.as_of:
        raise NotAPlan("older", before.as_of.isoformat())
    kept = keep_city(city)
    after = {"name": city.name, "as_of": city.as_of.isoformat(), "source": city.source}
    write("plan.compare", who=who, about=kept, after=after)
    return kept


def keep_city(city: CityCompared) -> ComparedCity:
    facts = city.model_dump(include={"name", "as_of", "source", "url", "invented"})
    kept, _new = ComparedCity.objects.update_or_create(code=city.code, defaults=facts)
    kept.indicators.all().delete()
    for said in city.indicators:
        indicator = ComparedIndicator.objects.create(city=kept, **said.model_dump(exclude={"figures"}))
        ComparedFigure.objects.bulk_create(_figure(indicator, one) for one in said.figures)
    return kept


def _figure(indicator: ComparedIndicator, said: FigureOfCity) -> ComparedFigure:
    moment = Moment.of(said.when)
    facts = said.model_dump(include={"value", "invented", "restated", "source"})
    return ComparedFigure(indicator=indicator, day=moment.day, span=moment.span, **facts)


def told_city(city: ComparedCity) -> CityCompared:
    """What is kept of a city, as its file would say it."""
    return CityCompared(
        code=city.code, name=city.name, as_of=city.as_of, source=city.source, url=city.url, invented=city.invented,
        indicators=[
            IndicatorOfCity(
                shared=one.shared, title=one.title, words=one.words, unit=one.unit, direction=one.direction,
                places=one.places, rounding=one.rounding, target=one.target, target_on=one.target_on,
                figures=[
                    FigureOfCity(
                        when=str(Moment(figure.day, figure.span)), value=figure.value, invented=figure.invented,
                        restated=figure.restated, source=figure.source,
                    )
                    for figure in one.figures.all()
                ],
            )
            for one in city.indicators.all()
        ],
    )  # fmt: skip


# Side by side


class Difference(StrEnum):
    """Why two cities' figures may not mean the same."""

    ROUNDING = "rounding"
    ROUNDING_UNKNOWN = "rounding_unknown"
    UNIT = "unit"
    PLACES = "places"
    NO_COMMON_YEAR = "no_common_year"
    OTHER_LAST_YEAR = "other_last_year"
    INVENTED = "invented"
    RESTATED = "restated"


@dataclass(frozen=True)
class Known:
    """A figure of one city on one day."""

    day: date
    span: str
    value: Decimal
    invented: bool = False
    restated: bool = False
    source: str = ""


@dataclass(frozen=True)
class Side:
    """One city in a comparison. `figure` is there where it is an indicator of our own plan."""

    code: str
    name: str
    title: str
    words: str
    unit: str
    places: int
    rounding: str
    target: Decimal | None
    target_on: date | None
    figures: dict[date, Known]
    source: str = ""
    as_of: date | None = None
    url: str = ""
    ours: bool = False
    figure: Figure | None = None


@dataclass(frozen=True)
class Comparison:
    """One shared definition and everybody who uses it, ours first."""

    definition: SharedDefinition
    sides: tuple[Side, ...]

    @property
    def days(self) -> list[date]:
        return sorted({day for side in self.sides for day in side.figures}, reverse=True)

    @property
    def common(self) -> list[date]:
        """The days for which every city has a figure."""
        every = [set(side.figures) for side in self.sides]
        return sorted(set.intersection(*every)) if every else []

    @property
    def differences(self) -> list[Difference]:
        return list(_differences(self))


def comparisons(on: date) -> list[Comparison]:
    """Every shared definition for which there is more than one city. Ours as known on a day."""
    sides: dict[str, list[Side]] = {}
    own_code = the_city().code
    for figure in the_plan(on).figures:
        if figure.definition is not None and figure.definition.shared:
            sides.setdefault(figure.definition.shared, []).append(_ours(figure))
    cities = ComparedIndicator.objects.select_related("city").prefetch_related("figures")
    for one in sorted(cities, key=lambda one: (one.city.code != own_code, one.city.code)):
        there = sides.setdefault(one.shared, [])
        if not (one.city.code == own_code and there):
            there.append(_theirs(one, ours=one.city.code == own_code))
    known = shared_definitions()
    return [Comparison(known[key], tuple(sides[key])) for key in known if len(sides.get(key, ())) > 1]


def known_of(figure: Figure) -> list[Known]:
    """Our own published figures, with today's value where it is counted."""
    known = [_known(one) for one in [*([figure.baseline] if figure.baseline else []), *figure.history]]
    if figure.evidence is not None and figure.value is not None and figure.day is not None:
        known.append(Known(figure.day, figure.span, figure.value, invented=figure.invented))
    return sorted(known, key=lambda one: one.day)


def _known(one: Published) -> Known:
    observation = one.observation
    return Known(
        observation.day,
        observation.span,
        observation.value,
        invented=observation.kind == Kind.INVENTED,
        restated=one.correction is not None,
        source=observation.source,
    )


def _ours(figure: Figure) -> Side:
    definition, city = figure.definition, the_city()
    assert definition is not None
    return Side(
        city.code, city.name, figure.indicator.name, definition.text, figure.indicator.unit, figure.indicator.places,
        definition.rounding, figure.target_value, figure.target.day if figure.target else None,
        {one.day: one for one in known_of(figure)}, ours=True, figure=figure,
    )  # fmt: skip


def _theirs(one: ComparedIndicator, *, ours: bool) -> Side:
    figures = {
        each.day: Known(each.day, each.span, each.value, each.invented or one.city.invented, each.restated, each.source)
        for each in one.figures.all()
    }
    return Side(
        one.city.code, one.city.name, one.title, one.words, one.unit, one.places, one.rounding, one.target,
        one.target_on, figures, one.city.source, one.city.as_of, one.city.url, ours=ours,
    )  # fmt: skip


def _differences(found: Comparison) -> Iterable[Difference]:
    sides = found.sides
    roundings = {side.rounding for side in sides}
    if len(roundings - {""}) > 1:
        yield Difference.ROUNDING
    if "" in roundings and found.definition.rounding is not Rounding.HALF_UP:
        yield Difference.ROUNDING_UNKNOWN
    if len({side.unit for side in sides}) > 1:
        yield Difference.UNIT
    if len({side.places for side in sides}) > 1:
        yield Difference.PLACES
    if not found.common:
        yield Difference.NO_COMMON_YEAR
    elif len({max(side.figures) for side in sides if side.figures}) > 1:
        yield Difference.OTHER_LAST_YEAR
    every = [one for side in sides for one in side.figures.values()]
    if any(one.invented for one in every):
        yield Difference.INVENTED
    if any(one.restated for one in every):
        yield Difference.RESTATED

"""What a city decides about a procedure: `[procedures.<name>]` in `cities/<city>/services/<service>.toml`.

    [procedures.registration]
    route = ["centre-head", "community-head"]
    answer_within = 10
    criteria = ["5人以上の会員がいる"]
    identity = {level = "proven", why = "団体の代表者をまちがえないため", within = 30}

Whatever stands there stands over what the service declared in Python.
"""

from datetime import date
from typing import Literal, Self

from django.utils.translation import get_language
from pydantic import ConfigDict, Field, field_validator, model_validator

from tomoni.base.city.api import CityData, service_settings

from .remedy_variants import variants


class Identity(CityData):
    """How surely the city must know who applies (none, mail, second or proven), why, and for how many minutes."""

    level: Literal["none", "mail", "second", "proven"]
    why: str = ""
    why_easy: str = ""
    why_english: str = ""
    within: int | None = Field(default=None, ge=1, le=1440)

    @model_validator(mode="after")
    def says_why(self) -> Self:
        if self.level != "none" and not self.why:
            raise ValueError("says no reason: residents are told why")
        return self

    def told(self) -> str:
        """The reason in the language of now; in Japanese where the city has not said it otherwise."""
        return {"ja-easy": self.why_easy, "en": self.why_english}.get(get_language() or "", "") or self.why


class Overlay(CityData):
    """What differs here from the declaration; None where nothing does."""

    title: str | None = None
    summary: str | None = None
    route: tuple[str, ...] | None = None
    section: str | None = None
    answer_within: int | None = Field(default=None, ge=1, le=400)
    look_within: int | None = Field(default=None, ge=1, le=60)
    correct_within: int | None = Field(default=None, ge=1, le=120)
    keep_years: int | None = Field(default=None, ge=1, le=100)
    fee: str | None = None
    who: tuple[str, ...] | None = None
    needs: tuple[str, ...] | None = None
    basis: str | None = None
    criteria: tuple[str, ...] | None = None
    remedies: str | None = None
    invented: bool | None = None
    identity: Identity | None = None
    desk: str | None = None
    offered: bool = True  # False: the city does not take it online; cases that are there go on
    ticked: date | None = None  # the day on which the section confirmed law, documents, fee and remedies

    @field_validator("remedies")
    @classmethod
    def known_remedies(cls, variant: str | None) -> str | None:
        if variant is not None and variant not in variants:
            raise ValueError(f"{variant!r} is none of {', '.join(variants)}")
        return variant


class _Procedures(CityData):
    """The one table of the file that this engine reads; the service reads the others."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)
    procedures: dict[str, Overlay] = {}


NOTHING = Overlay()


def overlay_of(service: str, name: str) -> Overlay:
    """What the city says of one procedure."""
    return service_settings(service, _Procedures).procedures.get(name, NOTHING)


KEEP_YEARS = 5  # after the end of the fiscal year in which a case was closed


def keep_years(procedure_key: str) -> int:
    """For how many years a closed case of a procedure is kept."""
    service, _, name = procedure_key.partition(".")
    return overlay_of(service, name).keep_years or KEEP_YEARS

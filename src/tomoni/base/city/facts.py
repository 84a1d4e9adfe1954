"""The facts of this city, and the settings and words that differ from city to city.

They come from the files of the city that this Tomoni serves, are read once, and never change while it runs.
"""

from datetime import time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Self

from django.conf import settings
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field, ValidationInfo, field_validator, model_validator

from .files import CityData, load_toml
from .mistakes import CityFileError, Mistake

WEIGHTS = (6, 5, 4, 3, 2)  # 全国地方公共団体コードの検査数字（総務省）


class Office(CityData):
    """The city hall."""

    name: str
    address: str
    phone: str
    opens_at: time
    closes_at: time


class Mail(CityData):
    """Who mails come from."""

    sender: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    name: str


class Verdict(CityData):
    """When an indicator counts as on the way: at least this share of the time that has passed; with the reason."""

    share: Decimal = Field(gt=0, le=1)
    reason: str = Field(min_length=1)


class CityFacts(CityData):
    """city.toml. Every fact has its source, or says that it is invented."""

    name: str
    name_kana: str
    name_english: str
    prefecture: str
    code: str
    languages: tuple[str, ...] = Field(min_length=1)
    areas: tuple[str, ...] = Field(min_length=1)
    office: Office
    mail: Mail
    verdict: Verdict
    sources: dict[str, str] = {}
    invented: frozenset[str] = frozenset()

    @field_validator("code")
    @classmethod
    def with_check_digit(cls, code: str) -> str:
        if len(code) != 6 or not code.isdecimal():
            raise ValueError("a city's code has six digits, the last of which checks the others")
        total = sum(int(digit) * weight for digit, weight in zip(code, WEIGHTS, strict=False))
        if int(code[5]) != (11 - total % 11) % 10:
            raise ValueError(f"the last digit of {code} does not check the others")
        return code

    @field_validator("languages")
    @classmethod
    def known_languages(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        known = [code for code, _ in settings.LANGUAGES]
        if strange := [language for language in languages if language not in known]:
            raise ValueError(f"{', '.join(strange)}: Tomoni speaks {', '.join(known)}")
        return languages

    @field_validator("invented")
    @classmethod
    def not_both(cls, invented: frozenset[str], info: ValidationInfo) -> frozenset[str]:
        if both := invented & set(info.data.get("sources", {})):
            raise ValueError(f"{', '.join(sorted(both))} cannot have a source and be invented")
        return invented

    @model_validator(mode="after")
    def nothing_without_source(self) -> Self:
        told = {"code", "areas", "office.address", "office.phone", "office.opens_at", "office.closes_at"}
        named = self.invented | set(self.sources)
        if bare := told - named:
            raise ValueError(f"neither [sources] nor invented names {', '.join(sorted(bare))}")
        if strange := named - told:
            raise ValueError(f"[sources] and invented may name {', '.join(sorted(told))}, not {', '.join(strange)}")
        return self

    def is_invented(self, fact: str) -> bool:
        """Whether a fact such as `office.phone` was made up for the demo."""
        return fact in self.invented

    @property
    def office_name(self) -> str:
        return self.office.name

    @property
    def office_address(self) -> str:
        return self.office.address

    @property
    def office_phone(self) -> str:
        return self.office.phone

    @property
    def office_hours(self) -> str:
        """When the city hall is open, in the language of the screen."""
        opens, closes = self.office.opens_at, self.office.closes_at
        return _("月曜から金曜 %(opens)s～%(closes)s") % {
            "opens": _on_the_clock(opens),
            "closes": _on_the_clock(closes),
        }

    @property
    def verdict_share(self) -> Decimal:
        return self.verdict.share

    @property
    def verdict_reason(self) -> str:
        return self.verdict.reason


class CityWords(CityData):
    """words.toml: how names of this city are read."""

    furigana: dict[str, str] = {}


def _on_the_clock(at: time) -> str:
    if at.minute:
        return _("%(hour)d時%(minute)02d分") % {"hour": at.hour, "minute": at.minute}
    return _("%(hour)d時") % {"hour": at.hour}


def the_city() -> CityFacts:
    """The facts of the city that this Tomoni serves."""
    return _facts(settings.CITY_FOLDER)


def city_words() -> CityWords:
    """The words of the city; a city without words.toml has none of its own."""
    return _words(settings.CITY_FOLDER)


def service_settings[Model: BaseModel](service: str, model: type[Model]) -> Model:
    """What the city sets for a service, in services/<service>.toml.

    Without that file the model's defaults hold; a model that needs values then says which file is missing.
    """
    return _settings(settings.CITY_FOLDER, service, model)  # type: ignore[return-value]


@cache
def _facts(folder: Path) -> CityFacts:
    return load_toml(folder / "city.toml", CityFacts)


@cache
def _words(folder: Path) -> CityWords:
    file = folder / "words.toml"
    return load_toml(file, CityWords) if file.exists() else CityWords()


@cache
def _settings(folder: Path, service: str, model: type[BaseModel]) -> BaseModel:
    file = folder / "services" / f"{service}.toml"
    if file.exists():
        return load_toml(file, model)
    if any(field.is_required() for field in model.model_fields.values()):
        raise CityFileError([Mistake(file, None, f"is missing; the service {service} needs it")])
    return model()

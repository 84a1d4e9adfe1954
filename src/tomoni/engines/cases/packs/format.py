"""What may stand in a pack, in a group of questions and in the library's lists.

A pack is one procedure as a file that every city can use. Whatever it does not know is refused with file, line and the
nearest known key, as in a city's own files. Texts stand in three languages side by side.
"""

from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from tomoni.base.city.api import CityData
from tomoni.base.city.mistakes import no_such

from ..kinds import kinds
from ..remedy_variants import variants

# 申込 and 予約 are done when they have come in due form, unless a pack says that they are examined.
CALLED = {
    "申請": "APPLICATION", "請求": "APPLICATION", "届出": "NOTIFICATION",
    "申込": "NOTIFICATION", "予約": "NOTIFICATION",
}  # fmt: skip


class Said(CityData):
    """One text. `easy` may be left out where the Japanese is already easy."""

    ja: str = Field(min_length=1)
    easy: str = ""
    en: str = Field(min_length=1)


Words = Said | str  # a string is the key of a phrase of the library


class Option(Said):
    """One answer of a choice."""

    value: str


class Ask(CityData):
    """One question. `example` is an answer that fits: for tests and the printed form; of a day, days from today."""

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: str
    label: Said
    hint: Said | None = None
    required: bool = True
    only_if: dict[str, Any] | str = {}
    options: tuple[Option, ...] = ()
    unit: Said | None = None
    least: int | None = None
    most: int | None = None
    agreed: Said | None = None
    example: Any = None
    rows: tuple["Ask", ...] = ()  # of a list: what each row asks
    same_as: str = ""  # of an account: whose it must be
    own: bool = True  # about the person who applies

    @model_validator(mode="after")
    def of_a_known_kind(self) -> Self:
        if self.kind not in kinds:
            raise ValueError(no_such("kind of question", self.kind, kinds))
        if (self.kind in ("choice", "choices")) != bool(self.options):
            raise ValueError(f"{self.key}: a choice has options, and nothing else has")
        return self


class Group(CityData):
    """Questions that many packs share: a page of a form, with its heading."""

    title: Said
    asks: tuple[Ask, ...] = Field(min_length=1)


class Step(CityData):
    """A page of the form: a shared group as this pack wants it, or questions of its own, or both."""

    group: str = ""
    title: Said | None = None
    labels: dict[str, Said] = {}
    hints: dict[str, Said] = {}
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()

    @model_validator(mode="after")
    def has_a_heading(self) -> Self:
        if not self.group and self.title is None:
            raise ValueError("a page without a shared group needs a title")
        return self


class Rule(CityData):
    """What must be true of the answers, else `says` at the question `at`, at once. The language: `cases/expressions`.

    `refuses` are answers that break it, the examples around them; the tests try them. Of a day: days from today.
    """

    at: str
    must: str
    says: Said
    refuses: dict[str, Any] = Field(min_length=1)


class Basis(CityData):
    """A law, ordinance or rule; whether its wording of today was read, and where."""

    text: str
    confirmed: bool = False
    source: str = ""


class Identity(CityData):
    """How surely the city must know who applies online, and why."""

    level: Literal["none", "email", "account", "card_auth", "card_sign"]
    why: Words | None = None

    @model_validator(mode="after")
    def says_why(self) -> Self:
        if self.level not in ("none", "email") and self.why is None:
            raise ValueError("says no reason: residents are told why")
        return self


class Period(CityData):
    """The usual opening days until the answer. A promise only when the city has set it for itself."""

    days: int = Field(ge=1, le=400)
    basis: str = ""


class Pack(CityData):
    """One procedure."""

    key: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    sign: str = Field(max_length=6)
    called: Literal["申請", "届出", "請求", "申込", "予約"]
    examined: bool = False  # an 申込 that is decided like an application (a place in a nursery)
    field: str
    title: Said
    official: str
    kana: str
    purpose: Said
    words: str = ""
    who: tuple[Words, ...] = Field(min_length=1)
    proxy: Words
    deadline: Words
    documents: tuple[Words, ...] = Field(min_length=1)
    fee: Words
    exemption: Words = ""
    desk: Words
    period: Period
    outcome: Words
    disposition: bool
    remedies: str
    identity: Identity
    mind: tuple[Words, ...] = ()
    life_events: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("ja-easy", "en")
    lists: tuple[str, ...] = ()
    city_sets: tuple[str, ...] = ()
    trust: Literal["confirmed", "typical", "memory"]
    names_case: str = "applicant"
    minutes: int | None = Field(default=None, ge=1, le=90)
    basis: tuple[Basis, ...] = Field(min_length=1)
    steps: tuple[Step, ...] = Field(min_length=1)
    rules: tuple[Rule, ...] = ()

    @field_validator("remedies")
    @classmethod
    def known_remedies(cls, variant: str) -> str:
        if variant not in variants:
            raise ValueError(no_such("variant of remedies", variant, variants))
        return variant

    @property
    def told(self) -> tuple[Words, ...]:
        """Everything that may be a phrase of the library."""
        why = (self.identity.why,) if self.identity.why else ()
        single = (self.proxy, self.deadline, self.fee, self.exemption, self.desk, self.outcome)
        return (*self.who, *self.documents, *self.mind, *single, *why)

    @property
    def kind(self) -> str:
        return "APPLICATION" if self.examined else CALLED[self.called]


class Lists(CityData):
    """The library's lists: phrases that many packs say, the fields of work, the life events."""

    phrases: dict[str, Said] = {}
    fields: dict[str, Said] = {}
    life_events: dict[str, Said] = {}

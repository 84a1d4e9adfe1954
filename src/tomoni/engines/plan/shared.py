"""Definitions that many cities use: national statistics with one formula, by which figures of cities can be compared.

They are no city's own, so they stand here as data: shared_definitions.toml. A definition in a city's plan.toml names
one with `shared = "real-debt-service-ratio"`.
"""

from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from tomoni.base.city.api import CityData, load_toml

from .rules import Direction, Rounding

FILE = Path(__file__).parent / "shared_definitions.toml"


class SharedDefinition(CityData):
    """One formula under a name that is the same everywhere."""

    key: str
    title: str
    title_in: dict[str, str] = {}
    words: str
    words_in: dict[str, str] = {}
    formula: str
    authority: str
    url: str = ""
    unit: str
    direction: Direction
    places: int
    rounding: Rounding | None = None

    @property
    def name(self) -> str:
        return self.title_in.get(get_language() or "ja") or self.title

    @property
    def text(self) -> str:
        return self.words_in.get(get_language() or "ja") or self.words


class _File(CityData):
    definition: list[SharedDefinition]


@cache
def shared_definitions() -> dict[str, SharedDefinition]:
    """All of them by key."""
    return {one.key: one for one in load_toml(FILE, _File).definition}

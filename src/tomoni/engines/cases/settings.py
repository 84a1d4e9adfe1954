"""What a city decides about a procedure: `[procedures.<name>]` in `cities/<city>/services/<service>.toml`.

    [procedures.registration]
    route = ["centre-head", "community-head"]
    answer_within = 10
    criteria = ["5人以上の会員がいる"]

Whatever stands there stands over what the service declared in Python.
"""

from pydantic import ConfigDict, Field

from tomoni.base.city.api import CityData, service_settings


class Overlay(CityData):
    """What differs here from the declaration; None where nothing does."""

    title: str | None = None
    summary: str | None = None
    route: tuple[str, ...] | None = None
    section: str | None = None
    answer_within: int | None = Field(default=None, ge=1, le=400)
    look_within: int | None = Field(default=None, ge=1, le=60)
    correct_within: int | None = Field(default=None, ge=1, le=120)
    fee: str | None = None
    who: tuple[str, ...] | None = None
    needs: tuple[str, ...] | None = None
    basis: str | None = None
    criteria: tuple[str, ...] | None = None
    remedies: str | None = None
    invented: bool | None = None


class _Procedures(CityData):
    """The one table of the file that this engine reads; the service reads the others."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)
    procedures: dict[str, Overlay] = {}


NOTHING = Overlay()


def overlay_of(service: str, name: str) -> Overlay:
    """What the city says of one procedure."""
    return service_settings(service, _Procedures).procedures.get(name, NOTHING)

"""What a city decides about its support centre: `[centre]` in `cities/<city>/services/groups.toml`."""

from pydantic import ConfigDict, Field

from tomoni.base.city.api import CityData, service_settings


class Centre(CityData):
    """The centre's name, and its rules on numbers and days."""

    name: str = "市民活動サポートセンター"
    fewest_members: int = Field(default=5, ge=2)
    valid_days: int = Field(default=365, ge=30)
    remind_days: tuple[int, ...] = (60, 14)


class _Groups(CityData):
    """The one table of the file that is read here; the cases engine reads `[procedures]`."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)
    centre: Centre = Centre()


def centre() -> Centre:
    """The rules of this city's support centre."""
    return service_settings("groups", _Groups).centre

"""What a city says about its wards: `cities/<city>/services/wards.toml`."""

from datetime import date

from tomoni.base.city.api import CityData, service_settings


class Settings(CityData):
    """From which day on the register tells how many wards there are, and why not earlier."""

    begins_on: date = date(2019, 4, 1)
    why: str = ""


def settings() -> Settings:
    return service_settings("wards", Settings)

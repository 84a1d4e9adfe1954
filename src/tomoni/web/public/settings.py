"""What a city shows on its first page: `cities/<city>/services/home.toml`."""

from tomoni.base.city.api import CityData, service_settings


class HomeSettings(CityData):
    """`procedures` are the keys of those that many people look for, in the order of the page."""

    procedures: tuple[str, ...] = ()


def home_settings() -> HomeSettings:
    return service_settings("home", HomeSettings)

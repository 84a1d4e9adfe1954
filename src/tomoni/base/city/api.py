"""The face of the city's files: facts, settings, typed reading, and what loaders declare."""

from .differences import differences
from .facts import CityFacts, city_words, service_settings, the_city
from .files import CityData, load_csv, load_markdown, load_toml
from .kinds import EVERYTHING, loadable
from .loading import load_city
from .mistakes import CityFileError

__all__ = [
    "EVERYTHING",
    "CityData",
    "CityFacts",
    "CityFileError",
    "city_words",
    "differences",
    "load_city",
    "load_csv",
    "load_markdown",
    "load_toml",
    "loadable",
    "service_settings",
    "the_city",
]

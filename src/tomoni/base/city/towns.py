"""The towns of a city (大字) in `registers/towns.csv`: their readings go before the dictionary on every easy page."""

from decimal import Decimal
from pathlib import Path

from pydantic import Field

from .files import CityData, load_csv


class Town(CityData):
    """One line of the file, with where its place and its reading come from."""

    area: str
    town: str
    kana: str
    postal_code: str = Field(pattern=r"^\d{3}-\d{4}$")
    lat: Decimal
    lon: Decimal
    source: str


def town_readings(folder: Path) -> dict[str, str]:
    """Towns and how they are read; none for a city that lists no towns."""
    file = folder / "registers" / "towns.csv"
    return {town.town: town.kana for town in load_csv(file, Town)} if file.exists() else {}

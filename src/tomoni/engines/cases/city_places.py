"""The city as its own files know it: its towns (大字), its wards, and the frame of its map."""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from tomoni.base.city.api import CityData, load_csv, load_toml
from tomoni.base.city.towns import Town

MAP_WIDTH = 280  # dots, never scaled: what is pressed is told in dots, and a small telephone is 320 wide
Options = list[tuple[str, list[tuple[str, str]]]]  # what a list to choose from shows: by area


class Frame(CityData):
    """`map.toml`: the rectangle that holds the city, in degrees, and where these come from."""

    south: float
    north: float
    west: float
    east: float
    source: str

    def holds(self, lat: float, lon: float) -> bool:
        return self.south <= lat <= self.north and self.west <= lon <= self.east

    @property
    def height(self) -> int:
        """Of the picture, so that a kilometre is as long both ways (at 36° north a degree of longitude is 0.81)."""
        return round(MAP_WIDTH * (self.north - self.south) / ((self.east - self.west) * 0.81))

    def at(self, x: int, y: int) -> tuple[float, float]:
        """Latitude and longitude of a dot of the picture; what lies outside is brought to its edge."""
        across = min(max(x, 0), MAP_WIDTH) / MAP_WIDTH
        down = min(max(y, 0), self.height) / self.height
        return self.north - down * (self.north - self.south), self.west + across * (self.east - self.west)

    def dot(self, lat: float, lon: float) -> tuple[int, int]:
        across = (lon - self.west) / (self.east - self.west)
        down = (self.north - lat) / (self.north - self.south)
        return round(across * MAP_WIDTH), round(down * self.height)


class Spot(NamedTuple):
    """A town on the picture."""

    name: str
    x: int
    y: int


def frame_of_city() -> Frame | None:
    return _frame(settings.CITY_FOLDER)


def spots_of_city() -> list[Spot]:
    """Towns as dots of the map."""
    frame = frame_of_city()
    if frame is None:
        return []
    towns = _towns(settings.CITY_FOLDER)
    return [Spot(town.town, *frame.dot(float(town.lat), float(town.lon))) for town in towns]


def towns_of_city() -> Options:
    """The towns, by area."""
    return _by_area((town.area, town.town, town.town) for town in _towns(settings.CITY_FOLDER))


def wards_of_city() -> Options:
    """The wards, by area. Two areas may have a ward of the same name, so an answer is 「豊科/本村」."""
    return _by_area((area, f"{area}/{name}", name) for area, name in _wards(settings.CITY_FOLDER))


def town_with_postcode(code: str) -> str | None:
    """The town of this city that has the seven digits, if it is one alone; None for every other."""
    found = [town for town in _towns(settings.CITY_FOLDER) if town.postal_code.replace("-", "") == code]
    return found[0].town if len(found) == 1 else None


def _by_area(rows: Iterable[tuple[str, str, str]]) -> Options:
    areas: dict[str, list[tuple[str, str]]] = {}
    for area, value, name in rows:
        areas.setdefault(area, []).append((value, name))
    return list(areas.items())


@cache
def _frame(folder: Path) -> Frame | None:
    file = folder / "map.toml"
    return load_toml(file, Frame) if file.exists() else None


@cache
def _towns(folder: Path) -> tuple[Town, ...]:
    file = folder / "registers" / "towns.csv"
    return tuple(load_csv(file, Town)) if file.exists() else ()


@cache
def _wards(folder: Path) -> tuple[tuple[str, str], ...]:
    """Areas and names; the other columns are the register's own matter."""
    file = folder / "registers" / "wards.csv"
    if not file.exists():
        return ()
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return tuple((row["area"].strip(), row["name"].strip()) for row in csv.DictReader(lines) if row.get("name"))

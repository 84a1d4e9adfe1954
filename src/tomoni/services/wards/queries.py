"""Reads of the register of wards, and its way into the search."""

from dataclasses import dataclass
from datetime import date

from tomoni.base.city.api import the_city
from tomoni.base.search import api as search

from .models import Ward


@dataclass(frozen=True)
class Area:
    """One area of the city with its wards."""

    name: str
    wards: list[Ward]


def wards_by_area(on: date) -> list[Area]:
    """The wards that stand on a day, in the order of the city's areas; numbered ones first. One query."""
    standing = list(Ward.objects.standing(on))
    standing.sort(key=lambda ward: (ward.no is None, ward.no or 0, ward.kana or ward.name))
    areas = dict.fromkeys([*the_city().areas, *(ward.area for ward in standing)])
    found = (Area(area, [ward for ward in standing if ward.area == area]) for area in areas)
    return [area for area in found if area.wards]


def find_again(ward: Ward) -> None:
    """Put a ward into the public search; take it out when it has ended."""
    if ward.until is not None:
        search.remove("ward", ward)
        return
    text = " ".join((ward.kana, ward.area, "区", ward.hall, ward.hall_address))
    search.put("ward", ward, title=f"{ward.name}（{ward.area}）", text=text, url=ward.get_absolute_url(), quality=3)


def refill(on: date) -> None:
    """Put every standing ward into the search again."""
    for ward in Ward.objects.standing(on):
        find_again(ward)

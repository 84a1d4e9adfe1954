"""`registers/wards.csv`: the wards as the city's file has them, every one with its source and how sure its name is."""

from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from tomoni.base.city.api import CityData, loadable
from tomoni.base.clock import today
from tomoni.engines.registers.api import change, enter, remove

from .models import Ward
from .queries import find_again
from .settings import settings

GONE = "市のファイルに載らなくなった"


class WardRow(CityData):
    """One line of the file."""

    area: str
    no: int | None = None
    name: str
    kana: str = ""
    basis: Literal["listed", "inferred", "unknown", "invented"]
    hall: str = ""
    hall_address: str = ""
    hall_lat: Decimal | None = Field(None, max_digits=9, decimal_places=6)
    hall_lon: Decimal | None = Field(None, max_digits=9, decimal_places=6)
    households: int | None = None
    population: int | None = None
    as_of: str = Field("", pattern=r"^(\d{4}-\d{2}(-\d{2})?)?$")
    source: str
    note: str = ""


def _write(row: WardRow) -> Ward:
    facts: dict[str, Any] = {name: getattr(row, name) for name in WardRow.model_fields}
    ward = Ward.objects.filter(area=row.area, name=row.name, until=None).first()
    if ward is None:
        ward = enter(Ward, facts, since=settings().begins_on, invented=row.basis == "invented")
    else:
        ward = change(ward, facts, on=max(today(), ward.since))
    find_again(ward)
    return ward


def _tell(ward: Ward) -> WardRow:
    return WardRow(**{name: getattr(ward, name) for name in WardRow.model_fields})


def _retire(ward: Ward) -> None:
    find_again(remove(ward, on=max(today(), ward.since), why=GONE, who=None))


loadable(
    "wards.ward",
    title="区",
    file="registers/wards.csv",
    row=WardRow,
    natural=("area", "name"),
    write=_write,
    things=lambda: Ward.objects.filter(until=None),
    tell=_tell,
    retire=_retire,
)

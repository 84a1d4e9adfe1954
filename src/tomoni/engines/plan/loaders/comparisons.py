"""comparisons/*.json: the figures of other cities, each file as that city's /api/v1/plan/ answers."""

from collections.abc import Sequence
from pathlib import Path

from tomoni.base.city.api import loadable

from ..comparing import CityCompared, NotAPlan, keep_city, read_city, told_city
from ..models import ComparedCity

FOLDER = "comparisons"


def rows(folder: Path) -> Sequence[CityCompared]:
    return [_read(file) for file in sorted((folder / FOLDER).glob("*.json"))]


def _read(file: Path) -> CityCompared:
    try:
        return read_city(file.read_bytes()).from_place(file, None)
    except NotAPlan as error:
        nothing = CityCompared.model_construct().from_place(file, None)
        raise nothing.wrong(f"is no plan to compare with: {error}") from None


loadable(
    "plan.compared",
    title="city to compare with",
    file=f"{FOLDER}/*.json",
    row=CityCompared,
    natural=("code",),
    rows=rows,
    write=keep_city,
    things=ComparedCity.objects.prefetch_related("indicators__figures").all,
    tell=told_city,
    retire=lambda city: city.delete() and None,
)

"""The invented groups of a demo: `demo/groups.csv`, wards among them, with those that left or lapsed."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from tomoni.base.city.api import CityData, loadable
from tomoni.common.people.api import Organisation
from tomoni.engines.registers.api import Ending, change, enter, lapse, leave

from .models import Field as Activity
from .models import Group
from .queries import find_again

NOT_IN_THE_FORM = {"since", "until", "until_reason"}


class GroupRow(CityData):
    """One line of the file. A blank `until` means that the group stands."""

    kind: Literal["group", "ward"]
    name: str
    kana: str = ""
    field: str = ""
    area: str
    purpose: str
    activity: str = ""
    representative: str = ""
    representative_public: bool = False
    contact: str = ""
    contact_public: bool = False
    phone: str = ""
    phone_public: bool = False
    email: str = ""
    email_public: bool = False
    founded_on: date | None = None
    members: int | None = None
    meeting_day: str = ""
    looking_for_members: bool = False
    website: str = ""
    wishes: str = ""
    since: date
    until: date | None = None
    until_reason: Literal["", "LEFT", "LAPSED"] = ""
    renewed_on: date
    lat: Decimal | None = Field(None, max_digits=9, decimal_places=6)
    lon: Decimal | None = Field(None, max_digits=9, decimal_places=6)


def _write(row: GroupRow) -> Group:
    if row.field and row.field not in Activity.values:
        raise row.unknown("field", row.field, Activity.values)
    group = Group.objects.filter(name=row.name, area=row.area, since=row.since).first()
    if group is None:
        organisation = Organisation.objects.filter(name=row.name).first()
        group = enter(Group, _facts(row) | {"organisation": organisation}, since=row.since, invented=True)
    elif group.until is None:
        group = change(group, _facts(row), on=row.since)
    if row.until is not None and group.until is None:
        if row.until_reason == Ending.LAPSED:
            group = lapse(group, on=row.until, why="更新の届けがなかった（見本）")
        else:
            group = leave(group, on=row.until, who=None, why="見本")
    find_again(group)
    return group


def _facts(row: GroupRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in GroupRow.model_fields if name not in NOT_IN_THE_FORM}


def _tell(group: Group) -> GroupRow:
    told = {name: getattr(group, name) for name in GroupRow.model_fields}
    return GroupRow(**told | {name: told[name].normalize() for name in ("lat", "lon") if told[name] is not None})


loadable(
    "groups.invented",
    title="登録団体（見本）",
    file="demo/groups.csv",
    row=GroupRow,
    natural=("name", "area", "since"),
    write=_write,
    things=lambda: Group.objects.filter(invented=True),
    tell=_tell,
    after=("people.organisation",),
    demo=True,
)

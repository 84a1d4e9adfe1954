"""What a provider says of a person, and where that differs from what the city has written down."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tomoni.base.city.api import the_city

from ..models import Resident

FIRST_NUMBER = re.compile(r"[0-9０-９]|[一二三四五六七八九十]+(?=丁目|番)")


@dataclass(frozen=True)
class Claims:
    """Name and address as written there, the address in one line; a part that was not said is empty."""

    name: str = ""
    address: str = ""
    postal_code: str = ""
    born_on: date | None = None

    @classmethod
    def told(cls, userinfo: Mapping[str, Any]) -> "Claims":
        """From an answer of the userinfo endpoint; whatever has another shape is left out."""
        address = userinfo.get("address")
        parts = address if isinstance(address, dict) else {"formatted": address}
        return cls(
            name=_line(userinfo.get("name"), 100),
            address=_line(parts.get("formatted") or "".join(_line(parts.get(name), 100) for name in _PARTS), 160),
            postal_code=_line(parts.get("postal_code"), 8),
            born_on=_day(userinfo.get("birthdate")),
        )

    def as_data(self) -> dict[str, str]:
        return {
            "name": self.name,
            "address": self.address,
            "postal_code": self.postal_code,
            "born_on": self.born_on.isoformat() if self.born_on else "",
        }

    @classmethod
    def from_data(cls, data: Mapping[str, str]) -> "Claims":
        return cls(
            data.get("name", ""), data.get("address", ""), data.get("postal_code", ""), _day(data.get("born_on"))
        )


_PARTS = ("region", "locality", "street_address")


@dataclass(frozen=True)
class Difference:
    """One thing that is written differently here and there; `facts` is what would be written here."""

    key: str
    title: str | Promise
    here: str | date
    there: str | date
    facts: Mapping[str, Any]

    @property
    def is_new(self) -> bool:
        """Whether the city knows nothing of it yet."""
        return not self.here


def differences(resident: Resident, claims: Claims) -> Iterator[Difference]:
    """What the provider says otherwise than the city's record."""
    if claims.name and _folded(claims.name) != _folded(resident.name):
        yield Difference("name", _("氏名"), resident.name, claims.name, {"name": claims.name})
    if claims.born_on and claims.born_on != resident.born_on:
        yield Difference("born_on", _("生年月日"), resident.born_on or "", claims.born_on, {"born_on": claims.born_on})
    here = f"{resident.town}{resident.address}{resident.building}"
    if claims.address and _folded(in_the_city(claims.address)) != _folded(here):
        yield Difference("address", _("住所"), here, claims.address, placed(claims))


def placed(claims: Claims) -> dict[str, str]:
    """An address in one line as the city's record divides it: the town, and the rest from its first number on."""
    line = in_the_city(claims.address)
    found = FIRST_NUMBER.search(line)
    cut = found.start() if found else len(line)
    facts = {"town": line[:cut].strip()[:60], "address": line[cut:].strip()[:100], "building": ""}
    return facts | ({"postal_code": claims.postal_code} if claims.postal_code else {})


def in_the_city(address: str) -> str:
    """An address without the names of prefecture and city, where they are ours."""
    city = the_city()
    inside = address.removeprefix(city.prefecture).strip()
    return inside.removeprefix(city.name).strip() if inside.startswith(city.name) else address


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _line(said: object, most: int) -> str:
    return " ".join(said.split())[:most] if isinstance(said, str) else ""


def _day(said: object) -> date | None:
    try:
        return date.fromisoformat(said) if isinstance(said, str) and said else None
    except ValueError:  # a birthdate without month or day
        return None

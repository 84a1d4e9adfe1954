"""The fee table (手数料の表): what is charged, on which basis, and who pays less or nothing.

It is the city's file, `cities/<city>/services/money.toml`: a fee has a row for each time its amount changed, and an
invoice keeps what stood in the table when it was issued.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import get_language
from pydantic import Field

from tomoni.base.city.api import CityData, service_settings

Texts = dict[str, str]


class Exemption(CityData):
    """A ground for paying less (減免). `percent` is what falls away."""

    key: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str
    title_in: Texts = {}
    percent: int = Field(100, ge=1, le=100)
    basis: str = ""


class Fee(CityData):
    """One line of the table, as it stands from a day on."""

    key: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str
    title_in: Texts = {}
    amount: int = Field(ge=0)
    per: str = "件"
    basis: str
    confirmed: bool = False
    since: date
    until: date | None = None
    exemptions: tuple[Exemption, ...] = ()

    def exemption(self, key: str) -> Exemption | None:
        """The ground of this key; LookupError for one that this fee does not have, None for no key."""
        if not key:
            return None
        for one in self.exemptions:
            if one.key == key:
                return one
        raise LookupError(f"Fee {self.key!r} has no exemption {key!r}.")


class MoneySettings(CityData):
    """What the city decides about money."""

    pay_within_days: int = Field(30, ge=1)
    invented: bool = False
    fees: tuple[Fee, ...] = ()


def money_settings() -> MoneySettings:
    return service_settings("money", MoneySettings)


def fee(key: str, on: date) -> Fee:
    """The fee as it stands on a day; LookupError when the table has none."""
    for one in fees(on):
        if one.key == key:
            return one
    raise LookupError(f"No fee {key!r} stands on {on}.")


def fees(on: date) -> list[Fee]:
    """The table of a day."""
    return [one for one in money_settings().fees if one.since <= on and (one.until is None or on < one.until)]


def said(thing: Fee | Exemption) -> str:
    """Its name in the language of now."""
    return thing.title_in.get(get_language() or "", thing.title)


def choices(exemptions: Iterable[Exemption]) -> list[tuple[str, str]]:
    return [(one.key, said(one)) for one in exemptions]

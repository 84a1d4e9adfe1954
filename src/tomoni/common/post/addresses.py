"""Where a letter goes, and where an envelope shows it."""

from dataclasses import dataclass

from tomoni.base.city.api import the_city
from tomoni.base.printing import Window
from tomoni.common.people.api import Resident

from .settings import post_settings


@dataclass(frozen=True)
class PostalAddress:
    """An address as it stands on an envelope."""

    postal_code: str
    lines: tuple[str, ...]


def address_of(resident: Resident) -> PostalAddress | None:
    """Where the post finds a resident; None when the city does not know."""
    if not (resident.town or resident.address):
        return None
    city = the_city()
    street = f"{resident.town}{resident.address}"
    if not street.startswith((city.prefecture, city.name)):
        street = f"{city.prefecture}{city.name}{street}"
    return PostalAddress(resident.postal_code, tuple(line for line in (street, resident.building) if line))


def envelope_window() -> Window:
    """The window of the city's envelopes."""
    return post_settings().envelope.window

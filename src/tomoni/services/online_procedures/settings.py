"""What a city decides for its packs: `[fields.<field>]` in `cities/<city>/services/online_procedures.toml`.

    [fields.children]
    route = ["children-head"]

What it decides for one procedure (fee, desk, days, law, name, off) stands in
`[procedures.<key>]`, as for every service.
"""

from pydantic import ConfigDict

from tomoni.base.city.api import CityData, service_settings


class Field(CityData):
    """A field of work: the posts that decide its applications, in order. None: the examining clerk alone."""

    route: tuple[str, ...] = ()


class _Fields(CityData):
    """The table of the file that is read here; the cases engine reads `[procedures]`."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)
    fields: dict[str, Field] = {}


def route_of_field(field: str) -> tuple[str, ...]:
    """The posts that decide the applications of a field in this city."""
    return service_settings("online_procedures", _Fields).fields.get(field, Field()).route

"""What a city's files can say: kinds of things, declared by whoever keeps them.

A package that is fed from a city's files has a module `loaders.py`; it is imported at start. There it declares, with
`loadable`, how rows are read from a file, how one row is written to the database, and how what stands in the database
is told as a row again. From these three the loader works out what changed where.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from django.db.models import Model
from pydantic_core import to_jsonable_python

from tomoni.base.catalogue import Catalogue

from .files import CityData, load_csv


@dataclass(frozen=True)
class Kind[Row: CityData, Thing: Model]:
    """One kind of thing that files can say. See `loadable`."""

    key: str
    title: str
    file: str
    row: type[Row]
    natural: tuple[str, ...]
    write: Callable[[Row], Thing]
    things: Callable[[], Iterable[Thing]]
    tell: Callable[[Thing], Row]
    retire: Callable[[Thing], None] | None = None
    after: tuple[str, ...] = ()
    demo: bool = False
    aside: set[str] = field(default_factory=set)
    rows: Callable[[Path], Sequence[Row]] | None = None

    def name_of(self, row: Row) -> str:
        """The natural key of a row, by which it is known again."""
        return "/".join(str(getattr(row, field)) for field in self.natural)

    def said_by(self, row: Row) -> dict[str, Any]:
        """What a row says of its thing, as plain values that can be compared and kept. 36.30 is 36.3."""
        return {key: to_jsonable_python(_by_value(said)) for key, said in row.model_dump(exclude=self.aside).items()}

    def rows_in(self, folder: Path) -> Sequence[Row]:
        """What the city's files say; nothing when the city has no such file."""
        if self.rows is not None:
            return self.rows(folder)
        file = folder / self.file
        return load_csv(file, self.row) if file.exists() else []


def _by_value(said: Any) -> Any:
    """Decimals without the zeros that a file or a database puts behind them."""
    match said:
        case Decimal():
            return f"{said.normalize():f}"
        case dict():
            return {key: _by_value(value) for key, value in said.items()}
        case list() | tuple():
            return [_by_value(value) for value in said]
        case _:
            return said


EVERYTHING = ("*",)  # the `after` of a kind that looks at whatever else a city has

KINDS: Catalogue[Kind] = Catalogue("kind of thing in city files")


def loadable[Row: CityData, Thing: Model](
    key: str,
    *,
    title: str,
    file: str,
    row: type[Row],
    natural: str | tuple[str, ...],
    write: Callable[[Row], Thing],
    things: Callable[[], Iterable[Thing]],
    tell: Callable[[Thing], Row],
    retire: Callable[[Thing], None] | None = None,
    after: Sequence[str] = (),
    demo: bool = False,
    aside: Iterable[str] = (),
    rows: Callable[[Path], Sequence[Row]] | None = None,
) -> Kind[Row, Thing]:
    """Declare a kind of thing that a city's files say.

    key      such as "people.section"; `after` names keys that must be loaded before (EVERYTHING: all others)
    file     where it stands in the city's folder; a CSV of `row`, unless `rows` reads it: `rows(city_folder)`
    natural  the fields of the row by which a thing is known again; they never change
    write    puts one row into the database, whether its thing exists or not, and returns the thing
    things   all things now in the database, with what `tell` needs, in few queries
    tell     a thing as the row that would have made it
    retire   what to do when the files no longer name a thing; without it the loader only reports
    aside    fields that only readers of the file need and the database does not keep
    demo     invented operating data: loaded with --demo only
    """
    fields = (natural,) if isinstance(natural, str) else natural
    kind = Kind(key, title, file, row, fields, write, things, tell, retire, tuple(after), demo, set(aside), rows)
    return KINDS.add(key, kind)


def in_order(*, demo: bool) -> list[Kind]:
    """All kinds, each after those it needs."""
    graph = TopologicalSorter({kind.key: _needed_by(kind) for kind in KINDS.values()})
    try:
        order = {key: place for place, key in enumerate(graph.static_order())}
    except CycleError as error:
        raise ValueError(f"These kinds wait for each other: {' → '.join(error.args[1])}.") from None
    return sorted((kind for kind in KINDS.values() if demo or not kind.demo), key=lambda kind: order[kind.key])


def _needed_by(kind: Kind) -> list[str]:
    if kind.after == EVERYTHING:
        return [other.key for other in KINDS.values() if other.after != EVERYTHING]
    return [KINDS[needed].key for needed in kind.after]

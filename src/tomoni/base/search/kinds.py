"""The kinds of things that can be found, declared by whoever keeps them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from tomoni.base.catalogue import Catalogue


@dataclass(frozen=True)
class Kind:
    """One kind: how the list of results calls it, and how all of it is put into the index again."""

    key: str
    title: str | Promise
    rebuild: Callable[[], object] | None


kinds: Catalogue[Kind] = Catalogue("kind of thing to find")


def kind(key: str, title: str | Promise, *, rebuild: Callable[[], object] | None = None) -> Kind:
    """Declare a kind. `rebuild` calls `put` for everything of it (and may do so for kinds that belong to it)."""
    return kinds.add(key, Kind(key, title, rebuild))

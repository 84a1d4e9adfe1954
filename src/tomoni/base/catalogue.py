"""A catalogue keeps declared things under their keys.

It refuses two things of one name, and names what it knows when it is asked for nonsense.
"""

from collections.abc import Iterator


class Catalogue[Thing]:
    """Things declared at start-up, in the order of their declaration."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._things: dict[str, Thing] = {}

    def add(self, key: str, thing: Thing) -> Thing:
        """Keep `thing` under `key`; ValueError when the key is taken."""
        if key in self._things:
            raise ValueError(f"There is already a {self.what} called {key!r}.")
        self._things[key] = thing
        return thing

    def __getitem__(self, key: str) -> Thing:
        try:
            return self._things[key]
        except KeyError:
            known = ", ".join(sorted(self._things)) or "none"
            raise LookupError(f"No {self.what} is called {key!r} (known: {known}).") from None

    def __contains__(self, key: object) -> bool:
        return key in self._things

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)

    def values(self) -> Iterator[Thing]:
        return iter(self._things.values())

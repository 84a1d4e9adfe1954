"""What is wrong with a city's files, in words that lead to the place.

All mistakes of one reading are collected before anybody is told, so that a file is mended once and not ten times.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True)
class Mistake:
    """One thing to mend: the file, the line where it is known, and what is wrong."""

    file: Path
    line: int | None
    what: str

    def __str__(self) -> str:
        here = Path.cwd()
        file = self.file.relative_to(here) if self.file.is_relative_to(here) else self.file
        return f"{file}: {self.what}" if self.line is None else f"{file}, line {self.line}: {self.what}"


class CityFileError(Exception):
    """A city's files cannot be read as they stand; says everything that has to be mended."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


def no_such(what: str, name: str, known: Iterable[str]) -> str:
    """The sentence for an unknown name, with the nearest known one or, failing that, all of them."""
    known = list(known)
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return f"no {what} is called {name!r}; did you mean {near[0]!r}?"
    return f"no {what} is called {name!r} (known: {', '.join(sorted(known)) or 'none'})"

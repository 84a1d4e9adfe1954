"""Chapters that others add to the book of the plan: a service declares one, and each new edition asks it for its rows.

    @chapter("evaluation", "評価", heads=("取組の方向", "評価"), wide=(2, 1), words="…")
    def evaluation(on: date) -> Iterable[Sequence[Cell]]: …

A chapter is a table with words before it. Without rows it is left out of that edition.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tomoni.base.catalogue import Catalogue
from tomoni.base.sheets import Cell

Rows = Iterable[Sequence[Cell]]
Teller = Callable[[date], Rows]


@dataclass(frozen=True)
class Chapter:
    """A declared chapter. `wide` gives each column's share of the width."""

    key: str
    title: str
    heads: tuple[str, ...]
    tell: Teller
    wide: tuple[int, ...]
    words: str


@dataclass(frozen=True)
class ToldChapter:
    """A chapter with what it tells of the plan by a day."""

    chapter: Chapter
    rows: tuple[tuple[Cell, ...], ...]


declared: Catalogue[Chapter] = Catalogue("chapter of the book")


def chapter(
    key: str, title: str, *, heads: tuple[str, ...], wide: tuple[int, ...] = (), words: str = ""
) -> Callable[[Teller], Teller]:
    """Declare a chapter; `title` is Japanese, as the book is, and the name of its sheet in the workbook."""
    if wide and len(wide) != len(heads):
        raise ValueError(f"{key}: {len(heads)} heads and {len(wide)} widths")

    def declare(tell: Teller) -> Teller:
        declared.add(key, Chapter(key, title, heads, tell, wide or (1,) * len(heads), words))
        return tell

    return declare


def chapters_on(on: date) -> Iterator[ToldChapter]:
    """Every chapter that has something to say by a day."""
    for one in declared.values():
        rows = tuple(tuple(row) for row in one.tell(on))
        if rows:
            yield ToldChapter(one, rows)

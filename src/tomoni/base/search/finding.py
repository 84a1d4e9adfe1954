"""Finding: walk the index from strict to generous until there are enough candidates, then put the best first.

The index is walked in the order of places, so the candidates of each step are the best and newest of it, and the walk
ends early. Only the first of them are read and scored; the rest keep the order of the walk.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection

from .conditions import Condition, in_fts5, in_tsquery
from .places import FALLS_BACK_TO, Span, document_at, spans
from .queries import Query, narrowed, read
from .results import Found, Hit

CANDIDATES = 200  # how many are gathered at most; a total is told up to here
SCORED = 40  # how many of them are read and compared
USUAL_LENGTH = 400  # of a text, in characters

_WALK = {
    "sqlite": "SELECT rowid FROM search_index"
    " WHERE search_index MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid LIMIT %s",
    "postgresql": "SELECT place FROM search_document"
    " WHERE vector @@ %s::tsquery AND place BETWEEN %s AND %s ORDER BY place LIMIT %s",
}
_TONGUE = {"sqlite": in_fts5, "postgresql": in_tsquery}


class Row(NamedTuple):
    """A document as it is read for a list of results."""

    id: int
    kind: str
    key: str
    language: str
    title: str
    text: str
    url: str
    quality: int


def find(
    query: str,
    *,
    kinds: Sequence[str] = (),
    language: str = "ja",
    limit: int = 20,
    offset: int = 0,
    internal: bool = False,
) -> Found:
    """What holds the words of `query`, best first. With `internal`, also what only staff may see.

    Documents are those of `language`; easy Japanese falls back to Japanese, thing by thing.
    """
    asked = read(query)
    if asked is None:
        return Found(0, [])
    where = spans(language, internal=internal)
    candidates = _walk([narrowed(step, kinds) for step in asked.steps], where)
    loose = False
    if not candidates and asked.any_word is not None:
        candidates = _walk([narrowed(asked.any_word, kinds)], where)
        loose = bool(candidates)
    more = len(candidates) >= CANDIDATES
    if language in FALLS_BACK_TO:
        candidates = _once_each(candidates)
    rows = _page(candidates, asked, slice(offset, offset + limit))
    return Found(
        total=len(candidates),
        hits=[_hit(row, asked, language) for row in rows],
        more=more,
        loose=loose,
        _kinds=lambda: [kind for _, kind in _named("kind", candidates)],
    )


def _walk(steps: Sequence[Condition], where: Sequence[Span]) -> dict[int, int]:
    """The ids of candidates, best first, and on which step each was found."""
    walk, told = _WALK[connection.vendor], _TONGUE[connection.vendor]
    found: dict[int, int] = {}
    with connection.cursor() as cursor:
        for number, step in enumerate(steps):
            condition = told(step)
            for span in where:
                cursor.execute(walk, [condition, span.first, span.last, CANDIDATES])
                for (place,) in cursor.fetchall():
                    found.setdefault(document_at(place), number)
            if len(found) >= CANDIDATES:
                break
    return found


def _page(candidates: Mapping[int, int], asked: Query, page: slice) -> list[Row]:
    """The rows of one page. All pages together hold every candidate once."""
    ids = list(candidates)
    best = sorted(_rows(ids[:SCORED]), key=lambda row: _score(row, candidates[row.id], asked), reverse=True)
    rows = best[page]
    rest = slice(max(page.start, SCORED), max(page.stop, SCORED))
    return rows + _rows(ids[rest])


def _score(row: Row, step: int, asked: Query) -> float:
    """How good an answer this is: strictness of the step, words in the title, how often, how long, how it is valued."""
    score = row.quality / 10 - 2.0 * step
    for spellings in asked.needles:
        times = sum(map(row.text.count, spellings))
        score += times / (times + 0.5 + len(row.text) / USUAL_LENGTH)
        score += 1.5 * any(spelling in row.title for spelling in spellings)
    if asked.typed in row.title:
        score += 3.0 if asked.typed == row.title else 1.5
    elif asked.phrase in row.text:
        score += 1.0
    return score


def _hit(row: Row, asked: Query, language: str) -> Hit:
    return Hit(
        id=row.id,
        kind=row.kind,
        key=row.key,
        language=row.language,
        title=row.title,
        text=row.text,
        url=_address(row.url, language),
        needles=tuple(spelling for spellings in asked.needles for spelling in spellings),
    )


def _address(url: str, language: str) -> str:
    """The address in the language of the reader. Documents hold it without one."""
    if language == settings.LANGUAGE_CODE or not url.startswith("/"):
        return url
    return f"/{language}{url}"


def _once_each(candidates: Mapping[int, int]) -> dict[int, int]:
    """One document for each thing: the first, which is the one in the reader's own language."""
    things: dict[tuple[str, str], int] = {}
    for document, kind, key in _named("kind, key", candidates):
        things.setdefault((kind, key), document)
    kept = set(things.values())
    return {document: step for document, step in candidates.items() if document in kept}


def _rows(ids: Sequence[int]) -> list[Row]:
    return [Row(*row) for row in _named("kind, key, language, title, text, url, quality", ids)]


def _named(columns: str, ids: Iterable[int]) -> list[tuple[Any, ...]]:
    """Columns of documents, the id first, in the order of `ids`."""
    wanted = list(ids)
    if not wanted:
        return []
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(wanted))
        cursor.execute(f"SELECT id, {columns} FROM search_document WHERE id IN ({marks})", wanted)
        rows = {row[0]: row for row in cursor.fetchall()}
    return [rows[document] for document in wanted if document in rows]

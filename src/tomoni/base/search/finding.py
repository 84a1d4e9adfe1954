"""Finding: walk the index from strict to generous until there are enough candidates, then put the best first.

The index is walked in the order of places, so the candidates of each step are the best and newest of it, and the walk
ends early. Only the first of them are read and scored; the rest keep the order of the walk.
"""

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection

from .conditions import Condition, in_fts5, in_tsquery
from .places import FALLS_BACK_TO, Span, document_at, language_at, quality_at, spans
from .queries import Query, narrowed, read
from .results import Found, Hit

CANDIDATES = 100  # how many are gathered at most; a total is told up to here
SCORED = 25  # how many of them are read and compared
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
    title: str
    text: str
    url: str


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
    candidates = _walk(asked.steps(), kinds, where, at_first=SCORED if asked.sought else CANDIDATES)
    loose = not candidates
    if loose:
        candidates = _walk(asked.any_word(), kinds, where)
    more = len(candidates) >= CANDIDATES
    if language in FALLS_BACK_TO:
        candidates = _once_each(candidates)
    page = _page(candidates, asked, slice(offset, offset + limit))
    return Found(
        total=len(candidates),
        hits=_hits(page, asked, language),
        more=more,
        loose=loose and bool(candidates),
        _kinds=lambda: [kind for _, (_, kind) in _read("kind", candidates)],
    )


def _walk(
    steps: Iterable[Condition], kinds: Sequence[str], where: Sequence[Span], *, at_first: int = CANDIDATES
) -> dict[int, int]:
    """The places of candidates, best first, and on which step each was found; on the first step so many at most."""
    walk, told = _WALK[connection.vendor], _TONGUE[connection.vendor]
    found: dict[int, int] = {}
    with connection.cursor() as cursor:
        for number, step in enumerate(steps):
            condition = told(narrowed(step, kinds))
            for span in where:
                cursor.execute(walk, [condition, span.first, span.last, CANDIDATES if number else at_first])
                found |= {place: number for (place,) in cursor.fetchall() if place not in found}
            if len(found) >= CANDIDATES:
                break
    return found


def _page(candidates: Mapping[int, int], asked: Query, page: slice) -> list[tuple[int, Row]]:
    """The rows of one page with their places. All pages together hold every candidate once."""
    places = list(candidates)
    scored = [
        (_score(row, place, asked) - 2.0 * candidates[place], place, row) for place, row in _rows(places[:SCORED])
    ]
    scored.sort(key=itemgetter(0), reverse=True)
    rest = slice(max(page.start, SCORED), max(page.stop, SCORED))
    return [(place, row) for _, place, row in scored[page]] + _rows(places[rest])


def _score(row: Row, place: int, asked: Query) -> float:
    """How good an answer this is: words in the title, how often in the text, how long that is, how it is valued.

    Written as plain loops, because it runs for every candidate of every query.
    """
    title, text = (row.title.lower(), row.text.lower()) if asked.latin else (row.title, row.text)
    score, half = quality_at(place) / 10, 0.5 + len(text) / USUAL_LENGTH
    for spellings in asked.needles:
        times, in_title = text.count(spellings[0]), spellings[0] in title
        if times or in_title:  # as it was typed
            score += 0.5
        for spelling in spellings[1:]:
            times += text.count(spelling)
            in_title = in_title or spelling in title
        score += times / (times + half) + in_title
    for part in asked.parts:
        if part in title:
            score += 1.0
    if asked.phrase == title:
        score += 2.0
    elif len(asked.parts) > 1 and (asked.phrase in text or asked.phrase in title):
        score += 1.0
    return score


def _hits(page: Iterable[tuple[int, Row]], asked: Query, language: str) -> list[Hit]:
    """Documents hold their address without a language; a hit has it in the reader's."""
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return [
        Hit(
            row.kind,
            language_at(place),
            row.title,
            row.text,
            prefix + row.url if row.url.startswith("/") else row.url,
            asked.needles,
        )
        for place, row in page
    ]


def _once_each(candidates: Mapping[int, int]) -> dict[int, int]:
    """One document for each thing: the first, which is the one in the reader's own language."""
    things: dict[tuple[str, str], int] = {}
    for place, (_, kind, key) in _read("kind, key", candidates):
        things.setdefault((kind, key), place)
    kept = set(things.values())
    return {place: step for place, step in candidates.items() if place in kept}


def _rows(places: Sequence[int]) -> list[tuple[int, Row]]:
    return [(place, Row._make(values)) for place, values in _read("kind, title, text, url", places)]


def _read(columns: str, places: Iterable[int]) -> list[tuple[int, tuple[Any, ...]]]:
    """The ids and these columns of the documents that stand at places, in their order, each behind its place."""
    documents = {place: document_at(place) for place in places}
    if not documents:
        return []
    marks = ", ".join(["%s"] * len(documents))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {columns} FROM search_document WHERE id IN ({marks})", list(documents.values()))
        rows = {row[0]: row for row in cursor.fetchall()}
    return [(place, rows[document]) for place, document in documents.items() if document in rows]

"""Putting documents where they can be found, taking them out, and doing it all again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import batched

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model

from tomoni.base.references import name_of

from .kinds import kinds
from .models import Document
from .places import HIGHEST_QUALITY, shelf
from .tokens import tokens_of

TITLE, URL = 500, 500  # characters

type Identity = tuple[str, str, str]  # kind, key, language
_put_again: ContextVar[set[Identity] | None] = ContextVar("put_again", default=None)


def put(
    kind: str,
    about: Model | str,
    *,
    title: str,
    text: str,
    url: str,
    language: str = "ja",
    quality: int = 0,
    public: bool = True,
) -> None:
    """Let something be found from now on, or as it has become. Call it inside the transaction of the change.

    `about` is the record, or a name of your own for what is none. `text` is plain text. `url` is its address on this
    site, in any language. `quality`, 0 to 10, lifts what is a good answer for everybody; of equals the newest is first.
    """
    key = about if isinstance(about, str) else name_of(about)
    identity = {"kind": kinds[kind].key, "key": key, "language": language}
    title, text = " ".join(title.split())[:TITLE], text.strip()
    facts = {
        "title": title,
        "text": text,
        "url": _without_language(url)[:URL],
        "public": public,
        "quality": min(max(quality, 0), HIGHEST_QUALITY),
    }
    rebuilding = _note((kind, key, language))
    if not rebuilding and Document.objects.filter(**identity, **facts).exists():
        return
    place = {"shelf": shelf(language, public=public), "tokens": tokens_of(kind, title, text)}
    document = Document(**identity, **facts, **place, about=None if isinstance(about, str) else about)
    Document.objects.bulk_create(
        [document],
        update_conflicts=True,
        unique_fields=list(identity),
        update_fields=[*facts, *place],
    )


def remove(kind: str, about: Model | str) -> None:
    """Let something no longer be found, in any language."""
    key = about if isinstance(about, str) else name_of(about)
    Document.objects.filter(kind=kinds[kind].key, key=key).delete()


def rebuild(only: Sequence[str] = ()) -> int:
    """Have every kind, or these, put all it has; remove what nobody put again. Returns how many there are then.

    Every text is cut into words anew, so call it after a new dictionary or a change of what counts as a word.
    """
    chosen = [kinds[key] for key in only or kinds]
    with transaction.atomic(), _noting() as put_again:
        for kind in chosen:
            if kind.rebuild is not None:
                kind.rebuild()
        documents = Document.objects.filter(kind__in=only) if only else Document.objects.all()
        there = documents.values_list("pk", "kind", "key", "language")
        for some in batched((pk for pk, *identity in there if tuple(identity) not in put_again), 1000):
            documents.filter(pk__in=some).delete()
        return documents.count()


def tidy() -> None:
    """Lay the index out anew, so that a walk along it is short again after many changes."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_index(search_index) VALUES ('optimize')")


@contextmanager
def _noting() -> Iterator[set[Identity]]:
    noted: set[Identity] = set()
    token = _put_again.set(noted)
    try:
        yield noted
    finally:
        _put_again.reset(token)


def _note(identity: Identity) -> bool:
    """Note what is put during a rebuild; tells whether there is one."""
    noted = _put_again.get()
    if noted is None:
        return False
    noted.add(identity)
    return True


def _without_language(url: str) -> str:
    """/plan/ from /en/plan/: the reader's language is put in front again when the document is found."""
    first, _, rest = url.removeprefix("/").partition("/")
    return f"/{rest}" if url.startswith("/") and first in dict(settings.LANGUAGES) else url

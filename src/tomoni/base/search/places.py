"""Where a document stands in the index: one number that holds its language, its quality and its age.

Both databases walk an index in the order of this number and stop when they have enough. So the best stand first: a
shelf for each language, public ones apart from internal ones; on a shelf the documents of high quality first, and among
equals the newest. Nothing has to be sorted, and nothing that was not asked for is looked at.

    bits  62-56 shelf | 55-40 65535 - quality | 39-0 2**40 - 1 - id

The migration 0002 computes the same number in SQL.
"""

from dataclasses import dataclass
from functools import cache

# In the order of their shelves, for good: a new language goes to the end. Easy Japanese stands before Japanese, so that
# one walk finds the easy page first and falls back to the ordinary one.
LANGUAGES = (
    "ja-easy", "ja", "en", "zh-hans", "zh-hant", "ko", "pt-br", "pt", "vi", "tl", "es", "id", "ne", "my", "th", "si",
    "bn", "hi", "ur", "mn", "uk", "ru", "fr", "de", "it", "km", "lo", "ms", "ar", "fa", "tr", "ta",
)  # fmt: skip
FALLS_BACK_TO = {"ja-easy": "ja"}
INTERNAL = 64  # added to the shelf of what only staff may find
ID_BITS, QUALITY_BITS = 40, 16
HIGHEST_ID, HIGHEST_QUALITY = (1 << ID_BITS) - 1, (1 << QUALITY_BITS) - 1


class NoShelf(LookupError):
    """No shelf is set up for that language."""

    def __init__(self, language: str) -> None:
        super().__init__(f"There is no shelf for the language {language!r}: add it at the end of LANGUAGES.")
        self.language = language


@dataclass(frozen=True)
class Span:
    """Neighbouring shelves, as the first and the last place on them."""

    first: int
    last: int


def shelf(language: str, *, public: bool) -> int:
    try:
        return LANGUAGES.index(language) + (0 if public else INTERNAL)
    except ValueError:
        raise NoShelf(language) from None


@cache
def spans(language: str, *, internal: bool) -> tuple[Span, ...]:
    """Where to look for a reader of that language; for staff also where the internal things stand."""
    last_language = FALLS_BACK_TO.get(language, language)
    return tuple(
        _span(shelf(language, public=public), shelf(last_language, public=public))
        for public in ((True, False) if internal else (True,))
    )


def place(document_id: int, *, shelf: int, quality: int) -> int:
    return ((shelf << QUALITY_BITS | HIGHEST_QUALITY - quality) << ID_BITS) + HIGHEST_ID - document_id


def document_at(place: int) -> int:
    """The id of the document that stands there."""
    return HIGHEST_ID - (place & HIGHEST_ID)


def quality_at(place: int) -> int:
    return HIGHEST_QUALITY - (place >> ID_BITS & HIGHEST_QUALITY)


def language_at(place: int) -> str:
    return LANGUAGES[(place >> ID_BITS + QUALITY_BITS) % INTERNAL]


def _span(first_shelf: int, last_shelf: int) -> Span:
    bits = ID_BITS + QUALITY_BITS
    return Span(first_shelf << bits, (last_shelf + 1 << bits) - 1)

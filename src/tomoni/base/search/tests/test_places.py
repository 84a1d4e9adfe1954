"""The number by which the index is walked."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as some

from tomoni.base.search.places import (
    HIGHEST_ID,
    HIGHEST_QUALITY,
    LANGUAGES,
    NoShelf,
    document_at,
    place,
    shelf,
    spans,
)

IDS = some.integers(1, HIGHEST_ID)
QUALITIES = some.integers(0, HIGHEST_QUALITY)
SHELVES = some.builds(
    lambda language, public: shelf(language, public=public), some.sampled_from(LANGUAGES), some.booleans()
)


@given(IDS, SHELVES, QUALITIES)
def test_the_document_can_be_told_from_its_place(document, on_shelf, quality):
    assert document_at(place(document, shelf=on_shelf, quality=quality)) == document
    assert 0 < place(document, shelf=on_shelf, quality=quality) < 2**63


@given(IDS, IDS, SHELVES, QUALITIES, QUALITIES)
def test_the_better_stands_before_the_worse_and_the_newer_before_the_older(one, other, on_shelf, good, better):
    first, second = (place(pk, shelf=on_shelf, quality=quality) for pk, quality in ((one, better), (other, good)))
    assert (first < second) == ((better, one) > (good, other))


@given(IDS, SHELVES, QUALITIES, some.sampled_from(LANGUAGES), some.booleans())
def test_a_reader_walks_along_the_shelves_of_that_reader_only(document, on_shelf, quality, language, internal):
    stands = place(document, shelf=on_shelf, quality=quality)
    met = any(span.first <= stands <= span.last for span in spans(language, internal=internal))
    mine = {shelf(known, public=public) for known in _read_by(language) for public in {True, not internal}}
    assert met == (on_shelf in mine)


def _read_by(language):
    return {language, "ja"} if language == "ja-easy" else {language}


def test_every_language_of_the_site_has_a_shelf():
    for language, _ in settings.LANGUAGES:
        shelf(language, public=True)


def test_a_language_without_a_shelf_is_refused():
    with pytest.raises(NoShelf):
        shelf("tlh", public=True)

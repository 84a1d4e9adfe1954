"""A city reads its own names as its files say, on the pages that residents see."""

from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from tomoni.base.city.facts import CityWords
from tomoni.base.city.files import load_toml
from tomoni.base.city.towns import town_readings
from tomoni.base.design.middleware import EasyJapanese
from tomoni.base.texts import furigana, overrides
from tomoni.base.texts.furigana import _Readings

AZUMINO = Path(settings.CITY_FOLDER).parent / "azumino"


@pytest.fixture
def in_azumino(monkeypatch: pytest.MonkeyPatch) -> None:
    """Azumino's words, and nothing of what was known before."""
    monkeypatch.setattr(_Readings, "known", _Readings.known)
    overrides(town_readings(AZUMINO) | load_toml(AZUMINO / "words.toml", CityWords).furigana)


def read_aloud(text: str) -> str:
    return "".join(reading or written for written, reading in furigana(text))


@pytest.mark.usefixtures("in_azumino")
def test_every_town_of_the_city_is_read_as_the_post_reads_it() -> None:
    towns = town_readings(AZUMINO)
    assert towns["豊科高家"] == "とよしなたきべ"
    assert {town: read_aloud(town) for town in towns} == towns


@pytest.mark.usefixtures("in_azumino")
def test_an_easy_page_of_azumino_says_toyoshina_takibe() -> None:
    page = HttpResponse(
        "<html><body><p>安曇野市豊科高家の集会所</p></body></html>", content_type="text/html; charset=utf-8"
    )
    with translation.override("ja-easy"):
        shown = EasyJapanese(lambda request: page)(RequestFactory().get("/ja-easy/")).content.decode()
    for reading in ("とよしな", "たきべ", "あづみのし"):
        assert reading in shown.replace("</rt></ruby><ruby>", ""), reading

"""The facts of a city are true, or say that they are not."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils.translation import override

from tomoni.base.city.api import CityData, CityFileError, city_words, load_toml, service_settings, the_city
from tomoni.base.city.facts import CityFacts

EXAMPLE = (Path(__file__).parents[5] / "cities" / "example" / "city.toml").read_text(encoding="utf-8")


def told(tmp_path: Path, old: str, new: str) -> str:
    file = tmp_path / "city.toml"
    assert old in EXAMPLE
    file.write_text(EXAMPLE.replace(old, new), encoding="utf-8")
    with pytest.raises(CityFileError) as raised:
        load_toml(file, CityFacts)
    return str(raised.value)


def test_the_city_of_the_tests_is_the_example() -> None:
    city = the_city()
    assert (city.name, city.name_kana) == ("ひかり野市", "ひかりのし")
    assert city.verdict_share == Decimal("0.8")
    assert city.is_invented("office.phone")
    assert city_words().furigana["川辺"] == "かわべ"


def test_opening_hours_are_said_in_the_language_of_the_screen() -> None:
    with override("ja"):
        assert the_city().office_hours == "月曜から金曜 8時30分～17時15分"


def test_a_slip_in_the_code_of_the_city_is_seen(tmp_path: Path) -> None:
    assert "the last digit of 999061 does not check the others" in told(tmp_path, "999016", "999061")


def test_a_fact_needs_a_source_or_the_word_invented(tmp_path: Path) -> None:
    assert "neither [sources] nor invented names office.phone" in told(tmp_path, '"office.phone", ', "")


def test_a_language_that_tomoni_does_not_speak_is_refused(tmp_path: Path) -> None:
    assert "fr: Tomoni speaks ja, ja-easy, en" in told(tmp_path, '"en"]', '"fr"]')


class Rules(CityData):
    members: int = 5


class Fees(CityData):
    yen: int


def test_a_service_is_set_by_its_file_and_else_by_its_defaults(tmp_path: Path) -> None:
    (tmp_path / "services").mkdir()
    (tmp_path / "services" / "groups.toml").write_text("members = 3\n")
    with override_settings(CITY_FOLDER=tmp_path):
        assert service_settings("groups", Rules).members == 3
        assert service_settings("links", Rules).members == 5
        with pytest.raises(CityFileError, match=r"services/fees\.toml: is missing"):
            service_settings("fees", Fees)

"""A city is data: its folder holds no program, everything in it is read by somebody, and it loads."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fnmatch import fnmatch
from pathlib import Path
from typing import Literal

import pytest
from django.apps import apps
from django.test import override_settings
from pydantic import Field
from wagtail.models import Page

from tomoni.base.city.api import CityData, city_words, differences, load_city, load_csv, the_city
from tomoni.base.city.kinds import KINDS
from tomoni.base.city.models import Loaded
from tomoni.base.city.towns import Town
from tomoni.services.wards.loaders import WardRow

CITIES = Path(__file__).resolve().parent.parent / "cities"
NAMES = sorted(folder.name for folder in CITIES.iterdir() if folder.is_dir())
# Files that no kind of thing declares. What reads them stands beside.
READ_OTHERWISE = {
    "city.toml": "the_city",
    "words.toml": "city_words",
    "accessibility.toml": "the_policy, of the accessibility statement",
    "services/*.toml": "service_settings",
    "looks/*": "pictures and colours of the city",
    "*/.gitkeep": "keeps an empty folder",
    "registers/towns.csv": "town_readings",
    "map.toml": "frame_of_city, of the cases engine",
}


class Group(CityData):
    """A line of demo/groups.csv, as it is promised: a registration at the support centre, a citizens' group or a ward."""

    kind: Literal["group", "ward"]
    name: str
    kana: str = ""
    field: Literal[
        "welfare", "education", "town", "tourism", "rural", "culture", "environment", "disaster", "safety",
        "human_rights", "international", "gender", "children", "information", "science", "economy", "jobs",
        "consumers", "support", "other",
    ]  # fmt: skip
    area: str
    purpose: str
    activity: str
    representative: str = ""
    representative_public: bool
    contact: str
    contact_public: bool
    phone: str = Field("", pattern=r"^(0263-00-\d{4}|0000-00-\d{4})?$")  # numbers that nobody can have
    phone_public: bool
    email: str = Field("", pattern=r"^([^@]+@example\.jp)?$")
    email_public: bool
    founded_on: date | None = None
    members: int | None = None
    meeting_day: str = ""
    looking_for_members: bool
    website: str = ""
    wishes: str = ""
    since: date
    until: date | None = None
    until_reason: Literal["", "LEFT", "LAPSED", "REMOVED"] = ""
    renewed_on: date
    lat: Decimal | None = None
    lon: Decimal | None = None

    def stands(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


def files_of(name: str) -> list[Path]:
    return sorted(file for file in (CITIES / name).rglob("*") if file.is_file())


@pytest.fixture(params=NAMES)
def folder(request: pytest.FixtureRequest) -> Iterator[Path]:
    folder = CITIES / request.param
    with override_settings(CITY=request.param, CITY_FOLDER=folder):
        yield folder


@pytest.mark.parametrize("name", NAMES)
def test_no_program_stands_under_cities(name: str) -> None:
    allowed = {".toml", ".csv", ".json", ".md", ".svg", ".png", ".jpg", ".webp", ""}
    assert [str(file) for file in files_of(name) if file.suffix not in allowed] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_read_by_somebody(name: str) -> None:
    patterns = {kind.file for kind in KINDS.values()} | READ_OTHERWISE.keys()
    paths = [file.relative_to(CITIES / name).as_posix() for file in files_of(name)]
    assert [path for path in paths if not any(fnmatch(path, pattern) for pattern in patterns)] == []


def test_the_facts_and_words_of_every_city_are_read(folder: Path) -> None:
    assert the_city().name
    assert all(reading.strip() for reading in city_words().furigana.values())


def clear_the_city() -> None:
    """Take the example city out of the database, with all that hangs on it; cities never share one."""
    Page.objects.filter(depth=2).delete()
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith(("tomoni.", "allauth.")) and model._meta.app_label != "journal":
            model._base_manager.all()._raw_delete("default")


def test_wards_and_towns_lie_in_the_areas_of_the_city(folder: Path) -> None:
    wards = load_csv(folder / "registers" / "wards.csv", WardRow)
    towns = load_csv(folder / "registers" / "towns.csv", Town)
    assert {ward.area for ward in wards} == {town.area for town in towns} == set(the_city().areas)
    assert len({(ward.area, ward.name) for ward in wards}) == len(wards)
    assert len({(ward.area, ward.no) for ward in wards if ward.no}) == len([ward for ward in wards if ward.no])


def test_azumino_has_its_83_wards() -> None:
    wards = load_csv(CITIES / "azumino" / "registers" / "wards.csv", WardRow)
    areas = Counter(ward.area for ward in wards)
    assert areas == {"豊科": 23, "穂高": 23, "三郷": 14, "堀金": 9, "明科": 14}
    assert Counter(ward.basis for ward in wards) == {"listed": 63, "inferred": 19, "unknown": 1}


def test_groups_are_found_again_by_area_and_name_and_end_for_a_reason(folder: Path) -> None:
    groups = load_csv(folder / "demo" / "groups.csv", Group)
    assert len({(group.area, group.name) for group in groups}) == len(groups)
    assert {group.area for group in groups} <= set(the_city().areas)
    for group in groups:
        assert (group.until is None) == (group.until_reason == ""), group.name
        assert group.since <= group.renewed_on <= (group.until or date.max), group.name


@pytest.mark.parametrize(
    ("on", "wards", "groups"),
    [
        ("2023-03-31", 83, 101), ("2024-03-31", 83, 106), ("2025-03-31", 83, 111), ("2025-09-30", 83, 116),
        ("2026-03-31", 83, 120), ("2026-11-20", 83, 125),
    ],
)  # fmt: skip
def test_azuminos_invented_groups_make_the_published_counts(on: str, wards: int, groups: int) -> None:
    """184 at the end of FY R4 (the plan) and 199 with 83 wards in September 2025 (the press); the rest is invented."""
    rows = load_csv(CITIES / "azumino" / "demo" / "groups.csv", Group)
    kinds = Counter(row.kind for row in rows if row.stands(date.fromisoformat(on)))
    assert (kinds["ward"], kinds["group"]) == (wards, groups)
    assert Counter(row.until_reason for row in rows if row.until) == {"LEFT": 21, "LAPSED": 7}


@pytest.mark.django_db
def test_every_city_loads_and_loading_twice_changes_nothing(folder: Path) -> None:
    if folder.name != "example":
        clear_the_city()
        assert load_city(folder, demo=True)
    rows = set(Loaded.objects.values_list("kind", "key"))
    assert load_city(folder, demo=True) == []
    assert set(Loaded.objects.values_list("kind", "key")) == rows
    assert differences(folder, demo=True) == []


def test_every_file_and_column_is_described() -> None:
    described = (CITIES.parent / "docs" / "cities.md").read_text(encoding="utf-8")
    kept_elsewhere = {"plan.toml", "observations.csv", "demo/observations.csv", "demo/workings.csv", "pages/*.md"}
    told = [(kind.file, name) for kind in KINDS.values() for name in kind.row.model_fields]
    told += [("registers/towns.csv", name) for name in Town.model_fields]
    bare = [
        f"{file}: {name}"
        for file, name in told
        if file not in kept_elsewhere and (f"`{name}`" not in described or file.split("/")[-1] not in described)
    ]
    assert [column for column in bare if column not in {"demo/clerks.csv: post", "demo/clerks.csv: main"}] == []

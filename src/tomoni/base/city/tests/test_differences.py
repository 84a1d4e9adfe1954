"""`city diff` shows where staff changed what the files say; `city load` is a command of the city served."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from tomoni.base.city.api import differences, load_city
from tomoni.base.city.differences import Difference
from tomoni.base.journal import api as journal

from . import shelf
from .shelf import fill, staff_change, standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_kinds")]


def test_differences_are_told_field_by_field_with_the_last_hand(tmp_path: Path) -> None:
    shelf.declare()
    load_city(fill(tmp_path, "a,地図,棚1,", "b,事典,,"))
    staff_change("a", place="窓ぎわ")
    map_book, clerk = (shelf._books().get(key=code) for code in "ab")
    journal.write("library.move", who=clerk, about=map_book)
    shelf.put(shelf.BookRow(code="c", title="絵本"))
    shelf._books().filter(key="b").delete()
    moved, gone, new = differences(tmp_path)
    assert (moved.how, moved.key, moved.field, moved.file, moved.database) == ("changed", "a", "place", "棚1", "窓ぎわ")
    assert moved.by == f"city.loaded:{clerk.pk}"
    assert moved.at
    assert gone == Difference("only in the files", "library.book", "b")
    assert new == Difference("only in the database", "library.book", "c")


def run(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


@pytest.fixture
def library(tmp_path: Path):
    shelf.declare()
    example = Path(__file__).parents[5] / "cities" / "example" / "city.toml"
    (tmp_path / "city.toml").write_bytes(example.read_bytes())
    with override_settings(CITY="library", CITY_FOLDER=tmp_path):
        yield fill(tmp_path, "a,地図,棚1,")


def test_the_commands_load_and_compare(library: Path) -> None:
    assert "1 entered: library.book" in run("city_load", "library")
    assert "nothing was changed" in run("city_load", "library")
    assert run("city_diff", "library") == "Files and database agree.\n"
    staff_change("a", place="机")
    assert run("city_diff", "library") == "library.book a, place: file '棚1', database '机'\n"
    [told] = json.loads(run("city_diff", "library", "--json"))
    assert (told["kind"], told["key"], told["field"], told["file"], told["database"]) == (
        "library.book", "a", "place", "棚1", "机",
    )  # fmt: skip
    assert "kept: library.book a (place)" in run("city_load", "library")


def test_a_trial_changes_nothing(library: Path) -> None:
    assert "nothing was changed" in run("city_load", "library", "--dry-run")
    assert standing() == {}


def test_mistakes_and_other_cities_are_refused(library: Path) -> None:
    with pytest.raises(CommandError, match="This Tomoni serves library"):
        run("city_load", "azumino")
    fill(library, "a,,,")
    with pytest.raises(CommandError, match=r"books\.csv, line 2: 'title' is missing"):
        run("city_load", "library")
    with pytest.raises(CommandError, match=r"books\.csv, line 2: 'title' is missing"):
        run("city_diff", "library")

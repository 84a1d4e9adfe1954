"""A load brings files and database together, and neither side loses what people did."""

from pathlib import Path

import pytest

from tomoni.base.city.api import CityFileError, load_city
from tomoni.base.city.kinds import in_order
from tomoni.base.city.models import Loaded
from tomoni.base.journal.api import Entry

from . import shelf
from .shelf import fill, staff_change, standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_kinds")]


def loaded(folder: Path, **how: bool) -> list[str]:
    return [str(outcome) for outcome in load_city(folder, **how)]


def test_what_the_files_say_is_entered_once(tmp_path: Path) -> None:
    shelf.declare()
    fill(tmp_path, "a,地図,棚1,古い", "b,事典,,")
    assert loaded(tmp_path) == ["entered: library.book a", "entered: library.book b"]
    assert standing() == {"a": {"title": "地図", "place": "棚1"}, "b": {"title": "事典", "place": ""}}
    rows, entries = list(Loaded.objects.values_list()), Entry.objects.count()
    assert loaded(tmp_path) == []
    assert (list(Loaded.objects.values_list()), Entry.objects.count()) == (rows, entries)


def test_a_number_is_the_same_with_and_without_zeros_behind_it(tmp_path: Path) -> None:
    shelf.declare()
    (tmp_path / "books.csv").write_text("code,title,weight\na,地図,1.20\nb,事典,300\n", encoding="utf-8")
    assert loaded(tmp_path) == ["entered: library.book a", "entered: library.book b"]
    assert loaded(tmp_path) == []


def test_the_file_changes_what_staff_left_alone(tmp_path: Path) -> None:
    shelf.declare()
    loaded(fill(tmp_path, "a,地図,棚1,"))
    assert loaded(fill(tmp_path, "a,地図,棚2,")) == ["changed: library.book a (place)"]
    assert standing()["a"]["place"] == "棚2"


def test_what_staff_changed_stays(tmp_path: Path) -> None:
    shelf.declare()
    loaded(fill(tmp_path, "a,地図,棚1,"))
    staff_change("a", place="窓ぎわ")
    assert loaded(tmp_path) == loaded(tmp_path) == ["kept: library.book a (place)"]
    assert loaded(fill(tmp_path, "a,大きな地図,棚1,")) == [
        "changed: library.book a (title)",
        "kept: library.book a (place)",
    ]
    assert standing()["a"] == {"title": "大きな地図", "place": "窓ぎわ"}


def test_where_both_changed_staff_stay_until_somebody_decides(tmp_path: Path) -> None:
    shelf.declare()
    loaded(fill(tmp_path, "a,地図,棚1,", "b,事典,棚1,"))
    staff_change("a", place="窓ぎわ")
    staff_change("b", place="机")
    fill(tmp_path, "a,地図,棚2,", "b,事典,棚1,")
    told = ["conflict: library.book a (place)", "kept: library.book b (place)"]
    assert loaded(tmp_path) == loaded(tmp_path) == told
    assert standing()["a"]["place"] == "窓ぎわ"
    assert loaded(tmp_path, theirs=True) == ["changed: library.book a (place)", "kept: library.book b (place)"]
    assert (standing()["a"]["place"], standing()["b"]["place"]) == ("棚2", "机")


def test_the_same_change_on_both_sides_is_none(tmp_path: Path) -> None:
    shelf.declare()
    loaded(fill(tmp_path, "a,地図,棚1,"))
    staff_change("a", place="棚2")
    assert loaded(fill(tmp_path, "a,地図,棚2,")) == []


def test_what_staff_removed_does_not_come_back(tmp_path: Path) -> None:
    shelf.declare()
    loaded(fill(tmp_path, "a,地図,棚1,"))
    shelf._books().delete()
    assert loaded(tmp_path) == ["removed by staff: library.book a"]
    assert loaded(fill(tmp_path, "a,地図,棚2,")) == ["conflict: library.book a (place)"]
    assert loaded(tmp_path, theirs=True) == ["entered: library.book a"]


def test_what_stood_there_before_the_first_load_is_not_overwritten(tmp_path: Path) -> None:
    shelf.declare()
    shelf.put(shelf.BookRow(code="a", title="地図", place="窓ぎわ"))
    assert loaded(fill(tmp_path, "a,地図,棚1,")) == ["conflict: library.book a (place)"]
    assert standing()["a"]["place"] == "窓ぎわ"


def test_what_leaves_the_files_is_reported(tmp_path: Path) -> None:
    shelf.declare()
    loaded(fill(tmp_path, "a,地図,棚1,", "b,事典,,"))
    assert loaded(fill(tmp_path, "a,地図,棚1,")) == ["not in the files: library.book b"]
    assert set(standing()) == {"a", "b"}


def test_what_leaves_the_files_is_retired_where_the_kind_says_how(tmp_path: Path) -> None:
    shelf.declare(retire=shelf.throw_away)
    loaded(fill(tmp_path, "a,地図,棚1,", "b,事典,,", "c,絵本,,"))
    staff_change("c", place="机")
    assert loaded(fill(tmp_path, "a,地図,棚1,")) == ["retired: library.book b", "conflict: library.book c"]
    assert set(standing()) == {"a", "c"}
    assert loaded(tmp_path, theirs=True) == ["retired: library.book c"]
    assert loaded(tmp_path) == []


def test_a_file_with_mistakes_changes_nothing_and_tells_them_all(tmp_path: Path) -> None:
    shelf.declare()
    fill(tmp_path, "a,地図,棚1,", "a,事典,,", "c,禁書,,")
    with pytest.raises(CityFileError, match=r"line 3: book 'a' stands twice \(first in line 2\)"):
        load_city(tmp_path)
    fill(tmp_path, "a,地図,棚1,", "b,禁書,,", "c,禁書,,")
    with pytest.raises(CityFileError) as raised:
        load_city(tmp_path)
    assert [(mistake.line, mistake.what) for mistake in raised.value.mistakes] == [
        (3, "no book is called '禁書' (known: 事典, 地図)"),
        (4, "no book is called '禁書' (known: 事典, 地図)"),
    ]


def test_what_the_database_refuses_is_told_with_its_line(tmp_path: Path) -> None:
    shelf.declare()
    with pytest.raises(CityFileError, match=r"line 2: the database refuses book 'a': 名前が分かりません"):
        load_city(fill(tmp_path, "a,？,棚1,"))
    assert standing() == {}


def test_a_load_is_journaled_with_the_place_in_the_file(tmp_path: Path) -> None:
    shelf.declare()
    loaded(fill(tmp_path, "a,地図,棚1,"))
    loaded(fill(tmp_path, "a,地図,棚2,"))
    enter, _, change, load = Entry.objects.order_by("id")
    assert (enter.verb, change.verb, load.verb) == ("city.enter", "city.change", "city.load")
    assert (change.before, change.after) == ({"place": "棚1"}, {"place": "棚2"})
    assert change.why.endswith("books.csv, line 2")
    assert load.after == {"library.book changed": 1}


def test_kinds_wait_for_what_they_need(tmp_path: Path) -> None:
    shelf.declare("a.posts", after=["z.sections"])
    shelf.declare("z.sections")
    shelf.declare("b.demo", demo=True, after=["a.posts"])
    assert [kind.key for kind in in_order(demo=True)] == ["z.sections", "a.posts", "b.demo"]
    assert [kind.key for kind in in_order(demo=False)] == ["z.sections", "a.posts"]


def test_kinds_that_wait_for_each_other_are_named() -> None:
    shelf.declare("a", after=["b"])
    shelf.declare("b", after=["a"])
    with pytest.raises(ValueError, match=r"wait for each other: . → . → .\."):
        in_order(demo=False)

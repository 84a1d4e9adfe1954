"""City files are read typed; whoever made a mistake is led to it."""

from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest
from pydantic import field_validator

from tomoni.base.city.api import CityData, CityFileError, load_csv, load_markdown, load_toml
from tomoni.base.city.lines import lines_of


class Indicator(CityData):
    id: str
    unit: str
    target: Decimal
    direction: Literal["up", "down"] = "up"


class Plan(CityData):
    title: str
    indicators: tuple[Indicator, ...] = ()
    notes: dict[str, int] = {}


class Ward(CityData):
    area: str
    name: str
    households: int | None = None

    @field_validator("households")
    @classmethod
    def not_negative(cls, households: int | None) -> int | None:
        if households is not None and households < 0:
            raise ValueError("a ward cannot have fewer than 0 households")
        return households


def mistakes(file: Path, text: str | bytes, reading, model) -> list[tuple[int | None, str]]:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CityFileError) as raised:
        reading(file, model)
    assert all(mistake.file == file for mistake in raised.value.mistakes)
    return [(mistake.line, mistake.what) for mistake in raised.value.mistakes]


def test_a_plan_is_read_and_its_parts_know_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_text(
        '﻿title = """\n計画\n[[indicators]]\n"""\n\n[[indicators]]\nid = "a"\nunit = "%"\ntarget = 99.60\n',
        encoding="utf-8",
    )
    plan = load_toml(file, Plan)
    assert str(plan.indicators[0].target) == "99.60"
    assert plan.indicators[0].origin == (file, 6)


def test_all_mistakes_of_a_plan_are_told_at_once(tmp_path: Path) -> None:
    text = 'titel = "計画"\n\n[[indicators]]\nid = "a"\nunit = "%"\ntarget = 1\n\n[[indicators]]\nid = "b"\nuint = "人"\ntarget = "many"\ndirection = "dwon"\n'
    assert mistakes(tmp_path / "plan.toml", text, load_toml, Plan) == [
        (None, "'title' is missing"),
        (8, "'unit' is missing"),
        (11, "'target' should be a valid decimal; found 'many'"),
        (12, "'direction': no value is called 'dwon'; did you mean 'down'?"),
        (10, "no key is called 'uint'; did you mean 'unit'?"),
        (1, "no key is called 'titel'; did you mean 'title'?"),
    ]


def test_what_is_not_toml_is_told_with_its_line(tmp_path: Path) -> None:
    [(line, what)] = mistakes(tmp_path / "plan.toml", 'title = "計画"\nunit = \n', load_toml, Plan)
    assert line == 2
    assert what.startswith("is not TOML")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CityFileError, match=r"plan\.toml: is missing"):
        load_toml(tmp_path / "plan.toml", Plan)


@pytest.mark.parametrize(
    ("text", "place", "line"),
    [
        ("a = 1\nb = 2\n", ("b",), 2),
        ("[a]\nx = 1\n[a.b]\ny = 2\n", ("a", "b", "y"), 4),
        ("[[a]]\n[[a.b]]\n[[a.b]]\nz = 1\n[[a]]\n[[a.b]]\nz = 2\n", ("a", 1, "b", 0, "z"), 7),
        ("x = [\n  'y = 1',\n]\nz = 1\n", ("z",), 4),
        ('x = """\ny = 1\n"""\nz = 1 # "\nw = 1\n', ("w",), 5),
        ('x.y = 1\n"あ い" = 2\n', ("あ い",), 2),
        ('[a."b.c"]\nd = 1\n', ("a", "b.c", "d"), 2),
    ],
)
def test_lines_are_found(text: str, place: tuple[str | int, ...], line: int) -> None:
    assert lines_of(text)[place] == line


def test_keys_inside_strings_and_brackets_are_not_keys() -> None:
    assert set(lines_of("x = '''\ny = 1\n'''\nz = [\n{ w = 1 },\n]\n")) == {("x",), ("z",)}


@pytest.mark.parametrize("mark", ["", "﻿"])
def test_wards_are_read_with_or_without_a_mark(tmp_path: Path, mark: str) -> None:
    file = tmp_path / "wards.csv"
    file.write_text(f"{mark}area,name,households\n豊科,光,96\n\n明科,光,\n", encoding="utf-8", newline="")
    wards = load_csv(file, Ward)
    assert [(ward.area, ward.households, ward.origin) for ward in wards] == [
        ("豊科", 96, (file, 2)),
        ("明科", None, (file, 4)),
    ]
    assert str(wards[1].origin).endswith("wards.csv, line 4")


def test_a_cell_over_several_lines_does_not_shift_the_lines(tmp_path: Path) -> None:
    text = 'area,name,households\r\n豊科,"光\n（ひかる）",96\r\n明科,光,many\r\n'
    [(line, what)] = mistakes(tmp_path / "wards.csv", text, load_csv, Ward)
    assert line == 4
    assert "valid integer" in what


def test_all_mistakes_of_a_table_are_told_at_once(tmp_path: Path) -> None:
    text = "area,name,households\n豊科,,1\n明科,光,-1\n明科,潮,3,4\n"
    assert mistakes(tmp_path / "wards.csv", text, load_csv, Ward) == [
        (2, "'name' is missing"),
        (3, "households: a ward cannot have fewer than 0 households"),
        (4, "has 4 cells, but there are 3 columns"),
    ]


def test_wrong_columns_are_told_before_any_row(tmp_path: Path) -> None:
    assert mistakes(tmp_path / "wards.csv", "area,nmae,area\n豊科,光,x\n", load_csv, Ward) == [
        (1, "no column is called 'nmae'; did you mean 'name'?"),
        (1, "the column 'area' stands twice"),
        (1, "the column 'name' is missing"),
    ]


def test_a_table_in_another_encoding_says_how_to_save_it(tmp_path: Path) -> None:
    [(line, what)] = mistakes(tmp_path / "wards.csv", "area,name\n豊科,光\n".encode("cp932"), load_csv, Ward)
    assert line == 2
    assert "CSV UTF-8" in what


class Head(CityData):
    title: str


def test_a_page_is_its_head_and_its_text(tmp_path: Path) -> None:
    file = tmp_path / "about.md"
    file.write_text('+++\ntitle = "このサイト"\n+++\n\n## はじめに\n\n+++ は本文にも書ける\n', encoding="utf-8")
    page = load_markdown(file, Head)
    assert page.facts.title == "このサイト"
    assert page.text == "## はじめに\n\n+++ は本文にも書ける\n"


def test_a_mistake_in_a_head_has_the_line_of_the_file(tmp_path: Path) -> None:
    text = '+++\n\ntitle = "a"\ntilte = "b"\n+++\ntext\n'
    assert mistakes(tmp_path / "about.md", text, load_markdown, Head) == [
        (4, "no key is called 'tilte'; did you mean 'title'?")
    ]
    assert mistakes(tmp_path / "other.md", "# text\n", load_markdown, Head) == [
        (1, "must begin with a head between two lines of +++")
    ]

"""The workbook: its formulas say what the published rule says, and it opens without a repair."""

import shutil
import subprocess
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tomoni.base.design.parts.words import VERDICTS
from tomoni.engines.plan.book import formulas
from tomoni.engines.plan.book.contents import contents, indicators_of
from tomoni.engines.plan.book.workbook import COLUMNS, FIGURES, LETTERS, workbook
from tomoni.engines.plan.rules import Direction, Interval, Path, judge

from .spreadsheet import Computed

ON = date(2026, 11, 20)
WORDS = {key: str(word) for key, word in VERDICTS.items()}
COMPUTED = ("position", "expected", "pace", "required", "verdict")


@pytest.fixture
def told(undeclared, plan):
    return contents(ON)


def sheet_of(book, told):
    """The rows of the sheet of all indicators by the keys of the indicators."""
    sheet = book[FIGURES]
    first = next(row[0].row for row in sheet.iter_rows() if row[0].value == "番号") + 1
    return {one["id"]: first + at for at, one in enumerate(indicators_of(told))}


def ours(one: dict, name: str):
    return one["verdict_word"] if name == "verdict" else one[name]


def same(theirs, mine) -> bool:
    if mine is None or theirs in (None, ""):
        return mine is None and theirs in (None, "")
    return theirs == mine if isinstance(mine, str) else theirs == pytest.approx(mine, abs=6e-5)


def test_the_formulas_of_the_book_give_our_own_figures(told):
    book = load_workbook(BytesIO(workbook(told, number=1)))
    computed = Computed(book)
    rows = sheet_of(book, told)
    apart = [
        (one["id"], name, computed.value(FIGURES, f"{LETTERS[name]}{rows[one['id']]}"), ours(one, name))
        for one in indicators_of(told)
        for name in COMPUTED
        if not same(computed.value(FIGURES, f"{LETTERS[name]}{rows[one['id']]}"), ours(one, name))
    ]
    assert apart == []
    assert len(rows) == 4


def test_every_formula_carries_the_value_it_has(told):
    data = workbook(told, number=1)
    formulas_there, values = load_workbook(BytesIO(data)), load_workbook(BytesIO(data), data_only=True)
    computed = Computed(formulas_there)
    looked_at = 0
    for sheet in formulas_there:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    looked_at += 1
                    kept = values[sheet.title][cell.coordinate].value
                    assert same(computed.value(sheet.title, cell.coordinate), kept), (sheet.title, cell.coordinate)
    assert looked_at > 40


days = st.dates(date(2020, 4, 1), date(2030, 3, 31))
amounts = st.decimals(min_value=-50, max_value=400, places=1)
spans = st.one_of(st.none(), st.tuples(st.decimals(0, 30, places=2), st.decimals(0, 30, places=2)))


@given(baseline=amounts, target=amounts, value=st.one_of(st.none(), amounts), on=days, better=st.sampled_from(Direction),
       span=spans, share=st.sampled_from([Decimal("0.8"), Decimal("0.75"), Decimal(1)]))  # fmt: skip
def test_the_rule_and_its_formulas_agree_on_whatever_comes(baseline, target, value, on, better, span, share):
    begins, ends = date(2023, 3, 31), date(2028, 3, 31)
    interval = Interval(value - span[0], value + span[1]) if span and value is not None else None
    judged = judge(Path(baseline, target, begins, ends, better), value, on=on, interval=interval, share=share)
    cells = {"baseline": baseline, "baseline_on": begins, "target": target, "target_on": ends, "value": value,
             "value_on": on, "better": "低いほどよい" if better is Direction.LOWER else "多いほどよい",
             "low": interval and interval.low, "high": interval and interval.high}  # fmt: skip
    book = Workbook()
    sheet = book.worksheets[0]
    for name, cell in cells.items():
        sheet[f"{LETTERS[name]}1"] = float(cell) if isinstance(cell, Decimal) else cell
    sheet["AA1"] = float(share)
    at = formulas.cells_of(LETTERS, 1)
    sheet[f"{LETTERS['position']}1"] = formulas.position(at)
    sheet[f"{LETTERS['expected']}1"] = formulas.expected(at)
    sheet[f"{LETTERS['verdict']}1"] = formulas.verdict(at, share="$AA$1", words=WORDS)
    assert Computed(book).value(sheet.title, f"{LETTERS['verdict']}1") == WORDS[judged.verdict.value]


def test_sheets_are_named_in_japanese_and_print_on_a4_across(told):
    book = load_workbook(BytesIO(workbook(told, number=1)))
    assert book.sheetnames[:2] == ["概要", "指標"]
    assert {"値の歩み", "定義", "価値創出プロジェクト", "データの説明"} <= set(book.sheetnames)
    assert sum(name.startswith("1-") for name in book.sheetnames) == len(told["policies"])
    for sheet in book:
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", sheet.PAPERSIZE_A4)
        assert sheet.print_title_rows
    assert [cell.value for cell in book[FIGURES][sheet_of(book, told)["1-1-i1"] - 1]] == [
        head for _, head, _ in COLUMNS
    ]


def test_a_text_that_looks_like_a_formula_stays_a_text(told):
    told["policies"][0]["indicators"][0]["title"] = '=HYPERLINK("x")'
    book = load_workbook(BytesIO(workbook(told, number=1)))
    cell = book[FIGURES][f"{LETTERS['title']}{sheet_of(book, told)['1-1-i1']}"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("x")')


def test_libreoffice_opens_it_and_computes_the_same(told, tmp_path):
    """LibreOffice is no part of the set-up: 400 MB for one look. Where it is, it computes every formula by itself."""
    if not shutil.which("soffice"):
        pytest.skip("soffice (libreoffice-calc-nogui) is not here; the formulas were computed by tests/spreadsheet.py")
    (tmp_path / "book.xlsx").write_bytes(workbook(told, number=1, computed=False))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(tmp_path / "out"), str(tmp_path / "book.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    opened = load_workbook(tmp_path / "out" / "book.xlsx", data_only=True)
    rows = sheet_of(opened, told)
    for one in indicators_of(told):
        for name in COMPUTED:
            theirs = opened[FIGURES][f"{LETTERS[name]}{rows[one['id']]}"].value
            assert same(theirs, ours(one, name)), (one["id"], name, theirs, ours(one, name))
    tally = {row[0].value: row[1].value for row in opened["概要"].iter_rows(max_col=2)}
    assert all(tally[one["word"]] == one["number"] for one in told["tally"])

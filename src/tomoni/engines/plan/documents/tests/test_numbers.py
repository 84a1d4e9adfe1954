"""Figures, units and years: read as printed, or not at all."""

import re
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tomoni.engines.plan.documents.numbers import UNITS, Number, Unsure, Why, read_number, read_year

WIDE = str.maketrans("0123456789,.%", "０１２３４５６７８９，．％")
numbers = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False).map(lambda number: number.normalize())
years = st.integers(1989, 2060)


def printed(number: Decimal, *, commas: bool) -> str:
    return f"{number:,f}" if commas else f"{number:f}"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("28,635", "28635", ""),
        ("２８，６３５世帯", "28635", "世帯"),
        ("▲1.5％", "-1.5", "%"),
        ("△３", "-3", ""),
        ("99.60", "99.60", ""),
        ("１，０００　人", "1000", "人"),
        ("0", "0", ""),
        ("23.8※2", "23.8", ""),
        ("23.8¹", "23.8", ""),
        ("184*1", "184", ""),
        ("12,345千円（注1）", "12345", "千円"),
        ("0.550", "0.550", ""),
    ],
)
def test_a_plain_figure_is_read(text, value, unit):
    assert read_number(text) == Number(Decimal(value), len(value.partition(".")[2]), unit)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Why.NO_FIGURE),
        ("―", Why.NO_FIGURE),
        ("未設定", Why.NO_FIGURE),
        ("約1,000", Why.ABOUT),
        ("80％以上", Why.ABOUT),
        ("5～10", Why.RANGE),
        ("1,2345", Why.COMMAS),
        ("12,34", Why.COMMAS),
        ("1、000", Why.COMMAS),
        ("1.234", Why.THOUSANDS_OR_DECIMALS),
        ("-5", Why.MINUS_OR_DASH),
        ("28 635", Why.SPACE_INSIDE),
        ("3②", Why.NOT_A_NUMBER),
        ("10²5", Why.NOT_A_NUMBER),
        ("007", Why.NOT_A_NUMBER),
        ("5ほげ", Why.NOT_A_NUMBER),
        ("12億3,456万円", Why.NOT_A_NUMBER),
        ("9" * 13, Why.TOO_LONG),
    ],
)
def test_what_might_be_another_figure_is_none(text, why):
    answer = read_number(text)
    assert isinstance(answer, Unsure) and answer.why is why


def test_a_doubtful_figure_comes_with_what_it_may_be():
    assert read_number("80％以上").options == ("80",)
    assert read_number("1.234").options == ("1.234", "1234")
    assert read_number("-5").options == ("-5", "5")


@given(number=numbers, commas=st.booleans(), wide=st.booleans(), minus=st.sampled_from(["", "▲", "△"]), data=st.data())
def test_whatever_the_dress_a_figure_is_the_same_or_a_question(number, commas, wide, minus, data):
    unit = data.draw(st.sampled_from(["", *sorted(UNITS)]))
    mark = data.draw(st.sampled_from(["", "※", "※1", "¹", "（注2）"]))
    text = f"{minus}{printed(number, commas=commas)}{unit}{mark}"
    answer = read_number(text.translate(WIDE) if wide else text)
    meant = -number if minus else number
    assert isinstance(answer, Unsure) or answer.value == meant


@given(number=numbers, unit=st.sampled_from(["", "世帯", "%", "千円"]))
def test_an_ordinary_figure_is_never_a_question(number, unit):
    assume(abs(number.as_tuple().exponent) < 3)
    assert read_number(f"{number:,f}{unit}") == Number(number, max(-number.as_tuple().exponent, 0), unit)


@given(st.text(alphabet="0123456789,.-▲△ ~〜約％%世帯人千円※注①¹年度RH令和（）", max_size=14))
def test_no_digit_is_lost_or_won(text):
    answer = read_number(text)
    if isinstance(answer, Number):
        without_notes = re.sub(r"(?:[※*]\s*\d{0,2}|[（(]?注\s*\d{0,2}[)）]?|¹)+$", "", text.strip())
        assert re.sub(r"\D", "", f"{answer.value:f}") == re.sub(r"[^0-9]", "", without_notes)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("R4", 2022),
        ("Ｒ４年度", 2022),
        ("令和4年度", 2022),
        ("令和元年度", 2019),
        ("平成30年度", 2018),
        ("H30", 2018),
        ("2022年度", 2022),
        ("2022（令和4）年度", 2022),
        ("令和4年度（2022年度）", 2022),
        ("令和９年度末", 2027),
    ],
)
def test_a_fiscal_year_is_read(text, year):
    assert read_year(text) == year


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Why.NO_YEAR),
        ("4年度", Why.NO_YEAR),
        ("令和4年", Why.CALENDAR_YEAR),
        ("2022", Why.CALENDAR_YEAR),
        ("2022年", Why.CALENDAR_YEAR),
        ("2022（令和5）年度", Why.YEARS_DISAGREE),
        ("平成32年度", Why.PAST_THE_ERA),
        ("令和0年度", Why.PAST_THE_ERA),
        ("令和5年3月", Why.NO_YEAR),
    ],
)
def test_what_might_be_another_year_is_none(text, why):
    answer = read_year(text)
    assert isinstance(answer, Unsure) and answer.why is why


@given(year=years, wide=st.booleans())
def test_western_and_japanese_years_agree_or_are_a_question(year, wide):
    era = f"令和{year - 2018}" if year >= 2019 else f"平成{year - 1988}"
    texts = [f"{era}年度", f"{year}年度", f"{year}（{era}）年度", f"{era}年度（{year}年度）"]
    for text in texts:
        assert read_year(text.translate(WIDE) if wide else text) == year
    assert isinstance(read_year(f"{year + 1}（{era}）年度"), Unsure)

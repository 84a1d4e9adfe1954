"""Amounts: what is written can be read back, what is rounded says how, and nobody's slip becomes a sum."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.base.money_amount import LARGEST, NotAnAmount, Rounding, Unit, Wrong, cut, whole_yen, written, yen_typed

amounts = st.integers(-LARGEST, LARGEST)
exact = st.fractions(-(10**12), 10**12)
WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


@given(amounts)
def test_what_is_written_can_be_read_back(amount):
    assert yen_typed(written(amount)) == amount
    assert yen_typed(written(amount).translate(WIDE)) == amount


@given(amounts, st.sampled_from(Unit), st.sampled_from(Rounding))
def test_a_table_in_thousands_says_what_the_rounded_amounts_are(amount, unit, rounding):
    told = written(amount, unit, rounding)
    if abs(shown := cut(amount, unit.yen, rounding)) <= LARGEST:
        assert yen_typed(told) == shown
    assert abs(shown - amount) < unit.yen


@given(exact, st.sampled_from(Rounding))
def test_rounding_is_the_same_on_both_sides_of_zero(amount, rounding):
    assert whole_yen(-amount, rounding) == -whole_yen(amount, rounding)
    assert abs(whole_yen(amount, rounding) - amount) < 1


@given(exact)
def test_each_rule_keeps_its_name(amount):
    down, half, up = (abs(whole_yen(amount, rule)) for rule in (Rounding.DOWN, Rounding.HALF_UP, Rounding.UP))
    assert down <= half <= up <= down + 1
    assert abs(half - abs(amount)) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("amount", "down", "half", "up"),
    [("1234.5", 1234, 1235, 1235), ("-1234.5", -1234, -1235, -1235), ("0.49", 0, 0, 1), ("7", 7, 7, 7)],
)
def test_halves(amount, down, half, up):
    rules = (Rounding.DOWN, Rounding.HALF_UP, Rounding.UP)
    assert tuple(whole_yen(Decimal(amount), rule) for rule in rules) == (down, half, up)


def test_how_a_city_hall_writes():
    assert written(1234) == "1,234円"
    assert written(-1234567) == "▲1,234,567円"
    assert written(1234567, Unit.THOUSAND, Rounding.HALF_UP) == "1,235千円"
    assert written(-400, Unit.THOUSAND, Rounding.DOWN) == "0千円"
    assert written(120_000, Unit.TEN_THOUSAND) == "12万円"
    with pytest.raises(ValueError, match="named rounding"):
        written(1234, Unit.THOUSAND)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("500", 500), ("１，２３４円", 1234), ("¥1,000", 1000), ("￥ 1 000", 1000), ("1万2,345円", 12345), ("３千円", 3000),
        ("1.5億円", 150_000_000), ("12億3,456万円", 1_234_560_000), ("1億2千万", 120_000_000), ("1,234千円", 1_234_000),
        ("12百万円", 12_000_000), ("▲500円", -500), ("△1万", -10_000), ("−3", -3), ("マイナス5円", -5), ("0", 0),
    ],
)  # fmt: skip
def test_what_people_type(typed, amount):
    assert yen_typed(typed) == amount


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("", Wrong.EMPTY), ("　", Wrong.EMPTY), ("円", Wrong.NO_AMOUNT), ("約5万円", Wrong.NO_AMOUNT), ("1,23円", Wrong.COMMA),
        ("12,3456円", Wrong.COMMA), ("1.5円", Wrong.FRACTION), ("0.12345万", Wrong.FRACTION), ("1万2万", Wrong.NO_AMOUNT),
        ("1千23,456円", Wrong.NO_AMOUNT), ("1.5億3万", Wrong.NO_AMOUNT), ("5ドル", Wrong.NO_AMOUNT), ("9" * 20, Wrong.LARGE),
        ("1-2", Wrong.NO_AMOUNT), ("1.2.3", Wrong.NO_AMOUNT), (",", Wrong.COMMA),
    ],
)  # fmt: skip
def test_a_slip_is_told_and_never_guessed(typed, wrong):
    with pytest.raises(NotAnAmount) as told:
        yen_typed(typed)
    assert told.value.wrong == wrong


@given(st.text(max_size=30))
def test_whatever_is_typed_is_an_amount_or_told(typed):
    try:
        assert abs(yen_typed(typed)) <= LARGEST
    except NotAnAmount as told:
        assert told.typed == typed

"""A My Number is recognised in any width and with any strokes, and other digits are left in peace."""

import pytest

from tomoni.base.my_number import holds_my_number


@pytest.mark.parametrize("text", ["123456789018", "番号は1234-5678-9018です", "１２３４　５６７８　９０１８"])
def test_a_my_number_is_recognised(text):
    assert holds_my_number(text)


@pytest.mark.parametrize("text", ["123456789012", "1234567890183", "0263-00-0000", "令和8年11月20日 100000000000円"])
def test_other_digits_are_not(text):
    assert not holds_my_number(text)

"""Width, kana, and the many shapes of one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tomoni.base.kana import fold_name, is_kana, normal_width, to_hiragana, to_katakana

HIRAGANA = some.text(alphabet=[chr(code) for code in range(ord("ぁ"), ord("ゖ") + 1)])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("０２６３－７１－２０００", "0263-71-2000"),
        ("ＮＰＯ法人　ひだまり", "NPO法人 ひだまり"),
        ("ｻﾎﾟｰﾄｾﾝﾀｰ", "サポートセンター"),
        ("１０～１２月", "10～12月"),
        ("髙﨑 ㈱ ①", "髙﨑 ㈱ ①"),
    ],
)
def test_width_is_settled_and_nothing_else_is_touched(typed, kept):
    assert normal_width(typed) == kept


@given(some.text())
def test_width_is_settled_once(text):
    assert normal_width(normal_width(text)) == normal_width(text)


@given(HIRAGANA)
def test_kana_go_over_and_back(text):
    assert to_hiragana(to_katakana(text)) == text
    assert is_kana(to_katakana(text)) == bool(text)


def test_kana_leave_kanji_and_long_marks_alone():
    assert to_hiragana("サポートセンターの窓口") == "さぽーとせんたーの窓口"
    assert to_katakana("ヴァイオリン・ごっこ") == "ヴァイオリン・ゴッコ"


@pytest.mark.parametrize("reading", ["やまだ はなこ", "ヤマダ・ハナコ", "らーめん"])
def test_what_may_stand_in_a_field_for_readings(reading):
    assert is_kana(reading)


@pytest.mark.parametrize("reading", ["", "　", "山田", "yamada", "やまだ1"])
def test_what_may_not(reading):
    assert not is_kana(reading)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙﨑", "高崎"),
        ("𠮷邊", "吉辺"),
        ("𠮷邉", "吉邊"),
        ("齋藤", "斉藤"),
        ("濵嶋", "浜島"),
        ("福祉", "福祉"),
        ("葛\U000e0100城", "葛城"),
        ("ｻﾄｳ ﾊﾅ", "サトウハナ"),
        ("ＮＰＯ", "npo"),
        ("舊國寶澤", "旧国宝沢"),
    ],
)
def test_shapes_of_one_name_are_found_as_one(one, other):
    assert fold_name(one) == fold_name(other)


def test_different_names_stay_different():
    assert len({fold_name(name) for name in ("高崎", "高橋", "吉川", "古川", "大田", "太田")}) == 6


@given(some.text())
def test_folding_is_done_once(text):
    assert fold_name(fold_name(text)) == fold_name(text)

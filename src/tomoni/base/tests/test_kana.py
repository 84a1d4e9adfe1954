"""Width, kana, and the many shapes of one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.truth import truth_lines, truth_rows
from tomoni.base.kana import fold_address, fold_name, is_kana, normal_width, to_hiragana, to_katakana

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


@pytest.mark.parametrize(
    "address",
    ["豊科6000番地", "豊科６０００", "豊科六千番地", "大字豊科6000", "豊科　6000番地", "豊科六〇〇〇番地"],
)
def test_shapes_of_one_address_are_found_as_one(address):
    assert fold_address(address) == fold_address("豊科6000")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("霞ヶ関三丁目1番2号", "霞が関3-1-2"),
        ("四ッ谷１－２", "四つ谷1‐2"),
        ("自由ケ丘12番地の3", "自由が丘12-3"),
        ("北二十四条西七丁目", "北24条西7丁目"),
    ],
)
def test_numbers_of_an_address_are_compared_as_numbers(one, other):
    assert fold_address(one) == fold_address(other)


def test_neighbouring_addresses_stay_different():
    assert len({fold_address(text) for text in ("豊科1-23", "豊科12-3", "豊科123", "豊科1丁目23番地1")}) == 4


@pytest.mark.truth
def test_share_of_real_addresses_that_fold_like_their_normal_form():
    """A ratchet: raise it when it gets better."""
    parts = ("都道府県", "市区町村", "町字", "番地号", "その他")
    cases = [
        (row["住所"], "".join(row[part] for part in parts)) for row in truth_rows("address", "normalize_cases.csv")
    ]
    assert _share_alike(cases) >= 0.995


@pytest.mark.truth
def test_share_of_hard_addresses_that_fold_like_their_normal_form():
    """Most of these need a register of addresses to be completed, which folding has not."""
    cases = [(case["input"], case["output"]) for case in truth_lines("address", "abr_cases.jsonl")]
    assert _share_alike(cases) >= 0.55


def _share_alike(cases: list[tuple[str, str]]) -> float:
    return sum(fold_address(written) == fold_address(normal) for written, normal in cases) / len(cases)

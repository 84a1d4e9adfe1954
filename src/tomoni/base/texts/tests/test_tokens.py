"""Under which words a text is found."""

import pytest

from tomoni.base.texts import tokens_bigram, tokens_normal


def test_pairs_hold_every_character_as_a_beginning():
    assert tokens_bigram("ごみ出し") == ["ごみ", "み出", "出し", "し"]
    assert tokens_bigram("区長、窓口") == ["区長", "長", "窓口", "口"]


def test_numbers_and_latin_words_stay_whole():
    assert tokens_bigram("第17号 ＮＰＯ") == ["第17", "17", "17号", "号", "npo"]


@pytest.mark.parametrize(
    ("one", "other"), [("ゴミ", "ごみ"), ("ｾﾝﾀｰ", "せんたー"), ("髙﨑", "高崎"), ("ＳＤＧｓ", "sdgs")]
)
def test_spelling_does_not_matter(one, other):
    assert tokens_bigram(one) == tokens_bigram(other)


@pytest.mark.parametrize(
    "spellings",
    [
        ("受入", "受け入れ", "受入れ", "受け入れる", "受け入れました"),
        ("申込", "申込み", "申し込み", "申し込む", "申し込んだ"),
        ("引っ越し", "引越し", "引っ越す"),
        ("届出", "届け出", "届け出る"),
        ("打合せ", "打ち合わせ"),
        ("問合せ", "問い合わせ"),
    ],
)
def test_spellings_and_forms_of_one_word_share_a_token(spellings):
    first, *others = (tokens_normal(spelling)[0] for spelling in spellings)
    assert {first} == set(others)


def test_long_words_are_found_by_their_parts():
    assert {"市役所", "市", "役所"} <= set(tokens_normal("市役所の窓口へ"))


def test_particles_are_left_out():
    assert "の" not in tokens_normal("区長の会")
    assert tokens_normal("。、 　") == []

"""How a result is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tomoni.base.search.results import PASSAGE, marked, passage


def test_every_needle_is_marked_and_everything_is_escaped():
    assert marked("<b>区長</b>と区長会", ["区長"]) == ("&lt;b&gt;<mark>区長</mark>&lt;/b&gt;と<mark>区長</mark>会")


def test_needles_that_overlap_make_one_mark():
    assert marked("市民活動団体", ["市民活動", "活動団体"]) == "<mark>市民活動団体</mark>"


def test_latin_is_marked_in_any_case():
    assert marked("NPO法人とSDGs", ["npo", "sdgs"]) == "<mark>NPO</mark>法人と<mark>SDGs</mark>"


@given(some.text(), some.lists(some.text(min_size=1, max_size=3)))
def test_no_text_gets_out_unescaped(text, needles):
    html = marked(text, needles).replace("<mark>", "").replace("</mark>", "")
    assert not set("<>\"'") & set(html)


def test_a_passage_begins_with_the_sentence_of_the_word():
    text = "前の文です。" * 30 + "ここに窓口があります。" + "後の文です。" * 30
    assert passage(text, ["窓口"]).startswith("ここに窓口があります。")
    assert passage(text, ["窓口"]).endswith("…")


def test_a_passage_in_a_long_sentence_begins_shortly_before_the_word():
    text = "あ" * 300 + "窓口" + "い" * 300
    shown = passage(text, ["窓口"])
    assert shown.startswith("…ああ")
    assert "窓口" in shown


@pytest.mark.parametrize("text", ["", "短い文", "窓口"])
def test_a_short_text_is_shown_whole(text):
    assert passage(text, ["窓口"]) == text


@given(some.text(alphabet="あ窓口。い", max_size=400))
def test_a_passage_is_short_and_holds_the_word(text):
    shown = passage(text, ["窓口"])
    assert len(shown) <= PASSAGE + 2
    assert ("窓口" in shown) == ("窓口" in text)

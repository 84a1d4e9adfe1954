"""Furigana over a page that is already HTML."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tomoni.base.texts import furigana_html, ruby_page


def test_every_kanji_of_the_text_gets_its_reading():
    page = ruby_page('<p class="市">総合計画 &amp; <b>区長</b></p>')
    assert page == f'<p class="市">{furigana_html("総合計画")} &amp; <b>{furigana_html("区長")}</b></p>'


@pytest.mark.parametrize(
    "untouched",
    [
        "<title>計画</title>",
        '<script>if (a<b) "区長"</script>',
        "<style>a::after{content:'区長'}</style>",
        "<textarea>区長 <b></textarea>",
        "<select><option>区長</option></select>",
        "<svg><title>図</title><g><text>図</text></g></svg>",
        "<ruby>区<rt>く</rt></ruby>",
        '<p translate="no">区長<b>市長</b></p>',
        "<div data-no-ruby>区長<div>市長</div>町長</div>",
        '<a lang="zh-hans" href="/zh/">中文</a>',
        '<input value="区長">',
        "<!-- 区長 <p> -->",
        "<!doctype html>",
        "<p>ひらがな only</p>",
    ],
)
def test_what_is_not_a_text_to_read_stays(untouched):
    assert ruby_page(untouched) == untouched
    assert ruby_page(f"{untouched}<p>市</p>") == f"{untouched}<p>{furigana_html('市')}</p>"


def test_a_japanese_page_that_says_so_is_read():
    assert "<ruby>" in ruby_page('<html lang="ja"><body lang="ja"><p>区長</p></body></html>')


def test_an_empty_element_with_the_mark_stops_nothing():
    assert (
        ruby_page('<input translate="no"><br lang="en">市')
        == f'<input translate="no"><br lang="en">{furigana_html("市")}'
    )


def test_a_quoted_bracket_does_not_end_a_tag():
    assert ruby_page('<p title="区>長">市</p>') == f'<p title="区>長">{furigana_html("市")}</p>'


@pytest.mark.parametrize("broken", ["<p>市", "市</p>", "<p title='市>市", "<!-- 市", "<script>市", "市 < 町 & 村", "<"])
def test_broken_pages_do_not_break_it(broken):
    assert "市" in ruby_page(broken) or broken == "<"


TAGS = [
    "<p>",
    "</p>",
    "<b lang=en>",
    "</b>",
    "<br>",
    "区長",
    "受け入れ",
    "&amp;",
    " ",
    "<!--",
    "-->",
    "<svg>",
    "</svg>",
    "a",
]


@given(some.lists(some.sampled_from(TAGS), max_size=20).map("".join))
def test_without_its_ruby_the_page_is_what_it_was(page):
    with_ruby = ruby_page(page)
    assert unescape(re.sub(r"<rt aria-hidden=\"true\">[^<]*</rt>|</?ruby>", "", with_ruby)) == unescape(page)

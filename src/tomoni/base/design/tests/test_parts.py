"""Components whose shape carries a promise: the clock, the track, tables, the queue."""

import re
from datetime import date

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from tomoni.base.design.shapes import Cell, ClockDay, Row, Track, in_weeks


def shown(source: str, **facts: object) -> str:
    return Template(source).render(Context(facts))


def counted(*days: date) -> list[ClockDay]:
    return [ClockDay(day, "日目", "counted") for day in days]


def test_the_clock_begins_and_ends_within_whole_weeks() -> None:
    weeks = in_weeks(counted(date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23)))
    assert [entry and entry.day.day for entry in weeks] == [None, None, None, 19, 20, 23, None, None, None, None]


def test_the_clock_refuses_a_gap() -> None:
    with pytest.raises(ValueError, match="no entry between"):
        in_weeks(counted(date(2026, 11, 18), date(2026, 11, 20)))


def test_a_track_is_drawn_alike_in_every_language() -> None:
    of = Track("いま208", "R4 184", "R9 220", now=0.6667, pace=0.73, low=-3, high=9)
    with translation.override("en"):
        english = shown("{% track of %}", of=of)
    assert english == shown("{% track of %}", of=of)
    assert 'cx="65%"' in english
    assert re.findall(r'x[12]="(-[^"]+)"', english) == [], "nothing is drawn outside the picture"


def test_a_track_without_a_figure_has_no_ring() -> None:
    assert "<circle" not in shown("{% track of %}", of=Track("まだない", "R4 1", "R9 2"))


def test_an_unsure_track_differs_in_form_and_not_in_colour_alone() -> None:
    html = shown("{% track of %}", of=Track("わからない", "1", "2", now=0.5, sure=False))
    assert "t-maybe" in html
    assert "t-dot" in html


@pytest.mark.parametrize("key", ["reached", "on_the_way", "behind", "cannot_tell", "no_figure"])
def test_a_verdict_always_has_its_word(key: str) -> None:
    html = shown("{% verdict key %}", key=key)
    assert re.sub("<[^>]+>", "", html)
    assert "<svg" in html


def test_what_stands_between_tags_is_escaped_once() -> None:
    html = shown('{% notice "見出し" %}<p>{{ name }}</p>{% endnotice %}', name="<b>&")
    assert "<p>&lt;b&gt;&amp;</p>" in html


def test_names_in_components_are_escaped() -> None:
    row = Row("申請", "<script>", "/x/", "<i>", "きょう", "<u>")
    assert not re.search("<(script|i|u)>", shown("{% queue rows %}", rows=[row]))
    assert "<script>" not in shown("{% route cells %}", cells=[Cell("<script>", "<script>", ("<script>",))])


def test_a_notice_of_an_unknown_tone_is_refused() -> None:
    with pytest.raises(ValueError, match="notice"):
        shown('{% notice "a" "loud" %}{% endnotice %}')


def test_a_pager_keeps_the_filters() -> None:
    pages = Paginator(range(100), 10)
    html = shown("{% pager page %}", page=pages.page(2), request=RequestFactory().get("/desk/?kind=case&page=2"))
    assert 'href="?kind=case&amp;page=1"' in html
    assert 'href="?kind=case&amp;page=3"' in html
    assert shown("{% pager page %}", page=Paginator([], 10).page(1), request=RequestFactory().get("/")).strip() == ""


def test_two_boxes_on_a_page_have_names_of_their_own() -> None:
    html = shown('{% side "一" %}{% endside %}{% side "二" %}{% endside %}')
    assert len(set(re.findall(r'id="([^"]+)"', html))) == 2


def test_a_button_that_cannot_be_pressed_says_why() -> None:
    html = shown('{% button "申請を始める" reason="why" %}')
    assert 'aria-disabled="true"' in html
    assert 'aria-describedby="why"' in html
    assert " disabled" not in html.replace("aria-disabled", "")

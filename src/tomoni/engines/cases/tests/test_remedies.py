"""The last days that a notice promises, for every variant and every day of the calendar."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tomoni.base.clock import is_open, next_open_day, wareki
from tomoni.engines.cases import notices, remedies
from tomoni.engines.cases.procedures import procedures
from tomoni.engines.cases.remedies import _Confirmed, is_disposition, open_point, remedies_for
from tomoni.engines.cases.remedy_variants import Order, variants
from tomoni.engines.cases.settings import Overlay

days = some.dates(min_value=date(2019, 5, 1), max_value=date(2060, 12, 31))
OF_FACT_BASE = {
    "none", "general_mayor", "general_board", "pref_governor_delegated", "kaigo_board_first", "kouki_board_first",
    "pref_governor_shogai_first", "pref_governor_road", "koseki_legal_affairs", "resident_register_check",
    "facility_use", "disclosure_council", "tax_mayor_first", "by_prefecture", "by_nenkin",
}  # fmt: skip
ACTS = sorted(key for key in variants if is_disposition(key))


def counted_by_hand(day: date, months: int) -> date:
    """民法140–143, said another way: walk to the day of the same number, or the end of a month that has none."""
    first = day + timedelta(days=1)
    year, month = first.year, first.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    if first.day > monthrange(year, month)[1]:
        return next_open_day(date(year, month, monthrange(year, month)[1]))
    return next_open_day(date(year, month, first.day) - timedelta(days=1))


def test_every_variant_of_the_facts_is_there():
    assert set(variants) >= OF_FACT_BASE


@given(issued=days, variant=some.sampled_from(ACTS))
def test_the_last_days_are_those_of_the_civil_code(issued, variant):
    told, order = remedies_for(variant, issued), variants[variant].order
    appeal, suit = counted_by_hand(issued, 3), counted_by_hand(issued, 6)
    assert told.appeal_by == (None if order is Order.SUIT_ONLY else appeal)
    assert told.suit_by == (suit if order in (Order.FREE, Order.SUIT_ONLY) else None)
    for last in filter(None, (told.appeal_by, told.suit_by, counted_by_hand(issued, 12))):
        assert is_open(last)
        assert f"{wareki(last)}まで" in told.text
    assert "{" not in told.text


@given(issued=days, waited=some.integers(0, 60), variant=some.sampled_from(ACTS))
def test_whoever_was_handed_it_later_has_longer_and_the_year_stays(issued, waited, variant):
    known = issued + timedelta(days=waited)
    at_once, later = remedies_for(variant, issued), remedies_for(variant, issued, known_on=known)
    assert (later.appeal_by or date.max) >= (at_once.appeal_by or date.min)
    assert f"{wareki(known)}に受け取った" in later.text or variants[variant].order is Order.RULING_ONLY
    assert f"1年（{wareki(counted_by_hand(issued, 12))}まで）" in later.text


@pytest.mark.parametrize(
    ("issued", "appeal", "suit"),
    [
        (date(2026, 11, 30), date(2027, 3, 1), date(2027, 5, 31)),  # from 1 December; 28 February is a Sunday
        (date(2027, 11, 29), date(2028, 2, 29), date(2028, 5, 29)),  # leap year: from 30 November, no 30 February
        (date(2027, 11, 30), date(2028, 2, 29), date(2028, 5, 31)),
        (date(2026, 9, 30), date(2027, 1, 4), date(2027, 3, 31)),  # 31 December to 3 January are closed
        (date(2026, 12, 31), date(2027, 3, 31), date(2027, 6, 30)),
        (date(2028, 2, 29), date(2028, 5, 31), date(2028, 8, 31)),
    ],
)
def test_month_ends_leap_years_and_the_turn_of_the_year(issued, appeal, suit):
    told = remedies_for("general_mayor", issued)
    assert (told.appeal_by, told.suit_by) == (appeal, suit)


def test_without_receipt_the_day_of_the_notice_is_only_an_example():
    text = remedies_for("general_mayor", date(2026, 11, 24)).text
    assert "この通知の日（令和8年11月24日）に知ったときは、令和9年2月24日まで" in text
    assert "それより後に受け取って知ったときは、知った日の翌日から数えます" in text
    assert "ひかり野市長に対し" in text
    assert "ひかり野市を被告として（被告の代表者はひかり野市長です）" in text


@pytest.mark.parametrize("variant", [key for key in ACTS if variants[key].order is Order.APPEAL_FIRST])
def test_an_appeal_first_names_the_three_exceptions(variant):
    text = remedies_for(variant, date(2026, 11, 24)).text
    for said in ("裁決を受けた後でなければ", "3か月を過ぎても裁決がないとき", "緊急の必要", "正当な理由があるとき"):
        assert said in text


def test_against_a_ruling_only_leaves_the_decision_itself_alone():
    text = remedies_for("tax_assessment_board", date(2026, 11, 24)).text
    assert "裁決に対してだけ" in text
    assert remedies_for("ruling", date(2026, 11, 24)).appeal_by is None


@pytest.mark.parametrize(("variant", "said"), [("none", "担当にたずねて"), ("by_nenkin", "年金事務所")])
def test_what_is_no_act_of_the_city_promises_no_days(variant, said):
    told = remedies_for(variant, date(2026, 11, 24))
    assert said in told.text
    assert (told.appeal_by, told.suit_by) == (None, None)


def test_every_procedure_names_a_variant_that_exists():
    assert {one.remedies for one in procedures.values()} <= set(variants)
    with pytest.raises(ValueError, match="is none of"):
        Overlay(remedies="free text")
    with pytest.raises(LookupError):
        remedies_for("free text", date(2026, 11, 24))


def test_an_open_point_stands_until_the_city_has_looked_it_up(monkeypatch):
    assert "道路法96条" in open_point("pref_governor_road")
    assert open_point("general_mayor") == ""
    assert any("道路法96条" in told for told in notices._remedies_told("pref_governor_road"))
    known = _Confirmed(confirmed={"pref_governor_road": "2026-11-20 総務課"})
    monkeypatch.setattr(remedies, "service_settings", lambda *_asked: known)
    assert open_point("pref_governor_road") == ""
    with pytest.raises(ValueError, match="no such variant"):
        _Confirmed(confirmed={"road": "x"})

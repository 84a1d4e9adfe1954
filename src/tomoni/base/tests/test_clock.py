"""Days as a Japanese city hall writes and counts them."""

from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.truth import truth_rows
from tomoni.base import clock
from tomoni.base.clock import (
    JAPAN,
    SOLAR_CALENDAR,
    FiscalYear,
    HolidaysUnknown,
    LunarDay,
    NoSuchDay,
    NotADay,
    NotInEra,
    WrongDay,
    add_days,
    add_months,
    add_open_days,
    holiday,
    is_open,
    next_open_day,
    open_days_between,
    parse_day,
    wareki,
    wareki_short,
)

SOLAR_DAYS = some.dates(min_value=SOLAR_CALENDAR, max_value=date(2090, 12, 31))
DAYS = some.dates(min_value=date(1950, 1, 1), max_value=date(2098, 1, 1))

# Today


def test_after_midnight_in_japan_it_is_the_next_day_whatever_the_server_thinks(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 0, 30, tzinfo=JAPAN))
    assert clock.today() == date(2026, 11, 20)


def test_now_is_an_instant_in_japan():
    assert clock.now().utcoffset() == timedelta(hours=9)


# Eras


@pytest.mark.truth
def test_every_era_day_agrees_with_icu_from_1873_on():
    rows = truth_rows("japanese", "wareki_icu.csv")
    solar = [row for row in rows if date.fromisoformat(row["gregorian"]) >= SOLAR_CALENDAR]
    assert len(solar) == len(rows) - 1
    for row in solar:
        year = "元" if row["year"] == "1" else row["year"]
        written = f"{row['era']}{year}年{row['month']}月{row['day']}日"
        assert wareki(date.fromisoformat(row["gregorian"])) == written
        assert parse_day(f"{row['era']}{row['year']}年{row['month']}月{row['day']}日") == date.fromisoformat(
            row["gregorian"]
        )


@pytest.mark.truth
def test_the_lunar_day_that_icu_gets_wrong_is_refused_both_ways():
    [lunar] = [
        row for row in truth_rows("japanese", "wareki_icu.csv") if date.fromisoformat(row["gregorian"]) < SOLAR_CALENDAR
    ]
    with pytest.raises(LunarDay):
        wareki(date.fromisoformat(lunar["gregorian"]))
    with pytest.raises(LunarDay):
        parse_day(f"明治{lunar['year']}年{lunar['month']}月{lunar['day']}日")


@given(SOLAR_DAYS)
def test_a_day_written_in_its_era_reads_back(day):
    assert parse_day(wareki(day)) == parse_day(wareki_short(day)) == parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "令和8年11月20日", "令和８年１１月２０日", "令和 8年 11月 20日", "令和八年十一月二十日", "令8.11.20", "R8.11.20",
        "r08/11/20", "Ｒ８．１１．２０", "㋿8年11月20日", "2026-11-20", "2026/11/20", "2026年11月20日", "西暦2026年11月20日",
    ],
)  # fmt: skip
def test_one_day_in_many_hands(text):
    assert parse_day(text) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R元.5.1", date(2019, 5, 1)),
        ("昭和六十四年一月七日", date(1989, 1, 7)),
        ("昭和三〇年十月一日", date(1955, 10, 1)),
        ("平成元年1月8日", date(1989, 1, 8)),
    ],
)
def test_first_years_and_kanji_numbers(text, day):
    assert parse_day(text) == day


@pytest.mark.parametrize(
    "text", ["", "あした", "8年11月20日", "26/11/20", "令和8年11月", "令和百年1月1日", "2026-11/20"]
)
def test_what_is_no_day(text):
    with pytest.raises(NotADay) as wrong:
        parse_day(text)
    assert wrong.value.text == text


def test_a_day_that_the_calendar_lacks():
    with pytest.raises(NoSuchDay) as wrong:
        parse_day("令和8年2月29日")
    assert (wrong.value.year, wrong.value.month, wrong.value.day) == (2026, 2, 29)


@pytest.mark.parametrize(
    ("text", "day", "era"),
    [
        ("平成31年5月1日", date(2019, 5, 1), "令和"),
        ("平成35年3月31日", date(2023, 3, 31), "令和"),
        ("令和元年4月30日", date(2019, 4, 30), "平成"),
        ("昭和64年1月8日", date(1989, 1, 8), "平成"),
        ("令和0年1月1日", date(2018, 1, 1), "平成"),
    ],
)
def test_a_day_outside_its_era_is_refused_and_says_what_it_is_called(text, day, era):
    with pytest.raises(NotInEra) as wrong:
        parse_day(text)
    assert (wrong.value.day, wrong.value.era.name) == (day, era)


@given(some.text(max_size=20))
def test_whatever_is_typed_is_a_day_or_a_wrong_day(text):
    with suppress(WrongDay):
        assert isinstance(parse_day(text), date)


# Fiscal years


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 20), "令和8年度"),
        (date(2023, 3, 31), "令和4年度"),
        (date(2023, 4, 1), "令和5年度"),
        (date(2019, 4, 1), "令和元年度"),
        (date(1989, 3, 31), "昭和63年度"),
    ],
)
def test_the_fiscal_year_of_a_day(day, name):
    assert str(FiscalYear.of(day)) == name
    assert FiscalYear.parse(name) == FiscalYear.of(day)


@pytest.mark.parametrize("text", ["令和4年度", "R4", "Ｒ４", "2022", "2022年度", "FY2022"])
def test_a_fiscal_year_in_many_hands(text):
    assert FiscalYear.parse(text) == FiscalYear(2022)


def test_a_year_is_not_a_fiscal_year():
    with pytest.raises(NotADay):
        FiscalYear.parse("令和4年")


def test_a_plan_of_the_old_era_counted_on_beyond_its_end():
    assert FiscalYear.parse("平成35年度") == FiscalYear(2023)


@given(some.dates(min_value=date(1874, 4, 1), max_value=date(2090, 12, 31)))
def test_every_day_is_in_its_fiscal_year_and_in_no_other(day):
    year = FiscalYear.of(day)
    assert day in year
    assert day not in year.next
    assert day not in year.previous
    assert year.last + timedelta(days=1) == year.next.first
    assert FiscalYear.parse(year.short) == year


# Opening days


@pytest.mark.truth
def test_the_holidays_are_those_of_the_cabinet_office():
    published = {date.fromisoformat(row["date"]) for row in truth_rows("japanese", "holidays_1955_2030.csv")}
    day, ours = date(1955, 1, 1), set()
    while day < date(2031, 1, 1):
        if holiday(day):
            ours.add(day)
        day += timedelta(days=1)
    assert ours == published


def test_the_city_hall_is_closed_at_weekends_on_holidays_and_around_new_year():
    closed = [date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 23), date(2026, 12, 29), date(2027, 1, 1)]
    assert not any(map(is_open, closed))
    assert is_open(date(2026, 12, 28))
    assert is_open(date(2027, 1, 4))
    assert holiday(date(2026, 11, 23)) == "勤労感謝の日"


def test_holidays_of_a_far_year_are_not_guessed():
    with pytest.raises(HolidaysUnknown):
        is_open(date(2150, 5, 4))


# Deadlines


def test_the_first_day_of_a_period_does_not_count():
    assert add_days(date(2026, 11, 20), 14) == date(2026, 12, 4)


def test_a_period_that_ends_on_a_closed_day_ends_on_the_next_open_one_when_asked():
    ends = add_days(date(2026, 12, 15), 14)
    assert ends == date(2026, 12, 29)
    assert add_days(date(2026, 12, 15), 14, to_open_day=True) == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("day", "months", "ends"),
    [
        (date(2026, 1, 15), 1, date(2026, 2, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),  # from 1 February to the end of February
        (date(2026, 1, 30), 1, date(2026, 2, 28)),  # there is no 31 February: to the end of the month
        (date(2026, 2, 28), 1, date(2026, 3, 31)),  # from 1 March, a whole month
        (date(2026, 11, 20), 3, date(2027, 2, 20)),
    ],
)
def test_a_period_of_months_follows_the_calendar(day, months, ends):
    assert add_months(day, months) == ends


def test_three_months_to_object_run_on_over_a_saturday():
    assert add_months(date(2026, 11, 20), 3, to_open_day=True) == date(2027, 2, 22)


def test_ten_opening_days_leap_over_the_holidays():
    assert add_open_days(date(2026, 4, 28), 1) == date(2026, 4, 30)
    assert add_open_days(date(2026, 11, 20), 10) == date(2026, 12, 7)


def test_three_opening_days_before_a_meeting():
    assert add_open_days(date(2026, 11, 25), -3) == date(2026, 11, 19)


@given(DAYS, some.integers(min_value=-60, max_value=60))
def test_opening_days_count_back_to_where_they_were_counted_from(day, days):
    there = add_open_days(day, days)
    assert open_days_between(day, there) == days
    assert days == 0 or is_open(there)


@given(DAYS)
def test_the_next_open_day_is_near_and_open(day):
    there = next_open_day(day)
    assert is_open(there)
    assert day <= there <= day + timedelta(days=11)

"""The city's clock: what day it is in Japan, how that day is written, and when a period ends.

Days are written in eras (和暦) on every paper of a city hall and counted in fiscal years that begin on 1 April. Periods
follow the Civil Code: the first day does not count (民法140条), and a period that would end on a closed day may end
on the next open one (民法142条). Plain Python without Django, so that rules can use it; what is wrong with a day
is told by exceptions that carry facts, which the screen puts into words.
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays.countries.japan import Japan as NationalHolidays

JAPAN = ZoneInfo("Asia/Tokyo")
SOLAR_CALENDAR = date(1873, 1, 1)  # 明治6年1月1日; every day before it was a day of the lunar calendar
YEAR_END = ((12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3))
A_DAY = timedelta(days=1)


def now() -> datetime:
    """This instant, on a clock in Japan. A test that needs another instant replaces this function."""
    return datetime.now(JAPAN)


def today() -> date:
    """The day it is in Japan."""
    return now().date()


# What can be wrong with a day


class WrongDay(ValueError):
    """Something that should be a day and is none."""


class NotADay(WrongDay):
    """Not written in any way we know."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is not a day.")
        self.text = text


class NoSuchDay(WrongDay):
    """Well written, but the calendar lacks it: 30 February."""

    def __init__(self, year: int, month: int, day: int) -> None:
        super().__init__(f"There is no day {day} of month {month} in {year}.")
        self.year, self.month, self.day = year, month, day


class NotInEra(WrongDay):
    """The era had ended or not begun on that day; `day` is what was meant, `era` what it should be called."""

    def __init__(self, written: "Era", day: date) -> None:
        self.written, self.day, self.era = written, day, Era.of(day)
        super().__init__(f"{day} is not in {written.name} but in {self.era.name}.")


class LunarDay(WrongDay):
    """Before 1873 an era date is a day of the lunar calendar, which this clock does not know."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text} is before the solar calendar began on {SOLAR_CALENDAR}.")
        self.text = text


class HolidaysUnknown(WrongDay):
    """Nobody can say yet which days of that year are holidays."""

    def __init__(self, year: int) -> None:
        super().__init__(f"The holidays of {year} are not known.")
        self.year = year


# Eras


@dataclass(frozen=True)
class Era:
    """A span of years that Japan counts from one: 令和, R, since 2019-05-01."""

    name: str
    letter: str
    first: date

    @classmethod
    def of(cls, day: date) -> "Era":
        """The era of a day; LunarDay before 1873."""
        if day < SOLAR_CALENDAR:
            raise LunarDay(day.isoformat())
        return next(era for era in reversed(ERAS) if era.first <= day)

    def year_of(self, day: date) -> int:
        return day.year - self.first.year + 1


ERAS = (
    Era("明治", "M", date(1868, 10, 23)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("令和", "R", date(2019, 5, 1)),
)
_ERA_CALLED = {called: era for era in ERAS for called in (era.name, era.name[0], era.letter)}


def wareki(day: date) -> str:
    """令和8年11月20日; the first year of an era is 元年."""
    era = Era.of(day)
    return f"{era.name}{_era_year(era.year_of(day))}年{day.month}月{day.day}日"


def wareki_short(day: date) -> str:
    """R8.11.20, as tables and stamps write it."""
    era = Era.of(day)
    return f"{era.letter}{era.year_of(day)}.{day.month}.{day.day}"


def _era_year(year: int) -> str:
    return "元" if year == 1 else str(year)


# Reading a day


_DIGIT = "[〇一二三四五六七八九]"
_NUMBER = rf"(?:[0-9]{{1,2}}|{_DIGIT}?十{_DIGIT}?|{_DIGIT}{{1,2}})"
_ERA = rf"(?P<era>{'|'.join(sorted(_ERA_CALLED, key=len, reverse=True))})(?P<era_year>元|{_NUMBER})"
_YEAR = rf"(?:{_ERA}|(?:西暦)?(?P<year>[0-9]{{4}}))"
_DAY = re.compile(
    rf"{_YEAR}(?:年(?P<month>{_NUMBER})月(?P<day>{_NUMBER})日|(?P<sign>[./-])(?P<m>[0-9]{{1,2}})(?P=sign)(?P<d>[0-9]{{1,2}}))"
)
_FISCAL_YEAR = re.compile(rf"(?:FY)?{_YEAR}(?:年度)?")
_KANJI_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}


def parse_day(text: str) -> date:
    """Read a day however it is written: 令和8年11月20日, 平成元年…, R8.11.20, 2026-11-20, 西暦２０２６年…, 令和八年….

    Raises NotADay, NoSuchDay, NotInEra or LunarDay, all of them WrongDay.
    """
    found = _DAY.fullmatch(_tidy(text))
    if found is None:
        raise NotADay(text)
    month, day = _number(found["month"] or found["m"]), _number(found["day"] or found["d"])
    if found["era"] is None:
        return _the_day(int(found["year"]), month, day)
    era = _ERA_CALLED[found["era"]]
    if era is ERAS[0] and _year(found) < SOLAR_CALENDAR.year:
        raise LunarDay(text)
    read = _the_day(_year(found), month, day)
    if Era.of(read) is not era:
        raise NotInEra(era, read)
    return read


def _tidy(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()


def _year(found: re.Match[str]) -> int:
    if found["era"] is None:
        return int(found["year"])
    return _ERA_CALLED[found["era"]].first.year + _number(found["era_year"]) - 1


def _number(text: str) -> int:
    """11 from 11, 十一 or 一一; 1 from 元."""
    if text == "元":
        return 1
    tens, ten, ones = text.partition("十")
    if ten:
        return 10 * _KANJI_DIGITS.get(tens, 1) + _KANJI_DIGITS.get(ones, 0)
    return int("".join(str(_KANJI_DIGITS.get(digit, digit)) for digit in text))


def _the_day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDay(year, month, day) from None


# Fiscal years


@dataclass(frozen=True, order=True)
class FiscalYear:
    """The city's year, 1 April to 31 March, named by the year in which it begins."""

    year: int

    @classmethod
    def of(cls, day: date) -> "FiscalYear":
        return cls(day.year if day.month >= 4 else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> "FiscalYear":
        """From 令和8年度, R8, 2026 or 2026年度; NotADay otherwise, and for 令和8年, which is another span of days."""
        found = _FISCAL_YEAR.fullmatch(_tidy(text))
        if found is None:
            raise NotADay(text)
        return cls(_year(found))

    @property
    def first(self) -> date:
        return date(self.year, 4, 1)

    @property
    def last(self) -> date:
        return date(self.year + 1, 3, 31)

    @property
    def next(self) -> "FiscalYear":
        return FiscalYear(self.year + 1)

    @property
    def previous(self) -> "FiscalYear":
        return FiscalYear(self.year - 1)

    @property
    def short(self) -> str:
        """R8, as the plan's tables write it."""
        era = Era.of(self._naming_day)
        return f"{era.letter}{era.year_of(self._naming_day)}"

    @property
    def _naming_day(self) -> date:
        """The era at the end of its first calendar year names the whole: 2019 is 令和元年度, 1988 is 昭和63年度."""
        return date(self.year, 12, 31)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        era = Era.of(self._naming_day)
        return f"{era.name}{_era_year(era.year_of(self._naming_day))}年度"


# Opening days


def holiday(day: date) -> str | None:
    """The name of the national holiday on that day."""
    return _holidays_of(day.year).get(day)


def is_open(day: date) -> bool:
    """Whether it opens: not at weekends, on holidays, nor from 29 December to 3 January (地方自治法4条の2)."""
    return day.weekday() < 5 and (day.month, day.day) not in YEAR_END and holiday(day) is None


def next_open_day(day: date) -> date:
    """That day if the city hall opens on it, otherwise the first one after it on which it does."""
    while not is_open(day):
        day += A_DAY
    return day


@lru_cache
def _holidays_of(year: int) -> dict[date, str]:
    if year > NationalHolidays.end_year:
        raise HolidaysUnknown(year)
    if year < NationalHolidays.start_year:  # the law on national holidays is of 1948
        return {}
    return dict(NationalHolidays(years=year, expand=False))


# Deadlines


def add_days(day: date, days: int, *, to_open_day: bool = False) -> date:
    """The last day of a period of `days` after `day`, which itself does not count (民法140条).

    With `to_open_day`, a period that would end on a closed day ends on the next open one (民法142条).
    """
    return _ends_on(day + timedelta(days=days), to_open_day)


def add_months(day: date, months: int, *, to_open_day: bool = False) -> date:
    """The last day of a period of months by the calendar, counted from the day after `day` (民法143条)."""
    begins = day + A_DAY
    years, month0 = divmod(begins.month - 1 + months, 12)
    year, month = begins.year + years, month0 + 1
    days_of_month = calendar.monthrange(year, month)[1]
    if begins.day > days_of_month:  # no day of that number: the period ends with the month
        return _ends_on(date(year, month, days_of_month), to_open_day)
    return _ends_on(date(year, month, begins.day) - A_DAY, to_open_day)


def add_open_days(day: date, days: int) -> date:
    """The `days`-th open day after `day`; before it, when `days` is negative; `day` itself for none."""
    step = A_DAY if days > 0 else -A_DAY
    left = abs(days)
    while left:
        day += step
        left -= is_open(day)
    return day


def open_days_between(first: date, last: date) -> int:
    """How many open days come after `first`, up to and with `last`; negative when `last` is the earlier one.

    `open_days_between(day, add_open_days(day, n)) == n`.
    """
    if last < first:
        return -sum(is_open(last + timedelta(days=n)) for n in range((first - last).days))
    return sum(is_open(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


def _ends_on(day: date, to_open_day: bool) -> date:
    return next_open_day(day) if to_open_day else day

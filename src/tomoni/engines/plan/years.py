"""Fiscal years as the plan counts them: 令和4年度 begins on 1 April 2022 and ends on 31 March 2023."""

from datetime import date


def fiscal_year_of(day: date) -> int:
    return day.year if day.month >= 4 else day.year - 1


def end_of(year: int) -> date:
    return date(year + 1, 3, 31)

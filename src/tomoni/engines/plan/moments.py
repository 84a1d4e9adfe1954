"""The moment a figure is of: a day, or a month or fiscal year, which count as their last day."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

from tomoni.base.clock import FiscalYear


def fiscal_year_of(day: date) -> int:
    return FiscalYear.of(day).year


def end_of(year: int) -> date:
    return FiscalYear(year).last


@dataclass(frozen=True)
class Moment:
    """When a figure is of. Its text is what files say: R4, 2025-09, 2026-11-20."""

    day: date
    span: str  # day, month or year

    @classmethod
    def of(cls, text: str) -> Self:
        """From R4, 2025-09 or 2026-11-20; ValueError for anything else."""
        if re.fullmatch(r"[RHS]\d{1,2}", text):
            return cls(FiscalYear.parse(text).last, "year")
        if found := re.fullmatch(r"(\d{4})-(\d{2})", text):
            year, month = int(found[1]), int(found[2])
            if not 1 <= month <= 12:
                raise ValueError(f"{text!r} is no month")
            return cls(date(year, month, monthrange(year, month)[1]), "month")
        try:
            return cls(date.fromisoformat(text), "day")
        except ValueError:
            raise ValueError(
                f"{text!r} is neither a fiscal year (R4), a month (2025-09) nor a day (2026-11-20)"
            ) from None

    def __str__(self) -> str:
        if self.span == "year":
            return FiscalYear.of(self.day).short
        return self.day.isoformat() if self.span == "day" else f"{self.day:%Y-%m}"

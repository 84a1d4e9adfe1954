"""The notice of remedies (教示): where, until when and against whom a decision can be fought, with the real last days.

行政不服審査法 第82条 and 行政事件訴訟法 第46条 ask for it in every decision that can be fought. Which variant holds
depends on whose power the office uses, so a procedure names a variant of `remedy_variants.py` and never a text of its
own. The wording is always in Japanese, as it is the lawful text. Periods are those of the Civil Code (第140条–143条):
the first day does not count, months go by the calendar, a period that ends on a closed day ends on the next open one.
"""

from dataclasses import dataclass
from datetime import date

from pydantic import field_validator

from tomoni.base.city.api import CityData, service_settings, the_city
from tomoni.base.clock import add_months, wareki

from .remedy_variants import Order, RemedyNotice, variants

APPEAL_MONTHS, SUIT_MONTHS, BAR_MONTHS = 3, 6, 12


@dataclass(frozen=True)
class Remedies:
    """What stands in the notice, and the last days for whoever knew of it on the day counted from."""

    text: str
    appeal_by: date | None = None
    suit_by: date | None = None


def remedies_for(variant: str, issued_on: date, *, known_on: date | None = None) -> Remedies:
    """The remedies against a decision of `issued_on`. LookupError for a variant nobody declared.

    `known_on` is the day on which the person surely knew of it, such as when it was handed over at the counter. Without
    it the text counts from the day of the notice, the earliest day possible, and says what holds for a later one.
    """
    kind = variants[variant]
    if kind.order is Order.NOTHING:
        return Remedies(
            f"この通知は、{kind.appeal}ができる処分としては扱っていません。分からないことは、担当にたずねてください。"
        )
    if kind.order is Order.ELSEWHERE:
        return Remedies(_filled(f"この申請について決めるのは、{kind.appeal_body}です。{kind.note}"))
    written = _Written(kind, issued_on, known_on)
    return Remedies("\n\n".join(written.parts), written.appeal_by, written.suit_by)


def is_disposition(variant: str) -> bool:
    """Whether the city itself makes an act by it that can be fought, so that its notice must carry the remedies."""
    return variants[variant].order not in (Order.NOTHING, Order.ELSEWHERE)


def open_point(variant: str) -> str:
    """What a person still has to look up before the city relies on it; empty when nothing, or when the city has.

    `cities/<city>/services/remedies.toml`: `[confirmed]`, `pref_governor_road = "2026-11-20 総務課"`.
    """
    confirmed = service_settings("remedies", _Confirmed).confirmed
    return "" if confirmed.get(variant) else variants[variant].to_confirm


class _Confirmed(CityData):
    """Who has looked up the law of a variant, when and where."""

    confirmed: dict[str, str] = {}

    @field_validator("confirmed")
    @classmethod
    def of_known_variants(cls, confirmed: dict[str, str]) -> dict[str, str]:
        if strange := sorted(set(confirmed) - set(variants)):
            raise ValueError(f"{', '.join(strange)}: there is no such variant of remedies")
        return confirmed


def _filled(text: str) -> str:
    city = the_city()
    return text.format(city=city.name, prefecture=city.prefecture)


def _last(day: date, months: int) -> date:
    return add_months(day, months, to_open_day=True)


@dataclass(frozen=True)
class _Written:
    """The sentences of one notice."""

    kind: RemedyNotice
    issued_on: date
    known_on: date | None

    @property
    def known(self) -> date:
        return self.known_on or self.issued_on

    @property
    def appeal_by(self) -> date | None:
        return None if self.kind.order is Order.SUIT_ONLY else _last(self.known, APPEAL_MONTHS)

    @property
    def suit_by(self) -> date | None:
        return _last(self.known, SUIT_MONTHS) if self.kind.order in (Order.FREE, Order.SUIT_ONLY) else None

    @property
    def parts(self) -> list[str]:
        appeal = [] if self.appeal_by is None else [self._appeal(self.appeal_by)]
        suit = {
            Order.FREE: self._free_suit,
            Order.APPEAL_FIRST: self._suit_after_ruling,
            Order.RULING_ONLY: self._suit_against_ruling,
            Order.SUIT_ONLY: self._suit_alone,
        }[self.kind.order]()
        return [*appeal, suit]

    def _appeal(self, last: date) -> str:
        """審査請求: three months from the day after knowing, one year at the latest (行政不服審査法 第18条)."""
        kind, bar = self.kind, _last(self.issued_on, BAR_MONTHS)
        return _filled(
            f"この{kind.act}に不服があるときは、この{kind.act}があったことを知った日の翌日から起算して"
            f"{APPEAL_MONTHS}か月以内に、{kind.appeal_body}に対し、{kind.appeal}をすることができます。"
            f"{self._counted(last)}"
            f"ただし、知った日がいつであっても、この{kind.act}の日の翌日から起算して1年（{wareki(bar)}まで）を過ぎると、"
            f"正当な理由がない限り、{kind.appeal}はできません。{kind.note}"
        )

    def _counted(self, last: date) -> str:
        if self.known_on:
            return f"この通知を{wareki(self.known_on)}に受け取ったので、{wareki(last)}までです。"
        return (
            f"この通知の日（{wareki(self.issued_on)}）に知ったときは、{wareki(last)}までです。"
            "それより後に受け取って知ったときは、知った日の翌日から数えます。"
        )

    @property
    def _against(self) -> str:
        return f"{self.kind.defendant}を被告として（被告の代表者は{self.kind.representative}です）"

    def _free_suit(self) -> str:
        """取消訴訟: six months from the day after knowing, one year at the latest (行政事件訴訟法 第14条)."""
        act = self.kind.act
        return _filled(
            f"{self._own_suit()}この{act}について{self.kind.appeal}をしたときは、その裁決があったことを知った日の翌日から"
            f"起算して{SUIT_MONTHS}か月以内に起こすことができます（裁決の日の翌日から起算して1年を過ぎると、"
            "正当な理由がない限り、起こせません）。"
        )

    def _own_suit(self) -> str:
        act, last, bar = self.kind.act, _last(self.known, SUIT_MONTHS), _last(self.issued_on, BAR_MONTHS)
        return (
            f"この{act}の取消しの訴えは、この{act}があったことを知った日の翌日から起算して{SUIT_MONTHS}か月以内に、"
            f"{self._against}、裁判所に起こすことができます。{self._counted(last)}"
            f"ただし、この{act}の日の翌日から起算して1年（{wareki(bar)}まで）を過ぎると、"
            "正当な理由がない限り、訴えは起こせません。"
        )

    def _suit_alone(self) -> str:
        return _filled(self._own_suit() + self.kind.note)

    def _suit_after_ruling(self) -> str:
        """前置 with the three ways past it (行政事件訴訟法 第8条第2項)."""
        act, appeal = self.kind.act, self.kind.appeal
        return _filled(
            f"この{act}の取消しの訴えは、{appeal}に対する裁決を受けた後でなければ起こすことができません。"
            f"訴えは、裁決があったことを知った日の翌日から起算して{SUIT_MONTHS}か月以内に、{self._against}、"
            "裁判所に起こすことができます（裁決の日の翌日から起算して1年を過ぎると、正当な理由がない限り、起こせません）。"
            "ただし、次のどれかに当たるときは、裁決を待たずに起こすことができます。\n"
            f"1 {appeal}があった日の翌日から起算して3か月を過ぎても裁決がないとき\n"
            f"2 {act}、{act}の執行または手続の続行による著しい損害を避けるため、緊急の必要があるとき\n"
            "3 そのほか、裁決を経ないことについて正当な理由があるとき"
        )

    def _suit_against_ruling(self) -> str:
        """裁決主義: only the ruling can be brought before a court."""
        return _filled(
            f"裁判所に取消しの訴えを起こせるのは、この{self.kind.act}に対してではなく、{self.kind.appeal}に対する裁決に"
            f"対してだけです。訴えは、裁決があったことを知った日の翌日から起算して{SUIT_MONTHS}か月以内に、{self._against}、"
            "起こすことができます（裁決の日の翌日から起算して1年を過ぎると、正当な理由がない限り、起こせません）。"
        )

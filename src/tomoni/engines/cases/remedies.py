"""The notice of remedies (教示): where, until when and against whom a decision can be fought, with the real last days.

行政不服審査法 第82条 and 行政事件訴訟法 第46条 ask for it in every decision that can be fought. Which variant holds
depends on the procedure; the wording is the city's, always in Japanese, because it is the lawful text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tomoni.base.catalogue import Catalogue
from tomoni.base.city.api import the_city
from tomoni.base.clock import add_months, wareki


@dataclass(frozen=True)
class Remedies:
    """What stands in the notice, and the last day of an appeal when it became known on the day of issue."""

    text: str
    appeal_by: date


Variant = Callable[[date], Remedies]
variants: Catalogue[Variant] = Catalogue("variant of remedies")


def remedies_for(variant: str, issued_on: date) -> Remedies:
    """The remedies against a decision that becomes known on `issued_on`. LookupError for a variant nobody declared."""
    return variants[variant](issued_on)


def _appeal(issued_on: date) -> tuple[str, date]:
    """審査請求: three months from the day after knowing (行政不服審査法 第18条)."""
    city, last = the_city().name, add_months(issued_on, 3, to_open_day=True)
    text = (
        f"この決定に不服があるときは、この決定があったことを知った日の翌日から起算して3か月以内に、{city}長に対し、"
        f"審査請求をすることができます。この通知を{wareki(issued_on)}に知ったときは、{wareki(last)}までです。"
        "ただし、この決定の日の翌日から起算して1年を過ぎると、正当な理由がない限り、審査請求はできません。"
    )
    return text, last


def _suit(issued_on: date, *, after_ruling: bool) -> str:
    """取消訴訟: six months from the day after knowing (行政事件訴訟法 第14条)."""
    city, last = the_city().name, add_months(issued_on, 6, to_open_day=True)
    against = f"{city}を被告として（代表者は{city}長です）"
    if after_ruling:
        return (
            "この決定の取消しの訴えは、審査請求に対する裁決があったことを知った日の翌日から起算して6か月以内に、"
            f"{against}起こすことができます。審査請求の日の翌日から3か月を過ぎても裁決がないとき、著しい損害を避ける"
            "緊急の必要があるとき、そのほか正当な理由があるときは、裁決を待たずに起こすことができます。"
            "裁決の日の翌日から起算して1年を過ぎると、正当な理由がない限り、訴えは起こせません。"
        )
    return (
        "この決定の取消しの訴えは、この決定があったことを知った日の翌日から起算して6か月以内に、"
        f"{against}起こすことができます。この通知を{wareki(issued_on)}に知ったときは、{wareki(last)}までです。"
        "審査請求をしたときは、その裁決があったことを知った日の翌日から起算して6か月以内です。"
        "この決定（審査請求をしたときは裁決）の日の翌日から起算して1年を過ぎると、正当な理由がない限り、訴えは起こせません。"
    )


def _both(issued_on: date) -> Remedies:
    appeal, last = _appeal(issued_on)
    return Remedies(f"{appeal}\n\n{_suit(issued_on, after_ruling=False)}", last)


def _appeal_first(issued_on: date) -> Remedies:
    appeal, last = _appeal(issued_on)
    return Remedies(f"{appeal}\n\n{_suit(issued_on, after_ruling=True)}", last)


variants.add("both", _both)
variants.add("appeal_first", _appeal_first)

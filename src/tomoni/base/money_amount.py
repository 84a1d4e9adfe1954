"""Amounts in yen: whole numbers, rounded by a named rule, written as a city hall writes them, read as people type them.

A yen has no fraction. Whatever makes one (a rate, a share, a unit of thousand yen) names how it is rounded, because
law names it: taxes fall to the lower (切捨て), tables of the budget go by halves (四捨五入). Below zero the sign ▲
stands. Plain Python without Django, so that rules can use it; an exception carries facts, the screen words them.
"""

import decimal
import re
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction

from .kana import normal_width

BELOW_ZERO = "▲"
LARGEST = 10**16  # a hundred times what the whole country owes; more is a slip of the finger


class Rounding(Enum):
    """端数処理. Amounts below zero are rounded like those above: 切捨て goes towards zero."""

    DOWN = decimal.ROUND_DOWN  # 切捨て
    UP = decimal.ROUND_UP  # 切上げ
    HALF_UP = decimal.ROUND_HALF_UP  # 四捨五入


class Unit(Enum):
    """In what an amount is written."""

    YEN = (1, "円")
    THOUSAND = (1_000, "千円")
    TEN_THOUSAND = (10_000, "万円")
    MILLION = (1_000_000, "百万円")
    HUNDRED_MILLION = (100_000_000, "億円")

    @property
    def yen(self) -> int:
        return self.value[0]

    @property
    def word(self) -> str:
        return self.value[1]


class Wrong(StrEnum):
    """What is wrong with a typed amount."""

    EMPTY = "empty"
    NO_AMOUNT = "no amount"
    COMMA = "comma"  # 1,23円: not groups of three
    FRACTION = "fraction"  # of a yen
    LARGE = "large"


class NotAnAmount(ValueError):
    def __init__(self, typed: str, wrong: Wrong) -> None:
        super().__init__(f"{wrong}: {typed!r}")
        self.typed, self.wrong = typed, wrong


def whole_yen(amount: Decimal | Fraction | int, rounding: Rounding) -> int:
    """An amount with a fraction of a yen as yen: `whole_yen(Decimal("1234.5"), Rounding.DOWN)` is 1234."""
    exact = Fraction(amount)
    down, rest = divmod(abs(exact.numerator), exact.denominator)
    more = {
        Rounding.DOWN: False,
        Rounding.UP: rest > 0,
        Rounding.HALF_UP: 2 * rest >= exact.denominator,
    }[rounding]
    return (down + more) * (-1 if exact < 0 else 1)


def cut(amount_yen: int, to: int, rounding: Rounding) -> int:
    """An amount in steps of `to` yen: `cut(base, 1000, Rounding.DOWN)` is a tax base without what is below 1,000."""
    return whole_yen(Fraction(amount_yen, to), rounding) * to


def written(amount_yen: int, unit: Unit = Unit.YEN, rounding: Rounding | None = None) -> str:
    """1,234円, ▲1,234円, 1,235千円. A unit above a yen needs a rounding; without one it must come out even."""
    number = Fraction(amount_yen, unit.yen)
    if rounding is None and number.denominator != 1:
        raise ValueError(f"{amount_yen} yen in {unit.word} needs a named rounding")
    shown = whole_yen(number, rounding or Rounding.DOWN)
    return f"{BELOW_ZERO if shown < 0 else ''}{abs(shown):,}{unit.word}"


# Reading what was typed

_SIGN = re.compile("^(?:▲|△|[-‐‑–—―−]|マイナス)")
_MONEY = re.compile(r"^[¥￥\\]|円$")
_TIMES = {
    "兆": 10**12, "千億": 10**11, "百億": 10**10, "十億": 10**9, "億": 10**8,
    "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2,
}  # fmt: skip
_PART = re.compile(rf"([0-9,]+(?:\.[0-9]+)?)({'|'.join(_TIMES)})?")


def yen_typed(typed: str) -> int:
    """What somebody means by １，２３４, 1万2,345円, 1.5億円, 1,234千円, ▲500; NotAnAmount tells why it is none."""
    text = re.sub(r"\s", "", normal_width(typed))
    if not text:
        raise NotAnAmount(typed, Wrong.EMPTY)
    bare = _SIGN.sub("", text)
    below_zero, bare = bare != text, _MONEY.sub("", _MONEY.sub("", bare))
    total = sum(_parts(typed, bare))
    if total.denominator != 1:
        raise NotAnAmount(typed, Wrong.FRACTION)
    if total > LARGEST:
        raise NotAnAmount(typed, Wrong.LARGE)
    return -int(total) if below_zero else int(total)


def _parts(typed: str, bare: str) -> list[Fraction]:
    """1億, 2千万, 3,456: each smaller than the step before it; a point only in an amount of one part."""
    found, at, below = [], 0, None
    while at < len(bare):
        part = _PART.match(bare, at)
        if part is None:
            raise NotAnAmount(typed, Wrong.NO_AMOUNT)
        times = _TIMES.get(part[2] or "", 1)
        amount = _number(typed, part[1]) * times
        if below is not None and (times >= below or amount >= below or "." in bare):
            raise NotAnAmount(typed, Wrong.NO_AMOUNT)
        found.append(amount)
        at, below = part.end(), times
    if not found:
        raise NotAnAmount(typed, Wrong.NO_AMOUNT)
    return found


def _number(typed: str, digits: str) -> Fraction:
    whole = digits.partition(".")[0]
    if "," in digits and not re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", whole):
        raise NotAnAmount(typed, Wrong.COMMA)
    return Fraction(digits.replace(",", ""))

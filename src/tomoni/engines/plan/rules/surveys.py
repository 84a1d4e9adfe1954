"""What a share in a sample says about everybody: intervals, changes between two surveys, and the chance to notice one.

Shares are between 0 and 1. `deff` is the design effect: how many times wider than of a plain random sample the
variance is, from weights or clusters; the effective size is n / deff. `population` adds the finite population factor.
Intervals are Wilson's. The chance of noticing compares two independent surveys of equal size by the two-proportion
test at 5 % with the pooled variance under "nothing changed"; it takes no finite population factor.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import NormalDist

NORMAL = NormalDist()
Z = Decimal(repr(NORMAL.inv_cdf(0.975)))  # 1.96: 95 times in a hundred
ONE = Decimal(1)


@dataclass(frozen=True)
class Interval:
    """Where the true figure lies, 95 times in a hundred."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if self.high < self.low:
            raise ValueError(f"An interval runs from its low end to its high end ({self.low} – {self.high}).")

    def __contains__(self, value: Decimal) -> bool:
        return self.low <= value <= self.high

    @property
    def half_width(self) -> Decimal:
        return (self.high - self.low) / 2

    def times(self, factor: Decimal) -> "Interval":
        """The same interval in another unit: shares become per cent with 100."""
        return Interval(self.low * factor, self.high * factor)


@dataclass(frozen=True)
class Change:
    """The difference of two surveys and how sure it is."""

    difference: Decimal
    standard_error: Decimal
    interval: Interval

    @property
    def noticed(self) -> bool:
        """Whether "nothing changed" is outside of the interval."""
        return 0 not in self.interval  # type: ignore[operator]


def finite_factor(n: Decimal, population: int | None) -> Decimal:
    """What a sample of a small population is worth more: 1 for an endless one, 0 when everybody was asked."""
    if population is None:
        return ONE
    if population <= 1:
        return Decimal(0)
    return max(Decimal(population) - n, Decimal(0)) / (Decimal(population) - 1)


def wilson(share: Decimal, n: int, *, deff: Decimal = ONE, population: int | None = None) -> Interval:
    """Wilson's 95 % interval of a share among n answers."""
    _check(share, n=n, deff=deff)
    factor = finite_factor(Decimal(n), population) * deff
    if not factor:
        return Interval(share, share)
    effective = Decimal(n) / factor
    square = Z * Z / effective
    middle = (share + square / 2) / (1 + square)
    half = Z / (1 + square) * (share * (1 - share) / effective + square / (4 * effective)).sqrt()
    # Where everybody or nobody said yes, the end of the interval is exactly there: rounding must not pass it.
    return Interval(min(max(middle - half, Decimal(0)), share), max(min(middle + half, ONE), share))


def change_between(
    before: Decimal,
    n_before: int,
    after: Decimal,
    n_after: int,
    *,
    deff: Decimal = ONE,
    population: int | None = None,
) -> Change:
    """The change from one survey to another, independent one, with its 95 % interval."""
    error = (
        _variance(before, n_before, deff=deff, population=population)
        + _variance(after, n_after, deff=deff, population=population)
    ).sqrt()
    difference = after - before
    return Change(difference, error, Interval(difference - Z * error, difference + Z * error))


def smallest_change(share: Decimal, n: int, *, deff: Decimal = ONE) -> Decimal:
    """The smallest change that two surveys of n answers each can tell from none, near a share."""
    return Z * (2 * _variance(share, n, deff=deff, population=None)).sqrt()


def chance_of_noticing(before: Decimal, after: Decimal, n: int, *, deff: Decimal = ONE) -> Decimal:
    """The power: how likely two surveys of n answers each would notice a true change from `before` to `after`."""
    pooled, apart = _spreads(before, after)
    _check(before, n=n, deff=deff)
    effective = (Decimal(n) / deff).sqrt()
    if not apart:
        return ONE if before != after else Decimal("0.05")
    return Decimal(repr(NORMAL.cdf(float((abs(after - before) * effective - Z * pooled) / apart))))


def needed_sample(
    before: Decimal, after: Decimal, *, chance: Decimal = Decimal("0.8"), deff: Decimal = ONE
) -> int | None:
    """About how many answers each of two surveys needs to notice the change with `chance`; None for no change."""
    if before == after:
        return None
    pooled, apart = _spreads(before, after)
    sure = Decimal(repr(NORMAL.inv_cdf(float(chance))))
    plain = ((Z * pooled + sure * apart) / (after - before)) ** 2
    return int((plain * deff).to_integral_value(rounding=ROUND_HALF_UP))


def _spreads(before: Decimal, after: Decimal) -> tuple[Decimal, Decimal]:
    """Standard deviations of the difference for one answer each: pooled, and with each survey its own."""
    middle = (before + after) / 2
    pooled = (2 * middle * (1 - middle)).sqrt()
    return pooled, (before * (1 - before) + after * (1 - after)).sqrt()


def _variance(share: Decimal, n: int, *, deff: Decimal, population: int | None) -> Decimal:
    _check(share, n=n, deff=deff)
    return share * (1 - share) * deff * finite_factor(Decimal(n), population) / n


def _check(share: Decimal, *, n: int, deff: Decimal) -> None:
    if not 0 <= share <= 1:
        raise ValueError(f"A share lies between 0 and 1, not at {share}.")
    if n < 1 or deff <= 0:
        raise ValueError(f"A survey has at least one answer and a design effect above 0 (n={n}, deff={deff}).")

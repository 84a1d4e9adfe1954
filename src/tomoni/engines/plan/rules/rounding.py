"""How a figure is cut to the places it is published with. Rounding decides the published figure, so it has a name."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum


class Rounding(StrEnum):
    """Half up, as most statistics of cities; or cut off, as the ratios of the law on sound municipal finance."""

    HALF_UP = "half_up"
    TRUNCATE = "truncate"

    def to(self, places: int, value: Decimal) -> Decimal:
        """`value` with `places` decimal places. Both ways are the same above and below zero."""
        way = ROUND_HALF_UP if self is Rounding.HALF_UP else ROUND_DOWN
        return value.quantize(Decimal(1).scaleb(-places), rounding=way)

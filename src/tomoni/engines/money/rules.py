"""What is owed, and what state an invoice is in. Plain Python: amounts are whole yen."""

from datetime import date
from enum import StrEnum
from fractions import Fraction

from tomoni.base.money_amount import Rounding, whole_yen


class Standing(StrEnum):
    """Where an invoice stands. Nothing stores it: it follows from what was paid, sent back and called off."""

    OPEN = "open"
    OVERDUE = "overdue"
    PAID = "paid"
    OVERPAID = "overpaid"
    NOTHING_TO_PAY = "free"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


def charged(amount_yen: int, quantity: int, percent_off: int = 0) -> int:
    """Yen for some pieces of a fee, less the exemption; a fraction of a yen falls away (切捨て)."""
    return whole_yen(Fraction(amount_yen * quantity * (100 - percent_off), 100), Rounding.DOWN)


def standing(*, total: int, paid: int, refunded: int, cancelled: bool, due_on: date, on: date) -> Standing:
    """`paid` and `refunded` are sums in yen; a refund counts from the moment somebody approved it."""
    kept = paid - refunded
    if kept > (0 if cancelled else total):
        return Standing.OVERPAID
    if cancelled:
        return Standing.REFUNDED if paid else Standing.CANCELLED
    if total == 0:
        return Standing.NOTHING_TO_PAY
    if kept == total:
        return Standing.PAID
    if paid and kept == 0:
        return Standing.REFUNDED
    return Standing.OVERDUE if due_on < on else Standing.OPEN

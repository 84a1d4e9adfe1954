"""What is done with money, each in one transaction and written in the journal."""

from .invoicing import Line, cancel, invoice
from .paying import begin_payment, hear, take_at_counter, when_paid
from .refunding import approve_refund, ask_refund, refund_sent

__all__ = [
    "Line", "approve_refund", "ask_refund", "begin_payment", "cancel", "hear", "invoice", "refund_sent",
    "take_at_counter", "when_paid",
]  # fmt: skip

"""What services may use of money."""

from .actions import Line, approve_refund, ask_refund, begin_payment, cancel, hear, invoice, take_at_counter, when_paid
from .fees import Fee, fee, fees
from .models import Invoice
from .providers import Event, NotGenuine, Provider, providers
from .queries import invoices_about
from .rules import Standing

__all__ = [
    "Event", "Fee", "Invoice", "Line", "NotGenuine", "Provider", "Standing", "approve_refund", "ask_refund",
    "begin_payment", "cancel", "fee", "fees", "hear", "invoice", "invoices_about", "providers", "take_at_counter",
    "when_paid",
]  # fmt: skip

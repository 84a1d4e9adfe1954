"""What services may use of money: they ask for fees, and hear when something is paid."""

from .actions import Line, cancel, invoice, when_paid
from .fees import Fee, fee, fees
from .models import Invoice
from .providers import Provider, providers
from .queries import invoices_about
from .rules import Standing

__all__ = [
    "Fee", "Invoice", "Line", "Provider", "Standing", "cancel", "fee", "fees", "invoice", "invoices_about", "providers",
    "when_paid",
]  # fmt: skip

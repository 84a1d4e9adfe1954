"""Questions about invoices."""

from datetime import date

from django.db.models import F, Model, Q

from tomoni.base.references import pointing_at
from tomoni.common.people.api import Resident

from .models import Invoice, InvoiceQuerySet, Refund
from .rules import Standing


def invoices_about(thing: Model) -> InvoiceQuerySet:
    """What was asked for because of a thing, the newest first."""
    return Invoice.objects.filter(**pointing_at(thing)).with_sums()


def invoices_of(resident: Resident) -> InvoiceQuerySet:
    return Invoice.objects.filter(resident=resident).with_sums()


def invoices_where(*, words: str = "", which: str = "", on: date) -> InvoiceQuerySet:
    """The list at the desk: by number, title or payer, and by where they stand ("" for all)."""
    found = Invoice.objects.with_sums()
    if words:
        found = found.filter(Q(number__icontains=words) | Q(payer__icontains=words) | Q(title__icontains=words))
    kept = F("paid_yen") - F("refunded_yen")
    sent_back = Q(paid_yen__gt=0, paid_yen=F("refunded_yen"))
    unpaid = Q(cancelled_at=None, total_yen__gt=kept) & ~sent_back
    wanted: dict[str, Q] = {
        Standing.OPEN: unpaid & Q(due_on__gte=on),
        Standing.OVERDUE: unpaid & Q(due_on__lt=on),
        Standing.PAID: Q(cancelled_at=None, total_yen__gt=0, total_yen=kept),
        Standing.OVERPAID: Q(total_yen__lt=kept) | Q(cancelled_at__isnull=False, paid_yen__gt=F("refunded_yen")),
        Standing.CANCELLED: Q(cancelled_at__isnull=False),
    }
    return found.filter(wanted[which]) if which in wanted else found


def refunds_waiting() -> int:
    """Refunds that nobody has approved yet."""
    return Refund.objects.filter(approved_at=None).count()

"""Sending money back: asked by one, approved by another, then sent."""

from django.db import transaction
from django.db.models import Sum

from tomoni.base import clock
from tomoni.base.journal.api import write
from tomoni.common.people.api import Clerk

from ..impossible import AlreadyDone, NeedsAnother, ReasonMissing, TooMuch
from ..models import Invoice, Payment, Refund


def ask_refund(payment: Payment, *, amount_yen: int, why: str, clerk: Clerk) -> Refund:
    """Put a refund before a colleague. TooMuch when less is left of the payment."""
    if not why.strip():
        raise ReasonMissing
    with transaction.atomic():
        Invoice.objects.select_for_update().get(pk=payment.invoice_id)
        asked = payment.refunds.aggregate(sum=Sum("amount_yen", default=0))["sum"]
        if amount_yen > payment.amount_yen - asked or amount_yen <= 0:
            raise TooMuch(payment.amount_yen - asked)
        refund = Refund.objects.create(
            payment=payment, amount_yen=amount_yen, why=why.strip(), asked_at=clock.now(), asked_by=clerk
        )
        write("money.ask_refund", who=clerk, about=payment.invoice, why=refund.why, after={"amount_yen": amount_yen})
    return refund


def approve_refund(refund: Refund, *, clerk: Clerk) -> Refund:
    """Another clerk agrees. From this moment the money counts as sent back."""
    with transaction.atomic():
        Invoice.objects.select_for_update().get(payments=refund.payment_id)
        fresh = Refund.objects.select_for_update().get(pk=refund.pk)
        if fresh.approved_at:
            raise AlreadyDone
        if fresh.asked_by_id == clerk.pk:
            raise NeedsAnother
        fresh.approved_at, fresh.approved_by = clock.now(), clerk
        fresh.save(update_fields=["approved_at", "approved_by"])
        write("money.approve_refund", who=clerk, about=fresh.payment.invoice, after={"amount_yen": fresh.amount_yen})
    return fresh


def refund_sent(refund: Refund, *, clerk: Clerk, how: str) -> Refund:
    """The money has left: by which way and with which sign of the bank or the provider."""
    if not how.strip():
        raise ReasonMissing
    with transaction.atomic():
        fresh = Refund.objects.select_for_update().get(pk=refund.pk)
        if fresh.sent_at or not fresh.approved_at:
            raise AlreadyDone
        fresh.sent_at, fresh.sent_how = clock.now(), how.strip()
        fresh.save(update_fields=["sent_at", "sent_how"])
        write("money.send_refund", who=clerk, about=fresh.payment.invoice, after={"how": fresh.sent_how})
    return fresh

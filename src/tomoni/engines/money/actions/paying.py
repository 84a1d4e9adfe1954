"""Money arrives: from a provider, who may tell it late or twice, or at the counter."""

from collections.abc import Callable, Mapping

from django.db import IntegrityError, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from tomoni.base import clock
from tomoni.base.journal.api import write
from tomoni.base.money_amount import LARGEST
from tomoni.common.approvals.api import next_number
from tomoni.common.people.api import Clerk
from tomoni.common.post.api import send

from ..impossible import NothingToPay
from ..models import Attempt, Callback, Invoice, Payment, Refund
from ..providers import FAILED, PAID, Event, NotGenuine, providers

RECEIPTS = "money.receipts"
LONGEST_KEY = 80
TWICE = "同じ料金が二度支払われた"
TOO_MUCH = "請求より多く支払われた"
AFTER_CANCELLING = "取り消した請求に入金があった"

_paid: list[Callable[[Invoice], None]] = []


def when_paid[F: Callable[[Invoice], None]](follow_up: F) -> F:
    """Runs in the transaction that completes a payment; it only writes records, and looks whether it is meant."""
    _paid.append(follow_up)
    return follow_up


def begin_payment(made: Invoice, *, provider: str) -> Attempt:
    """The payer goes to a provider. NothingToPay when the invoice wants no money; LookupError for no such provider."""
    providers[provider]
    with transaction.atomic():
        locked = Invoice.objects.select_for_update().get(pk=made.pk)
        if not locked.wants_payment:
            raise NothingToPay
        return Attempt.objects.create(
            invoice=locked, provider=provider, amount_yen=locked.total_yen - locked.paid + locked.refunded,
            begun_at=clock.now(),
        )  # fmt: skip


def hear(provider: str, body: bytes, headers: Mapping[str, str]) -> Callback:
    """Take what a provider tells, once. NotGenuine when it is not signed, or speaks of nothing that we know.

    The same event told again changes nothing. A second payment of one invoice is real money: it is kept, and its
    refund is put before a person.
    """
    event = providers[provider].read(body, headers)
    try:
        with transaction.atomic():
            return _taken(provider, event)
    except IntegrityError:  # the same event at the same moment: the other one has taken it
        with transaction.atomic():
            return _taken(provider, event)


def _taken(provider: str, event: Event) -> Callback:
    found = Attempt.objects.filter(token=event.attempt, provider=provider).first()
    if found is None or event.what not in (PAID, FAILED) or not event.key or len(event.key) > LONGEST_KEY:
        raise NotGenuine
    if not 0 < event.amount_yen <= LARGEST:
        raise NotGenuine
    locked = Invoice.objects.select_for_update().get(pk=found.invoice_id)
    heard = Callback.objects.filter(provider=provider, event=event.key).first()
    if heard:
        Callback.objects.filter(pk=heard.pk).update(heard_again=F("heard_again") + 1)
        return heard
    heard = Callback.objects.create(
        provider=provider, event=event.key, attempt=found, what=event.what, amount_yen=event.amount_yen,
        heard_at=clock.now(),
    )  # fmt: skip
    if event.what == PAID and not Payment.objects.filter(attempt=found).exists():
        _received(locked, method=provider, amount_yen=event.amount_yen, attempt=found)
    elif event.what == FAILED and found.failed_at is None:
        found.failed_at, found.failure = heard.heard_at, event.failure[:40]
        found.save(update_fields=["failed_at", "failure"])
        write("money.attempt_failed", who=None, about=locked, after={"failure": found.failure})
    return heard


def take_at_counter(made: Invoice, *, clerk: Clerk) -> Payment:
    """Cash for what is still owed, with its receipt."""
    with transaction.atomic():
        locked = Invoice.objects.select_for_update().get(pk=made.pk)
        if not locked.wants_payment:
            raise NothingToPay
        owed = locked.total_yen - locked.paid + locked.refunded
        return _received(locked, method=Payment.COUNTER, amount_yen=owed, clerk=clerk)


def _received(
    locked: Invoice, *, method: str, amount_yen: int, attempt: Attempt | None = None, clerk: Clerk | None = None
) -> Payment:
    was_wanted = locked.wants_payment
    payment = Payment.objects.create(
        invoice=locked, attempt=attempt, method=method, amount_yen=amount_yen, received_at=clock.now(), taken_by=clerk,
        receipt=next_number(RECEIPTS, clock.today(), mark="領", pattern="{era}-{mark}-{number:05d}"),
    )  # fmt: skip
    write("money.receive", who=clerk, about=locked, after={"receipt": payment.receipt, "amount_yen": amount_yen})
    if was_wanted and not locked.wants_payment:
        for follow_up in _paid:
            follow_up(locked)
    surplus = locked.paid - locked.refunded - (0 if locked.cancelled_at else locked.total_yen)
    if surplus > 0:
        _ask_back(locked, payment, min(surplus, amount_yen))
    _tell(locked, payment)
    return payment


def _ask_back(locked: Invoice, payment: Payment, surplus_yen: int) -> None:
    why = AFTER_CANCELLING if locked.cancelled_at else TWICE if surplus_yen == payment.amount_yen else TOO_MUCH
    refund = Refund.objects.create(payment=payment, amount_yen=surplus_yen, why=why, asked_at=clock.now())
    write("money.ask_refund", who=None, about=locked, why=why, after={"amount_yen": refund.amount_yen})


def _tell(locked: Invoice, payment: Payment) -> None:
    facts = {"invoice": locked, "payment": payment, "url": locked.link}
    if locked.resident or locked.email:
        send(
            to=locked.resident or locked.email, kind="money.receipt", key=f"payment-{payment.pk}", about=locked,
            address=locked.email if locked.resident else "", language=locked.language, subject=_("領収のお知らせ"),
            body=lambda: render_to_string("money/mail/receipt.txt", facts),
        )  # fmt: skip

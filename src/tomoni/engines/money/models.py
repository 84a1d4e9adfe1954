"""Invoices, what was tried and paid on them, what was sent back. Rows are added; none of them is rewritten."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from tomoni.base.clock import JAPAN, today
from tomoni.base.references import About
from tomoni.common.people.api import Clerk, Resident

from .rules import Standing, standing

STANDINGS = {
    Standing.OPEN: _("支払いを待っている"),
    Standing.OVERDUE: _("期限を過ぎている"),
    Standing.PAID: _("支払い済み"),
    Standing.OVERPAID: _("多く受け取っている"),
    Standing.NOTHING_TO_PAY: _("支払いなし（免除）"),
    Standing.CANCELLED: _("取り消し"),
    Standing.REFUNDED: _("返金済み"),
}


def new_token() -> str:
    """131 bits, enough that knowing it is the right to see what it opens."""
    return get_random_string(22)


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    def with_sums(self) -> Self:
        """Each with what was paid on it and what of that was sent back, in the same query."""
        paid = Payment.objects.filter(invoice=OuterRef("pk")).order_by().values("invoice")
        back = Refund.objects.filter(payment__invoice=OuterRef("pk"), approved_at__isnull=False).order_by()
        return self.annotate(
            paid_yen=Coalesce(Subquery(paid.annotate(sum=Sum("amount_yen")).values("sum")), 0),
            refunded_yen=Coalesce(
                Subquery(back.values("payment__invoice").annotate(sum=Sum("amount_yen")).values("sum")), 0
            ),
        )


class Invoice(About):
    """納入通知: what somebody owes, on what basis, until when."""

    number = models.CharField(_("番号"), max_length=40, unique=True)
    token = models.CharField(max_length=22, unique=True, default=new_token, editable=False)
    title = models.CharField(_("何の支払いか"), max_length=200)
    payer = models.CharField(_("払う人"), max_length=200)
    resident = models.ForeignKey(Resident, null=True, blank=True, on_delete=models.PROTECT, related_name="invoices")
    email = models.EmailField(_("メールアドレス"), blank=True)
    language = models.CharField(max_length=10, default="ja")
    lines = models.JSONField()  # [{fee, title, per, unit_yen, quantity, percent_off, exemption, basis, amount_yen}]
    total_yen = models.PositiveBigIntegerField(_("金額（円）"))
    issued_on = models.DateField(_("請求した日"))
    due_on = models.DateField(_("支払いの期限"))
    issued_by = models.ForeignKey(Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=300, blank=True)
    invented = models.BooleanField(default=False)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("請求")
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="a_cancelled_invoice_says_why",
                condition=Q(cancelled_at=None, cancelled_why="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_why="")),
            ),
            models.CheckConstraint(name="an_invoice_is_due_after_its_issue", condition=Q(due_on__gte=F("issued_on"))),
        ]
        indexes = [
            models.Index(fields=["about_type", "about_id"], name="invoices_about"),
            models.Index(fields=["due_on"], name="invoices_due"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("pay", args=[self.token])

    @property
    def link(self) -> str:
        """Its address in full, for letters."""
        return settings.ORIGIN + self.get_absolute_url()

    @property
    def paid(self) -> int:
        """Yen that arrived."""
        if "paid_yen" in self.__dict__:  # asked together with others (`with_sums`)
            return int(self.__dict__["paid_yen"])
        return int(self.payments.aggregate(sum=Sum("amount_yen", default=0))["sum"])

    @property
    def refunded(self) -> int:
        """Yen that somebody approved to send back."""
        if "refunded_yen" in self.__dict__:
            return int(self.__dict__["refunded_yen"])
        back = Refund.objects.filter(payment__invoice=self, approved_at__isnull=False)
        return int(back.aggregate(sum=Sum("amount_yen", default=0))["sum"])

    def standing_on(self, on: date) -> Standing:
        return standing(
            total=self.total_yen, paid=self.paid, refunded=self.refunded, cancelled=self.cancelled_at is not None,
            due_on=self.due_on, on=on,
        )  # fmt: skip

    @property
    def standing(self) -> Standing:
        return self.standing_on(today())

    @property
    def said_standing(self) -> str:
        return str(STANDINGS[self.standing])

    @property
    def wants_payment(self) -> bool:
        return self.standing in (Standing.OPEN, Standing.OVERDUE)


class Attempt(models.Model):
    """Somebody went to a provider to pay. What became of it are the stamps, in whichever order they arrive."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="attempts")
    token = models.CharField(max_length=22, unique=True, default=new_token, editable=False)  # what the provider gets
    provider = models.CharField(max_length=20)
    amount_yen = models.PositiveBigIntegerField()
    begun_at = models.DateTimeField()
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["begun_at", "id"]

    def __str__(self) -> str:
        return f"{self.invoice.number} {self.provider}"


class Callback(models.Model):
    """What a provider told us (入金の知らせ). The same event is one row, however often it is told."""

    provider = models.CharField(max_length=20)
    event = models.CharField(max_length=80)
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="callbacks")
    what = models.CharField(max_length=10)
    amount_yen = models.PositiveBigIntegerField()
    heard_at = models.DateTimeField()
    heard_again = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["heard_at", "id"]
        constraints = [models.UniqueConstraint(fields=["provider", "event"], name="an_event_is_taken_once")]

    def __str__(self) -> str:
        return f"{self.provider} {self.event}"


class Payment(models.Model):
    """Money that arrived, with its receipt (領収). An attempt is paid once."""

    COUNTER = "counter"

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="payments")
    attempt = models.OneToOneField(Attempt, null=True, blank=True, on_delete=models.PROTECT, related_name="payment")
    method = models.CharField(max_length=20)
    amount_yen = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    taken_by = models.ForeignKey(Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    receipt = models.CharField(max_length=40, unique=True)

    class Meta:
        ordering = ["received_at", "id"]
        constraints = [
            models.CheckConstraint(name="a_payment_is_of_some_yen", condition=Q(amount_yen__gt=0)),
            models.CheckConstraint(
                name="cash_is_taken_by_somebody_and_the_rest_by_an_attempt",
                condition=Q(method="counter", taken_by__isnull=False, attempt=None)
                | (~Q(method="counter") & Q(attempt__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def received_on(self) -> date:
        """The day in Japan."""
        return timezone.localtime(self.received_at, JAPAN).date()


class Refund(models.Model):
    """還付: asked by one person, approved by another, then sent."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    amount_yen = models.PositiveBigIntegerField()
    why = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_how = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(name="a_refund_is_of_some_yen", condition=Q(amount_yen__gt=0)),
            models.CheckConstraint(
                name="a_refund_is_approved_by_another",
                condition=Q(approved_by=None) | Q(asked_by=None) | ~Q(approved_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="a_refund_is_sent_after_approval",
                condition=Q(sent_at=None) | Q(approved_at__isnull=False, approved_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment.receipt} ▲{self.amount_yen}"


class DemoCall(models.Model):
    """What the provider of a demonstration is going to tell us, and when: a company of its own in one table."""

    event = models.CharField(max_length=80)
    attempt_token = models.CharField(max_length=22)
    what = models.CharField(max_length=10)
    amount_yen = models.PositiveBigIntegerField()
    tell_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["told_at", "tell_at"], name="demo_calls_due")]

    def __str__(self) -> str:
        return self.event

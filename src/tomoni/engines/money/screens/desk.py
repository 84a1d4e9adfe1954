"""The books at the desk: what is owed and paid, cash, calling off, sending back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tomoni.base.clock import today
from tomoni.base.doors import open_to
from tomoni.base.money_amount import written
from tomoni.base.sheets import csv_of, xlsx_of
from tomoni.common.people.api import clerk_of, may, person_of, seen

from ..actions import approve_refund, ask_refund, cancel, refund_sent, take_at_counter
from ..forms import CancelForm, Looking, RefundForm, SentForm
from ..impossible import AlreadyDone, AlreadyPaid, NeedsAnother, NothingToPay, NotPossible, TooMuch
from ..models import Invoice, Payment, Refund
from ..queries import invoices_where
from ..rights import KEEPS_MONEY, REFUND, REFUNDS

PER_PAGE = 50
WORDS = {
    NothingToPay: gettext_lazy("この請求には、もう払うものがありません。"),
    AlreadyPaid: gettext_lazy("入金があります。先に返金してから取り消してください。"),
    NeedsAnother: gettext_lazy("返金を頼んだ人は、認めることができません。ほかの人が認めてください。"),
    AlreadyDone: gettext_lazy("この返金は、もう済んでいます。"),
}


def _looked_for(request: HttpRequest) -> tuple[Looking, Any]:
    form = Looking(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    return form, invoices_where(words=asked.get("q", ""), which=asked.get("which", ""), on=today())


@never_cache
@require_safe
@open_to(KEEPS_MONEY)
def invoices(request: HttpRequest) -> HttpResponse:
    """Every invoice, the newest first, and the refunds that wait."""
    form, found = _looked_for(request)
    waiting = Refund.objects.filter(sent_at=None).select_related("payment__invoice", "asked_by")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.urlencode()
    context = {
        "page": page,
        "filters": form,
        "waiting": waiting,
        "rail": "money",
        "query": f"?{query}" if query else "",
    }
    return render(request, "money/desk/invoices.html", context)


HEADS = [
    "番号",
    "何の支払いか",
    "払う人",
    "金額（円）",
    "入金（円）",
    "返金（円）",
    "いま",
    "請求した日",
    "期限",
    "見本",
]


@never_cache
@require_safe
@open_to(KEEPS_MONEY)
def invoices_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same list as CSV or Excel."""
    rows = [
        [
            one.number, one.title, one.payer, one.total_yen, one.paid, one.refunded, one.said_standing, one.issued_on,
            one.due_on, "見本" if one.invented else "",
        ]
        for one in _looked_for(request)[1]
    ]  # fmt: skip
    write = xlsx_of if form == "xlsx" else csv_of
    return write(HEADS, rows, name="invoices")


@never_cache
@require_safe
@open_to(KEEPS_MONEY)
def invoice(request: HttpRequest, number: str) -> HttpResponse:
    """One invoice: what was asked, tried, paid and sent back, and what can be done."""
    return _shown(request, _found(number), {})


def _found(number: str) -> Invoice:
    together = ("payments__refunds__asked_by", "payments__refunds__approved_by", "payments__taken_by")
    found = Invoice.objects.with_sums().prefetch_related(*together, "attempts__callbacks")
    return get_object_or_404(found.select_related("resident"), number=number)


def _shown(request: HttpRequest, made: Invoice, bound: dict[str, forms.Form]) -> HttpResponse:
    clerk = clerk_of(request)
    seen(who=clerk, about=made, whose=made.resident, why=_("料金と入金の扱い"), screen="desk-invoice")
    wrong = [form for form in bound.values() if form.errors]
    context = {
        "invoice": made,
        "cancel_form": CancelForm(prefix="cancel"),
        "refund_form": RefundForm(prefix="refund"),
        "sent_form": SentForm(prefix="sent"),
        "approves": may(person_of(request), REFUND.key),
        "clerk": clerk,
        "rail": "money",
        "wrong": wrong[0] if wrong else None,
    } | bound
    return render(request, "money/desk/invoice.html", context, status=422 if wrong else 200)


def _done(request: HttpRequest, number: str, act: Callable[[], object], words: str) -> HttpResponse:
    """Do it and go back; what is not possible is said in words."""
    try:
        act()
        messages.success(request, words)
    except TooMuch as wrong:
        messages.error(request, _("返せるのは%(left)sまでです。") % {"left": written(wrong.left_yen)})
    except NotPossible as wrong:
        messages.error(request, str(WORDS[type(wrong)]))
    return redirect("desk-invoice", number)


@never_cache
@require_POST
@open_to(KEEPS_MONEY)
def take_cash(request: HttpRequest, number: str) -> HttpResponse:
    made = get_object_or_404(Invoice, number=number)
    return _done(
        request,
        number,
        lambda: take_at_counter(made, clerk=clerk_of(request)),
        _("受け取りました。領収書を渡してください。"),
    )


@never_cache
@require_POST
@open_to(KEEPS_MONEY)
def call_off(request: HttpRequest, number: str) -> HttpResponse:
    made, form = _found(number), CancelForm(request.POST, prefix="cancel")
    if not form.is_valid():
        return _shown(request, made, {"cancel_form": form})
    why = form.cleaned_data["why"]
    return _done(request, number, lambda: cancel(made, clerk=clerk_of(request), why=why), _("請求を取り消しました。"))


@never_cache
@require_POST
@open_to(KEEPS_MONEY)
def ask_back(request: HttpRequest, number: str, receipt: str) -> HttpResponse:
    made, form = _found(number), RefundForm(request.POST, prefix="refund")
    payment = get_object_or_404(Payment, invoice=made, receipt=receipt)
    if not form.is_valid():
        return _shown(request, made, {"refund_form": form})
    facts = form.cleaned_data
    return _done(
        request,
        number,
        lambda: ask_refund(payment, amount_yen=facts["amount"], why=facts["why"], clerk=clerk_of(request)),
        _("返金を頼みました。ほかの人が認めると返せます。"),
    )


@never_cache
@require_POST
@open_to(REFUNDS)
def approve(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    refund = get_object_or_404(Refund, pk=pk, payment__invoice__number=number)
    return _done(request, number, lambda: approve_refund(refund, clerk=clerk_of(request)), _("返金を認めました。"))


@never_cache
@require_POST
@open_to(KEEPS_MONEY)
def sent(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    made, form = _found(number), SentForm(request.POST, prefix="sent")
    refund = get_object_or_404(Refund, pk=pk, payment__invoice=made)
    if not form.is_valid():
        return _shown(request, made, {"sent_form": form})
    how = form.cleaned_data["how"]
    return _done(
        request, number, lambda: refund_sent(refund, clerk=clerk_of(request), how=how), _("返金を記録しました。")
    )

"""The side of whoever pays: the invoice by its link, the way to a provider and back, the receipt."""

from datetime import datetime, time

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tomoni.base.city.api import the_city
from tomoni.base.clock import JAPAN, today
from tomoni.base.doors import PUBLIC, open_to
from tomoni.base.printing import print_letter
from tomoni.base.sheets import csv_of
from tomoni.common.people.api import SIGNED_IN, person_of

from ..actions import begin_payment, hear
from ..fees import fees, money_settings, said
from ..impossible import NothingToPay
from ..models import Invoice
from ..printed import receipt_letter
from ..providers import NotGenuine, providers
from ..queries import invoices_of

MOST_BYTES = 20_000  # of what a provider tells
PER_PAGE = 30


def _invoice(token: str) -> Invoice:
    return get_object_or_404(Invoice.objects.with_sums().prefetch_related("payments", "attempts"), token=token)


@never_cache
@require_safe
@open_to(PUBLIC)
def pay(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked and why, and the ways to pay it. The link is the right to see it."""
    invoice = _invoice(token)
    attempts = list(invoice.attempts.all())
    last = attempts[-1] if attempts else None
    context = {
        "invoice": invoice,
        "providers": list(providers.values()),
        "waiting": last is not None and last.failed_at is None and invoice.wants_payment,
        "failed": last is not None and last.failed_at is not None and invoice.wants_payment,
    }
    return render(request, "money/pay.html", context)


@never_cache
@require_POST
@open_to(PUBLIC)
def pay_by(request: HttpRequest, token: str, provider: str) -> HttpResponse:
    """Off to the provider."""
    invoice = _invoice(token)
    if provider not in providers:
        raise Http404
    try:
        attempt = begin_payment(invoice, provider=provider)
    except NothingToPay:
        messages.info(request, _("この支払いは、もう済んでいます。"))
        return redirect(invoice)
    return redirect(providers[provider].address(attempt))


@never_cache
@require_safe
@open_to(PUBLIC)
def pay_receipt(request: HttpRequest, token: str, receipt: str) -> HttpResponse:
    """The receipt as PDF."""
    invoice = _invoice(token)
    payment = next((one for one in invoice.payments.all() if one.receipt == receipt), None)
    if payment is None:
        raise Http404
    on = datetime.combine(payment.received_on, time(), JAPAN)
    made = print_letter(receipt_letter(payment), at=on, foot=the_city().name)
    answer = HttpResponse(made.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="receipt.pdf"'
    return answer


@csrf_exempt
@never_cache
@require_POST
@open_to(PUBLIC)
def heard(request: HttpRequest, provider: str) -> HttpResponse:
    """A provider calls. Its signature is what lets it in; told twice, it gets the same answer."""
    if provider not in providers:
        raise Http404
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        hear(provider, body, request.headers)
    except NotGenuine:
        return HttpResponse(status=400)
    return HttpResponse("OK", content_type="text/plain")


@never_cache
@require_safe
@open_to(SIGNED_IN)
def my_payments(request: HttpRequest) -> HttpResponse:
    """What I owe and what I paid."""
    resident = person_of(request).resident
    found = invoices_of(resident) if resident else Invoice.objects.none()
    return render(request, "money/mine.html", {"page": Paginator(found, PER_PAGE).get_page(request.GET.get("page"))})


@require_safe
@open_to(PUBLIC)
def fee_table(request: HttpRequest) -> HttpResponse:
    """The fees of today, with their basis and who pays less."""
    table = [
        {"fee": one, "title": said(one), "grounds": [(said(ground), ground.percent) for ground in one.exemptions]}
        for one in fees(today())
    ]
    return render(request, "money/fees.html", {"fees": table, "made": money_settings().invented})


@require_safe
@open_to(PUBLIC)
def fees_csv(request: HttpRequest) -> HttpResponse:
    heads = ["キー", "名称", "金額（円）", "単位", "根拠", "根拠の確認", "適用開始日", "減免"]
    rows = [
        [
            one.key, one.title, one.amount, one.per, one.basis, "済" if one.confirmed else "未", one.since.isoformat(),
            "；".join(f"{said(ground)} {ground.percent}%" for ground in one.exemptions),
        ]
        for one in fees(today())
    ]  # fmt: skip
    return csv_of(heads, rows, name="fees")

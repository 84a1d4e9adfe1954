"""Asking for money, and calling that off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from tomoni.base import clock
from tomoni.base.journal.api import write
from tomoni.common.approvals.api import next_number
from tomoni.common.people.api import Clerk, Resident
from tomoni.common.post.api import send

from ..fees import fee, money_settings
from ..impossible import AlreadyPaid, NothingToPay, ReasonMissing
from ..models import Invoice
from ..rules import charged

NUMBERS = "money.invoices"


@dataclass(frozen=True)
class Line:
    """So many pieces of a fee, and on what ground less than its amount is asked."""

    fee: str
    quantity: int = 1
    exemption: str = ""


def invoice(
    *,
    about: Model,
    lines: Sequence[Line],
    title: str,
    payer: str,
    resident: Resident | None = None,
    email: str = "",
    language: str = "ja",
    clerk: Clerk | None = None,
    on: date | None = None,
    invented: bool = False,
) -> Invoice:
    """Ask for the fees of some pieces, as the table stands on the day; whoever has an address is told.

    LookupError when the table has no such fee or exemption. An invoice of nothing is kept too: it says on what ground
    nothing is asked.
    """
    on = on or clock.today()
    asked = [_line(line, on) for line in lines]
    with transaction.atomic():
        made = Invoice.objects.create(
            number=next_number(NUMBERS, on, mark="収", pattern="{era}-{mark}-{number:05d}"),
            about=about, title=title, payer=payer, resident=resident, email=email, language=language, lines=asked,
            total_yen=sum(line["amount_yen"] for line in asked), issued_on=on,
            due_on=on + timedelta(days=money_settings().pay_within_days), issued_by=clerk, invented=invented,
        )  # fmt: skip
        write("money.invoice", who=clerk, about=made, after={"total_yen": made.total_yen, "lines": asked})
        if made.total_yen:
            _tell(made)
    return made


def _line(line: Line, on: date) -> dict[str, Any]:
    row = fee(line.fee, on)
    ground = row.exemption(line.exemption)
    off = ground.percent if ground else 0
    return {
        "fee": row.key, "title": row.title, "per": row.per, "unit_yen": row.amount, "quantity": line.quantity,
        "percent_off": off, "exemption": ground.title if ground else "",
        "basis": "、".join(part for part in (row.basis, ground.basis if ground else "") if part),
        "amount_yen": charged(row.amount, line.quantity, off),
    }  # fmt: skip


def _tell(made: Invoice) -> None:
    if made.resident or made.email:
        send(
            to=made.resident or made.email, kind="money.invoice", key=f"invoice-{made.pk}", about=made,
            address=made.email if made.resident else "", language=made.language,
            subject=_("支払いのお願い"),
            body=lambda: render_to_string("money/mail/invoice.txt", {"invoice": made, "url": made.link}),
        )  # fmt: skip


def cancel(made: Invoice, *, clerk: Clerk, why: str) -> Invoice:
    """Call an invoice off (調定の取消し). One on which money has arrived is sent back first."""
    if not why.strip():
        raise ReasonMissing
    with transaction.atomic():
        locked = Invoice.objects.select_for_update().get(pk=made.pk)
        if locked.cancelled_at:
            raise NothingToPay
        if locked.paid > locked.refunded:
            raise AlreadyPaid
        locked.cancelled_at, locked.cancelled_why = clock.now(), why.strip()
        locked.save(update_fields=["cancelled_at", "cancelled_why"])
        write("money.cancel", who=clerk, about=locked, why=locked.cancelled_why)
    return locked

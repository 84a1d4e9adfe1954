"""What money holds of a resident. Papers of money stay five years after the fiscal year in which they were closed."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.money_amount import written
from tomoni.common.people.api import Resident
from tomoni.common.people.erasure import forget
from tomoni.common.people.looks import Told, told_as
from tomoni.common.people.my_data import Fact, Fate, Keeper, Thing, end_of_keeping, facts_from, keeper

from .models import Invoice
from .queries import invoices_of

KEPT_YEARS = 5  # as long as a claim of the city lives (地方自治法236条)
ERASED = "（消去）"


@told_as("money.invoice")
def invoice_as_told(invoice: Invoice) -> Told:
    return Told(_("支払い「%(title)s」") % {"title": invoice.title}, invoice.get_absolute_url())


@keeper
class Invoices(Keeper):
    key, title, place = "money.invoices", gettext_lazy("支払い"), 45
    models = ("money.invoice",)

    def tells(self, resident: Resident) -> Iterable[Thing]:
        for invoice in invoices_of(resident).prefetch_related("payments"):
            facts = facts_from(invoice, "number", "title", "payer", "email", "total_yen", "issued_on", "due_on")
            facts.append(Fact("standing", _("いま"), invoice.said_standing))
            facts += [
                Fact("receipt", _("領収"), f"{one.receipt} {written(one.amount_yen)}") for one in invoice.payments.all()
            ]
            yield Thing(invoice.number, facts)

    def fates(self, resident: Resident, on: date) -> Iterable[Fate]:
        for invoice in invoices_of(resident):
            until = _kept_until(invoice)
            if until is None or until >= on:
                why = _("お金の書類は、終わった年度のあと5年残します。") if until else _("支払いが終わっていません。")
                yield Fate(invoice.number, 1, kept=True, until=until, because=why)
            else:
                yield Fate(invoice.number, 1)

    def erase(self, resident: Resident, on: date, *, who: Model | None) -> None:
        for invoice in invoices_of(resident):
            until = _kept_until(invoice)
            if until is not None and until < on:
                forget(invoice, who=who)
                Invoice.objects.filter(pk=invoice.pk).update(resident=None, payer=ERASED, email="")


def _kept_until(invoice: Invoice) -> date | None:
    """The last day of keeping; None while money is owed by either side."""
    if invoice.wants_payment or invoice.standing == "overpaid":
        return None
    last = max([invoice.due_on, *(payment.received_on for payment in invoice.payments.all())])
    return end_of_keeping(last, KEPT_YEARS)

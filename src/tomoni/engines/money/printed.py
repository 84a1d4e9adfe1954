"""The receipt on paper (領収書)."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from tomoni.base.city.api import the_city
from tomoni.base.clock import wareki
from tomoni.base.money_amount import written
from tomoni.base.printing import Letter, Part

from .models import Payment


def receipt_letter(payment: Payment) -> Letter:
    """What was received of whom, for what, on which basis."""
    city, invoice = the_city(), payment.invoice
    with override("ja"):
        lines = tuple((line["title"], _said(line)) for line in invoice.lines)
        facts = (
            (_("金額"), written(payment.amount_yen)),
            (_("受け取った日"), wareki(payment.received_on)),
            (_("請求の番号"), invoice.number),
            (_("何の支払いか"), invoice.title),
        )
        return Letter(
            title=_("領収書"),
            name=invoice.payer,
            number=payment.receipt,
            day=wareki(payment.received_on),
            sender=(_("%(city)s会計管理者") % {"city": city.name},),
            parts=(Part(text=_("次の金額を受け取りました。"), facts=facts), Part(heading=_("内訳"), facts=lines)),
            contact=(city.office.name, city.office.address, _("電話 %(phone)s") % {"phone": city.office.phone}),
            made=invoice.invented,
        )


def _said(line: dict[str, object]) -> str:
    pieces = f"{written(int(str(line['unit_yen'])))}×{line['quantity']}{line['per']}"
    off = _("（%(ground)sで%(percent)s%%減）") % {"ground": line["exemption"], "percent": line["percent_off"]}
    return f"{pieces}{off if line['percent_off'] else ''}　{written(int(str(line['amount_yen'])))}"

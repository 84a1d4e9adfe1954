"""What money hangs into the desk, my page and the list of open data."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tomoni.base.design.frame import rail
from tomoni.base.money_amount import written
from tomoni.base.opendata import csv, dataset
from tomoni.common.people.api import Clerk, Note, Resident, noting, posts_of
from tomoni.common.people.shelves import Line, shelf

from .queries import invoices_of, refunds_waiting
from .rights import KEEPS_MONEY, REFUND

rail("money", _("料金と入金"), "desk-money", right=KEEPS_MONEY)
dataset(
    "fees", _("手数料の表"), says=_("市が受け取る手数料の名前、金額、根拠、減らしたり取らなかったりする場合。"),
    renewed=_("金額や決まりが変わったとき"), forms=(csv("fees-csv"),), page="fees",
)  # fmt: skip


@noting("money")
def refunds(clerk: Clerk, on: date) -> Iterable[Note]:
    """How many refunds wait for somebody to approve them."""
    if not any(post.charges(REFUND.key) for post in posts_of(clerk, on)):
        return
    if number := refunds_waiting():
        yield Note(_("認めるのを待っている返金"), str(number), reverse("desk-money"), _("料金と入金を見る"))


@shelf(
    "money", icon="document", title=_("支払い"), says=_("市へ払うもの、払ったもの"), url_name="my-payments", place=35
)
def my_payments(resident: Resident) -> Iterable[Line]:
    return [
        Line(one.title, f"{written(one.total_yen)} {one.said_standing}", one.get_absolute_url())
        for one in invoices_of(resident)[:2]
    ]

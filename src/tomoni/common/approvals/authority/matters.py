"""What papers are about, as the rules of standing authority name it, at which stage, and what sends one higher.

    matter("culture.loan", _("所蔵品の貸出し"))

A service may add matters of its own; the usual ones of a city hall stand here.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tomoni.base.catalogue import Catalogue


class Stage(TextChoices):
    """A purchase is decided three times, each by its own column of the table."""

    PLAN = "plan", _("執行伺")
    COMMIT = "commit", _("支出負担行為")
    PAY = "pay", _("支出命令")


class Escalator(TextChoices):
    """Asked at drafting; a tick sends the paper higher than its rule."""

    COUNCIL = "council", _("議会に関わる")
    IMPORTANT = "important", _("重要なこと")
    UNUSUAL = "unusual", _("いつもとちがう、めずらしいこと")
    PRECEDENT = "precedent", _("先例になること")
    DISPUTED = "disputed", _("争いがある、または争いになりそうなこと")


@dataclass(frozen=True)
class Matter:
    key: str
    title: str | Promise


matters: Catalogue[Matter] = Catalogue("matter")


def matter(key: str, title: str | Promise) -> Matter:
    """Make a matter known to the rules."""
    return matters.add(key, Matter(key, title))


def title_of(key: str) -> str:
    return str(matters[key].title) if key in matters else key


GENERAL = matter("general", _("一般の事務"))
POLICY = matter("policy", _("市政の基本の方針"))
ORDINANCE = matter("ordinance", _("条例・規則・議案"))
SUIT = matter("suit", _("訴訟・和解"))
GOODS = matter("goods", _("物品の購入"))
WORKS = matter("works", _("工事"))
COMMISSION = matter("commission", _("委託"))
SUBSIDY = matter("subsidy", _("補助金"))
CHANGE = matter("contract_change", _("契約の変更"))
FOOD = matter("food", _("食糧費"))
TRAVEL = matter("travel", _("旅行"))
CONSULTATION = matter("consultation", _("協議"))
DISPOSAL = matter("disposal", _("文書の移管・廃棄"))

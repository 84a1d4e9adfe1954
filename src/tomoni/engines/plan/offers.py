"""What the plan hangs into the house: a duty, an item of the desk, its data sets, and what can be searched."""

from django.utils.translation import gettext_lazy as _

from tomoni.base.design.frame import rail
from tomoni.base.opendata import atom, csv, dataset, json
from tomoni.common.people.api import declare_duty, duty

from . import findable, proposing  # noqa: F401 (they declare what can be searched, and the paper of a target)
from .documents import offers as documents  # noqa: F401 (it declares the duty, the item and the files of documents)

declare_duty("plan.edit", _("計画の数字の管理"))
rail("plan", _("計画の数字"), "desk-plan", right=duty("plan.edit"))
dataset(
    "plan-figures",
    _("総合計画の指標"),
    says=_("基準、目標、いまの値、区間、判定とその理由。1行に1つの指標。"),
    renewed=_("記録が変わったとき"),
    forms=(csv("plan-figures-csv"), json("machines:plan"), atom("plan-changes")),
)
dataset(
    "plan-book",
    _("総合計画のすべての値と定義"),
    says=_(
        "公表された値、訂正の前と後、数えた値、その種類ともと、判定、定義。1行に1つの値。列の意味を書いた表が付いています。"
    ),
    renewed=_("記録が変わったとき"),
    forms=(csv("plan-book-values"), json("plan-book-told"), csv("plan-book-dictionary")),
    page="plan-book",
)

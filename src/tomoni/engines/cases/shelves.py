"""Cases on my page: those that are open first, and how each stands."""

from collections.abc import Iterable

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.design.parts.days import day
from tomoni.common.people.api import Resident
from tomoni.common.people.shelves import SHOWN, Line, shelf


@shelf(
    "cases", icon="document", title=gettext_lazy("わたしの申請"),
    says=gettext_lazy("出したものが、いまどこにあるか"), url_name="my-cases", place=10,
)  # fmt: skip
def my_cases(resident: Resident) -> Iterable[Line]:
    newest = resident.cases.select_related("definition").order_by(F("closed_on").desc(nulls_first=True), "-pk")
    for case in newest[:SHOWN]:
        note = str(case.get_state_display())
        if case.is_open and case.promises_a_day:
            note += _("・%(day)sまでに結果") % {"day": day(case.due_on)}
        yield Line(f"{case.title}　{case.subject}", note, case.get_absolute_url())

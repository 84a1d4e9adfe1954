"""The committee's sheets on my page, for whoever sits on it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.clock import today
from tomoni.common.people.api import Resident
from tomoni.common.people.shelves import Line, shelf

from .queries import before_the_committee, sits_on_committee


@shelf(
    "committee", icon="voice", title=gettext_lazy("評価委員会の仕事"),
    says=gettext_lazy("市の評価シートを読んで、意見を書く"), url_name="my-committee", place=30, for_some=True,
)  # fmt: skip
def my_committee(resident: Resident) -> Iterable[Line]:
    if not sits_on_committee(resident, today()):
        return []
    number = before_the_committee().count()
    return [Line(_("読むシートが%(number)d枚あります") % {"number": number} if number else _("いまはありません"))]

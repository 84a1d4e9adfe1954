"""Office papers (庁内の文書): a clerk writes what is to be decided, the city's rules say who decides it, and why.

The form asks amount and circumstances; before it goes round, the clerk sees the route and the reason for it. Whoever
is on the route seals; the decision is put into effect with a number of the section's series, completed under the usual
class of the city's table, and found again in the register of documents.
"""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tomoni.base.design.frame import rail
from tomoni.common.approvals.api import NumberedAt, Paper, kind
from tomoni.common.people.api import STAFF

from .models import OfficePaper

Sort = OfficePaper.Sort
CLASSES = {Sort.PURCHASE: "C1-01", Sort.TRAVEL: "A2-01", Sort.CONSULTATION: "B2-01", Sort.GENERAL: "A1-09"}

rail("office_papers", _("伺いを書く"), "desk-office-papers", right=STAFF, place=25)


def _mend_at(paper: Paper) -> str:
    return "" if paper.is_up else reverse("desk-office-paper-mend", args=[paper.pk])


for sort in Sort:
    kind(
        f"office_papers.{sort.value}",
        sort.label,
        numbered_at=NumberedAt.DISPATCH,
        own_words=False,
        rewrite_at=_mend_at,
        file_class=CLASSES[sort],
    )

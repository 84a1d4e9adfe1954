"""The papers of a decision that is fought stay until the appeal, and the time for a suit, is over."""

from datetime import date

from tomoni.common.approvals.api import Hold, hold, release

from ..holdings import holds
from ..models import Appeal, Case
from .deciding import papers_of

OVER = "審査請求と、訴えを起こせる間が終わった"


def hold_papers(case: Case, appeal: Appeal) -> None:
    """Whatever led to the decision stays. Asked twice, it holds once."""
    for paper in papers_of(case):
        hold(paper, reason=Hold.Reason.APPEAL, clerk=None, words=appeal.number, about=appeal)


def release_papers(on: date) -> int:
    """Those that nothing holds any more; how many."""
    standing = Hold.objects.standing().filter(reason=Hold.Reason.APPEAL, about_type__app_label="cases")
    over = [one for one in standing.prefetch_related("about") if one.about and not holds(one.about.case, on)]
    for one in over:
        release(one, clerk=None, why=OVER)
    return len(over)

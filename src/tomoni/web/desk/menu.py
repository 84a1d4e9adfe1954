"""The desk's own items of its menu; engines and services hang theirs in between (`tomoni.base.design.frame.rail`)."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tomoni.base.design.frame import rail
from tomoni.common.people.api import STAFF, count_on_desk, duty

from .system import RUNS


def hang_in() -> None:
    """Called once, when Django starts, after everybody else."""
    rail("residents", _("住民を探す"), "desk-residents", right=duty("people.look_up"))
    rail(
        "data-questions",
        _("個人情報の問い合わせ"),
        "desk-data-questions",
        count=_questions,
        right=duty("people.answer_for_data"),
    )
    rail("people", _("職員と職"), "desk-people", right=STAFF)
    rail("journal", _("記録"), "desk-journal", right=duty("journal.read"))
    rail("system", _("システムの様子"), "desk-system", right=RUNS)
    rail("editor", _("記事を書く"), "wagtailadmin_home", right=duty("publishing.edit"))


def _questions(request: HttpRequest) -> int:
    return count_on_desk(request, "data-questions")

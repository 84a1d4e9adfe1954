"""The desk's own items of its menu; engines and services hang theirs in between (`tomoni.base.design.frame.rail`)."""

from django.utils.translation import gettext_lazy as _

from tomoni.base.design.frame import rail
from tomoni.common.people.api import STAFF, duty

from .system import RUNS


def hang_in() -> None:
    """Called once, when Django starts, after everybody else."""
    rail("residents", _("住民を探す"), "desk-residents", right=duty("people.look_up"))
    rail("people", _("職員と職"), "desk-people", right=STAFF)
    rail("journal", _("記録"), "desk-journal", right=duty("journal.read"))
    rail("system", _("システムの様子"), "desk-system", right=RUNS)
    rail("editor", _("記事を書く"), "wagtailadmin_home", right=duty("publishing.edit"))

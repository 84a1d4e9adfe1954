"""Two clerks on one case: who else is here, and what somebody else did since a page was opened."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from tomoni.base.clock import now
from tomoni.base.journal.api import entries_about
from tomoni.common.people.api import Clerk, Sight

from .models import Case
from .queries import STAFF_WORDS

A_WHILE = timedelta(minutes=15)


def stamp_of(case: Case) -> int:
    """The last entry of the journal about a case, as its page knows it."""
    last = entries_about(case).order_by("-pk").values_list("pk", flat=True).first()
    return last or 0


def gone_on_since(case: Case, stamp: str, clerk: Clerk) -> str:
    """Who did what to the case since then, in a sentence; empty when nobody but this clerk has."""
    if not stamp.isdigit():
        return ""
    mine = {"who_type": ContentType.objects.get_for_model(clerk), "who_id": clerk.pk}
    since = entries_about(case).filter(pk__gt=int(stamp)).exclude(**mine).order_by("-pk").prefetch_related("who")
    newest = since.first()
    if newest is None:
        return ""
    did = str(STAFF_WORDS.get(newest.verb.rpartition(".")[2], newest.verb))
    who = str(newest.who) if isinstance(newest.who, Clerk) else _("申請した人か市のしくみ")
    return _(
        "あなたが開いたあとに、%(who)sが先に進めました（%(did)s）。書いたものは残っています。"
        "いまの状態を確かめ、よければもう一度押してください。"
    ) % {"who": who, "did": did}


def also_here(looks: Iterable[Sight], me: Clerk) -> list[str]:
    """The other clerks who opened the case within the last quarter of an hour."""
    since = now() - A_WHILE
    return list(dict.fromkeys(str(one.clerk) for one in looks if one.clerk_id != me.pk and one.seen_at >= since))

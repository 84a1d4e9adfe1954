"""What the plan lays on the desks: figures that were restated, for whoever keeps what shows them."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.common.people.api import Clerk, Holding, Waiting, name_verb, waiting

from .citing import now_is, open_notices
from .wording import with_unit


@waiting("plan.restated", title=gettext_lazy("訂正された数字"), icon="chart")
def restated_waiting(clerk: Clerk, on: date) -> Iterable[Waiting]:
    """One query: the notices of the posts that the clerk holds."""
    held = Holding.objects.standing(on).filter(clerk=clerk)
    for notice in open_notices().filter(citation__keeper__in=held.values("post")):
        citation = notice.citation
        value, _reason = now_is(notice)
        yield Waiting(
            kind=_("訂正"),
            title=citation.title,
            who=str(citation.indicator),
            why=_("引いている値 %(shown)s が %(now)s に訂正されました")
            % {"shown": citation.shown, "now": with_unit(citation.indicator, value)},
            due_on=None,
            url=reverse("desk-plan-restated", args=[notice.pk]),
            post=citation.keeper.key if citation.keeper else "",
            tone="amber",
        )


name_verb("plan.propose_target", gettext_lazy("目標を起案した"))
name_verb("plan.set_target", gettext_lazy("目標を決めた"))
name_verb("plan.restate", gettext_lazy("公表した値を訂正した"))
name_verb("plan.cite", gettext_lazy("数字を引いた"))
name_verb("plan.cite_no_more", gettext_lazy("数字を引くのをやめた"))
name_verb("plan.settle_restatement", gettext_lazy("訂正の知らせを片付けた"))

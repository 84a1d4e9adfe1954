"""Citations: who shows a figure of the plan, and how each of them is told when the figure is restated.

A service that prints a figure into something that stays (an evaluation sheet, a page, a paper) says so once:

    cite(figure, by=sheet, contact=post, title=_("評価シート 6-5"), url=sheet.get_absolute_url())

When the figure is restated, the keeper finds it on the desk or in the mail, and the citing page can say so itself:
`{% load plan %}{% restated_since sheet %}`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.base.clock import now, today
from tomoni.base.journal.api import write
from tomoni.base.references import pointing_at
from tomoni.common.people.api import Clerk, Post
from tomoni.common.post.api import send

from .figures import Figure
from .models import Citation, IndicatorValue, Observation, Restatement, RestatementNotice
from .wording import with_unit

Cited = Figure | Observation | IndicatorValue
NOTICE = "plan.restated"


class NobodyToTell(ValueError):
    """A citation needs somebody who is told of a restatement: a post, or a mail address."""


class NothingToCite(ValueError):
    """The figure has no value on its day."""


class SaysNothing(ValueError):
    """Whoever settles a notice says what was done."""


@dataclass(frozen=True)
class Shown:
    """A figure as it is about to be cited."""

    day: date
    value: Decimal
    words: str


@transaction.atomic
def cite(
    value: Cited,
    *,
    by: models.Model | None,
    contact: Post | str,
    title: str = "",
    url: str = "",
    shown: str = "",
    who: models.Model | None = None,
) -> Citation:
    """Write down that `by` shows this figure. The same thing citing the same figure again renews what it shows.

    `by` is None for something outside of the system, which then needs a `title`. `contact` is the post that keeps the
    citing thing, or a mail address. `shown` is the figure as it was printed; number and unit when empty.
    """
    if not contact:
        raise NobodyToTell
    figure = _shown(value)
    facts = {
        "value": figure.value,
        "shown": shown or figure.words,
        "title": title or str(by),
        "url": url,
        "keeper": contact if isinstance(contact, Post) else None,
        "address": contact if isinstance(contact, str) else "",
        "cited_at": now(),
        "ended_on": None,
    }
    if by is None:
        citation = Citation.objects.create(indicator=value.indicator, day=figure.day, **facts)
    else:
        citation, _new = Citation.objects.update_or_create(
            indicator=value.indicator, day=figure.day, **pointing_at(by), defaults=facts
        )
    write("plan.cite", who=who, about=citation, after={"title": citation.title, "shown": citation.shown})
    return citation


@transaction.atomic
def cite_no_more(citation: Citation, *, who: models.Model | None, why: str = "") -> Citation:
    """The citing thing is gone: its keeper is not told any more."""
    citation.ended_on = today()
    citation.save(update_fields=["ended_on"])
    write("plan.cite_no_more", who=who, about=citation, why=why)
    return citation


def citations_of(value: Cited) -> QuerySet[Citation]:
    """Who shows this figure, now."""
    day = value.day if isinstance(value, Figure | Observation) else value.on
    if day is None:
        return Citation.objects.none()
    return Citation.objects.filter(indicator=value.indicator, day=day, ended_on=None).select_related("keeper")


def restated_since(thing: models.Model) -> QuerySet[RestatementNotice]:
    """What was restated since `thing` cited it, the newest first; for the citing page."""
    notices = RestatementNotice.objects.filter(citation__in=Citation.objects.filter(**pointing_at(thing)))
    return notices.select_related("citation__indicator", "correction__was", "correction__now", "recount")


@transaction.atomic
def tell_of(restated: Restatement | IndicatorValue) -> list[RestatementNotice]:
    """Tell everybody who shows the figure that was restated; each once. The caller's transaction carries it."""
    by_correction = isinstance(restated, Restatement)
    figure: Cited = restated.was if isinstance(restated, Restatement) else restated
    link = {"correction": restated} if by_correction else {"recount": restated}
    told = []
    for citation in citations_of(figure):
        notice, fresh = RestatementNotice.objects.get_or_create(citation=citation, **link, defaults={"told_at": now()})
        if fresh:
            _mail(notice)
            told.append(notice)
    return told


@transaction.atomic
def settle(notice: RestatementNotice, *, clerk: Clerk, done: str) -> RestatementNotice:
    """The keeper says what became of the citing thing: corrected, noted, or left with a reason."""
    if not done.strip():
        raise SaysNothing
    notice.settled_at, notice.settled_by, notice.done = now(), clerk, done.strip()
    notice.save(update_fields=["settled_at", "settled_by", "done"])
    write("plan.settle_restatement", who=clerk, about=notice, why=notice.done)
    return notice


def open_notices() -> QuerySet[RestatementNotice]:
    """What keepers have still to look at, oldest first."""
    waiting = RestatementNotice.objects.filter(settled_at=None, citation__ended_on=None).order_by("told_at", "pk")
    return waiting.select_related(
        "citation__indicator", "citation__keeper", "correction__was", "correction__now", "recount"
    )


def now_is(notice: RestatementNotice) -> tuple[Decimal, str]:
    """The value as it stands now, and the reason."""
    if notice.correction is not None:
        return notice.correction.now.value, notice.correction.reason
    assert notice.recount is not None
    return notice.recount.value, notice.recount.restated_because


def _shown(value: Cited) -> Shown:
    if isinstance(value, Figure):
        if value.value is None or value.day is None:
            raise NothingToCite(value.indicator.key)
        return Shown(value.day, value.value, with_unit(value.indicator, value.value))
    day = value.day if isinstance(value, Observation) else value.on
    return Shown(day, value.value, with_unit(value.indicator, value.value))


def _mail(notice: RestatementNotice) -> None:
    citation = notice.citation
    if not citation.address:
        return
    indicator = citation.indicator
    value, reason = now_is(notice)

    def body() -> str:
        return _(
            "「%(title)s」に書かれている %(indicator)s の値 %(shown)s が訂正されました。\n\n"
            "いまの値：%(now)s\n理由：%(reason)s\n\n二つの値は、ここに並んでいます。\n%(url)s\n"
        ) % {
            "title": citation.title,
            "indicator": indicator,
            "shown": citation.shown,
            "now": with_unit(indicator, value),
            "reason": reason,
            "url": settings.ORIGIN + reverse("plan-indicator", args=[indicator.key]),
        }

    send(
        to=citation.address,
        kind=NOTICE,
        subject=lambda: _("引用された数字が訂正されました：%(title)s") % {"title": indicator.title},
        body=body,
        about=notice,
        key=f"plan.restated:{notice.pk}",
        language="ja",
    )

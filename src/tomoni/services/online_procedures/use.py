"""How much is done online: the yearly publication, and the indicator 6-4① by the rule of its definition.

A procedure counts from the first day on which a case that came online reached its end. The other way to count, time at
the counter measured to be shorter, is told by whoever measures it (`shorter`).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery

from tomoni.base.clock import FiscalYear
from tomoni.engines.cases.api import Case
from tomoni.engines.cases.api import packs as engine
from tomoni.engines.plan.api import Evidence, reading

ENDED = (Case.State.GRANTED, Case.State.ACCEPTED)
ONLINE = "ONLINE"


def first_completed(on: date) -> QuerySet[Case]:
    """Of every procedure offered online, the case by which it counts: a real one rather than an invented one."""
    done = Case.objects.filter(
        procedure_key__in=engine.offered_keys(), entrance=ONLINE, state__in=ENDED, closed_on__lte=on
    )
    same = done.filter(procedure_key=OuterRef("procedure_key")).order_by("invented", "closed_on", "pk")
    return done.filter(pk=Subquery(same.values("pk")[:1])).order_by("closed_on", "procedure_key")


@reading("online_procedures.smart")
def smart(on: date) -> Evidence | None:
    """Procedures that went online or got shorter; nothing for days before the first case arrived."""
    if not Case.objects.filter(arrived_at__date__lte=on).exists():
        return None
    counted = first_completed(on)
    online = set(counted.values_list("procedure_key", flat=True))
    more = {key for told in engine.shorter.values() for key in told(on)} - online
    return Evidence(Decimal(len(online) + len(more)), counted, columns=("procedure_key", "closed_on"), rows=len(online))


@dataclass(frozen=True)
class Use:
    """One procedure in a fiscal year."""

    key: str
    title: str
    received: int
    online: int
    counted_from: date | None
    invented: bool

    @property
    def share(self) -> Decimal | None:
        """Per cent with one place, rounded half up; None of nothing."""
        return (
            (Decimal(1000 * self.online) / self.received + Decimal("0.5")).__floor__() / Decimal(10)
            if self.received
            else None
        )


def use_in(year: FiscalYear) -> list[Use]:
    """What arrived in a fiscal year, by procedure, those used most first; two queries."""
    rows = Case.objects.filter(arrived_at__date__range=(year.first, year.last))
    received, online, invented = Counter[str](), Counter[str](), set[str]()
    for key, entrance, made in rows.values_list("procedure_key", "entrance", "invented"):
        received[key] += 1
        online[key] += entrance == ONLINE
        if made:
            invented.add(key)
    counted = dict(first_completed(year.last).values_list("procedure_key", "closed_on"))
    titles = engine.titles()
    return [
        Use(key, titles[key], number, online[key], counted.get(key), key in invented)
        for key, number in received.most_common()
        if key in titles
    ]

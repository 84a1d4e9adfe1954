"""How much a service had to do: what arrived, what was decided, and how long it took."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from tomoni.base.clock import JAPAN, open_days_between

from .procedures import Procedure, procedures
from .workflow import State

if TYPE_CHECKING:
    from .models import Case

DONE = (State.GRANTED, State.ACCEPTED)


@dataclass(frozen=True)
class Volume:
    """One procedure between two days. `median_days`: opening days from arrival to the end; None of no case."""

    procedure: Procedure
    received: int
    granted: int
    refused: int
    withdrawn: int
    median_days: float | None
    invented: bool

    def facts(self) -> dict[str, str | int | float | bool | None]:
        """As plain values that can be kept; the title is the procedure's to say."""
        return {
            "key": self.procedure.key,
            "kind": self.procedure.kind.value,
            "received": self.received,
            "granted": self.granted,
            "refused": self.refused,
            "withdrawn": self.withdrawn,
            "median_days": self.median_days,
            "invented": self.invented,
        }


def volumes_of(asked: "QuerySet[Case]", service: str, first: date, last: date) -> list[Volume]:
    """The procedures of a service from one day to another, both included; one query."""
    own = [one for one in procedures.values() if one.service == service]
    within = Q(arrived_at__date__range=(first, last)) | Q(closed_on__range=(first, last))
    found = asked.filter(within, procedure_key__in=[one.key for one in own]) if own else asked.none()
    cases: dict[str, list[Case]] = {one.key: [] for one in own}
    facts = ("procedure_key", "state", "arrived_at", "closed_on", "invented")
    for case in found.only(*facts):
        cases[case.procedure_key].append(case)
    return [_volume(one, cases[one.key], first, last) for one in own]


def _volume(procedure: Procedure, cases: "list[Case]", first: date, last: date) -> Volume:
    arrived = {case.pk: case.arrived_at.astimezone(JAPAN).date() for case in cases}
    ended = [case for case in cases if case.closed_on is not None and first <= case.closed_on <= last]
    states = [State(case.state) for case in ended]
    took = [
        open_days_between(arrived[case.pk], case.closed_on)
        for case in ended
        if case.closed_on is not None and case.state != State.WITHDRAWN
    ]
    return Volume(
        procedure,
        received=sum(first <= day <= last for day in arrived.values()),
        granted=sum(state in DONE for state in states),
        refused=states.count(State.REFUSED),
        withdrawn=states.count(State.WITHDRAWN),
        median_days=float(median(took)) if took else None,
        invented=any(case.invented for case in cases),
    )


@dataclass(frozen=True)
class Doors:
    """By which doors the cases of a procedure came in: counts by entrance, and how many through a proxy."""

    by: Counter[str]
    with_proxy: int
    invented: bool

    @property
    def total(self) -> int:
        return sum(self.by.values())


def doors_of(asked: "QuerySet[Case]", keys: Iterable[str], first: date, last: date) -> dict[str, Doors]:
    """Of each procedure, what arrived from one day to another, both included; one query."""
    keys = list(keys)
    arrived = asked.filter(arrived_at__date__range=(first, last), procedure_key__in=keys)
    by: dict[str, Counter[str]] = {key: Counter() for key in keys}
    proxies, made_up = Counter[str](), set[str]()
    facts = ("procedure_key", "entrance", "assistance__proxy", "invented")
    for key, entrance, proxy, invented in arrived.order_by().values_list(*facts):
        by[key][entrance] += 1
        proxies[key] += bool(proxy)
        made_up |= {key} if invented else set()
    return {key: Doors(by[key], proxies[key], key in made_up) for key in keys}

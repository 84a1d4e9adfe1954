"""How long a procedure really takes, to be said beside the period that the city promises (標準処理期間)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from tomoni.base.clock import add_days, today

from .models import Case
from .rules import percentile
from .workflow import State

ENOUGH = 10  # with fewer cases nobody can tell
DAYS_BACK = 730


@dataclass(frozen=True)
class Measured:
    """Counted days of the cases that ended in the last two years, withdrawn ones left out.

    `median` and `p90` are None below ten cases: then nobody can tell yet, and screens say so.
    """

    n: int = 0
    median: float | None = None
    p90: int | None = None
    invented: bool = False

    @property
    def known(self) -> bool:
        return self.median is not None


def measured(key: str, on: date | None = None) -> Measured:
    """Of one procedure; one query."""
    return measured_all([key], on)[key]


def measured_all(keys: Iterable[str], on: date | None = None) -> Mapping[str, Measured]:
    """Of several procedures, by their keys; one query."""
    keys, until = list(keys), on or today()
    ended = Case.objects.filter(
        procedure_key__in=keys, took__isnull=False, closed_on__range=(add_days(until, -DAYS_BACK), until)
    ).exclude(state=State.WITHDRAWN)
    took: dict[str, list[int]] = defaultdict(list)
    made_up: set[str] = set()
    for key, days, invented in ended.order_by().values_list("procedure_key", "took", "invented"):
        took[key].append(int(days or 0))
        made_up |= {key} if invented else set()
    return {key: _measured(took[key], invented=key in made_up) for key in keys}


def _measured(took: list[int], *, invented: bool) -> Measured:
    if len(took) < ENOUGH:
        return Measured(len(took), invented=invented)
    return Measured(len(took), float(median(took)), percentile(took, 0.9), invented)

"""Who may read the sheets before they are published: whoever has a part in the evaluation, and its committee."""

from typing import Any

from django.http import HttpRequest

from tomoni.base import clock
from tomoni.common.people.api import person_of
from tomoni.common.people.rights import SignedIn, Staff

from .queries import sits_on_committee
from .rules import CHECK, COMMITTEE, OPEN, WRITE

DUTIES = frozenset({OPEN, WRITE, CHECK, COMMITTEE})


class TakesPart(Staff):
    """A clerk who holds, today, a post charged with one of the evaluation's duties."""

    name = "takes-part-in-evaluation"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        return super().allows(request, **where) and bool(DUTIES & person_of(request).duties(clock.today()))


class SitsOnCommittee(SignedIn):
    """A resident who is, today, a member of the committee on the evaluation."""

    name = "sits-on-committee"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        resident = person_of(request).resident
        known = super().allows(request, **where) and resident is not None
        return known and sits_on_committee(resident, clock.today())  # type: ignore[arg-type]


TAKES_PART, SITS_ON_COMMITTEE = TakesPart(), SitsOnCommittee()

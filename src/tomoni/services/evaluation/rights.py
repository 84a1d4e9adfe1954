"""Who may read the sheets before they are published: everybody who has a part in the evaluation."""

from typing import Any

from django.http import HttpRequest

from tomoni.base import clock
from tomoni.common.people.api import person_of
from tomoni.common.people.rights import Staff

from .rules import CHECK, COMMITTEE, OPEN, WRITE

DUTIES = frozenset({OPEN, WRITE, CHECK, COMMITTEE})


class TakesPart(Staff):
    """A clerk who holds, today, a post charged with one of the evaluation's duties."""

    name = "takes-part-in-evaluation"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        return super().allows(request, **where) and bool(DUTIES & person_of(request).duties(clock.today()))


TAKES_PART = TakesPart()

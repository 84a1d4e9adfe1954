"""Being away, and who stands in."""

from datetime import date

from django.db import transaction

from tomoni.base.journal.api import facts_of, write

from ..models import Absence, Clerk
from .noting import entered


class AbsenceTwice(Exception):
    """The clerk is entered as away on some of these days already."""

    def __init__(self, earlier: Absence) -> None:
        super().__init__(str(earlier))
        self.earlier = earlier


@transaction.atomic
def note_absence(
    *, clerk: Clerk, first_on: date, last_on: date, kind: str, who: Clerk, stand_in: Clerk | None = None
) -> Absence:
    """Enter that a clerk is away from one day to another, both counted."""
    earlier = Absence.objects.filter(clerk=clerk, first_on__lte=last_on, last_on__gte=first_on).first()
    if earlier:
        raise AbsenceTwice(earlier)
    absence = Absence(clerk=clerk, first_on=first_on, last_on=last_on, kind=kind, stand_in=stand_in)
    return entered("people.note_absence", absence, who=who)


@transaction.atomic
def call_off_absence(*, absence: Absence, who: Clerk) -> None:
    """The clerk is not away after all."""
    write("people.call_off_absence", who=who, about=absence, before=facts_of(absence))
    absence.delete()

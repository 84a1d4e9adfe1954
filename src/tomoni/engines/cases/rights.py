"""Who may see cases: the clerks charged with examining a procedure, and those whose posts stand on its route."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy

from tomoni.base.clock import today
from tomoni.common.files.api import opens_files_about
from tomoni.common.people.api import STAFF, Person, SignedIn, declare_duty, may, person_of

from .definitions import route_keys
from .models import Case, Consultation
from .procedures import Procedure, procedures

REVIEWS = "appeals.review"
declare_duty(REVIEWS, gettext_lazy("審査請求の審理"))


def examines(person: Person, procedure: Procedure, on: date | None = None) -> bool:
    """Whether the person may work on cases of this procedure."""
    return may(person, procedure.examine, on=on or today())


def sees(person: Person, procedure: Procedure, on: date | None = None) -> bool:
    """Whether the person may read them: who examines, or holds a post that decides."""
    on = on or today()
    held = {post.key for post in person.posts(on)}
    return examines(person, procedure, on) or bool(held & set(route_keys(procedure)))


def seen_by(person: Person, on: date) -> list[Procedure]:
    """The procedures whose cases this person may read."""
    return [procedure for procedure in procedures.values() if sees(person, procedure, on)]


def examined_by(person: Person, on: date) -> list[Procedure]:
    return [procedure for procedure in procedures.values() if examines(person, procedure, on)]


def keys(of: Iterable[Procedure]) -> list[str]:
    return [procedure.key for procedure in of]


class _OfStaff(SignedIn):
    """A clerk with a second factor; without one the staff's own right says where to go."""

    def turned_away(self, request: HttpRequest) -> Any:
        return super().turned_away(request) if STAFF.allows(request) else STAFF.turned_away(request)

    def explained(self) -> dict[str, Any]:
        return {"staff_only": True}


class SeesSomeCases(_OfStaff):
    """Somebody who may read the cases of at least one procedure."""

    name = "sees-some-cases"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        return STAFF.allows(request) and bool(seen_by(person_of(request), today()))


class ExaminesSome(_OfStaff):
    """Somebody who may examine at least one procedure, and so enter applications for others."""

    name = "examines-some"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        return STAFF.allows(request) and bool(examined_by(person_of(request), today()))


class SeesCase(_OfStaff):
    """Somebody who may read this case. To anybody else it does not exist."""

    name = "sees-case"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        return STAFF.allows(request) and self._of(person_of(request), where["number"])

    def _of(self, person: Person, number: str) -> bool:
        key = Case.objects.filter(number=number).values_list("procedure_key", flat=True).first()
        if key is None or not self._may(person, procedures[key]):
            raise Http404
        return True

    def _may(self, person: Person, procedure: Procedure) -> bool:
        return sees(person, procedure)


class ExaminesCase(SeesCase):
    """Somebody who may work on this case."""

    name = "examines-case"

    def _may(self, person: Person, procedure: Procedure) -> bool:
        return examines(person, procedure)


class AnswersConsultation(_OfStaff):
    """Somebody of the section that is asked, or who may read the case anyway. To anybody else it does not exist."""

    name = "answers-consultation"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        return STAFF.allows(request) and self._asked(person_of(request), where["pk"])

    def _asked(self, person: Person, pk: int) -> bool:
        found = Consultation.objects.filter(pk=pk).values_list("section", "case__procedure_key").first()
        if found is None:
            raise Http404
        section, key = found
        of_it = any(post.section_id == section for post in person.posts(today()))
        if not of_it and not sees(person, procedures[key]):
            raise Http404
        return True


SEES_SOME, EXAMINES_SOME, SEES_CASE, EXAMINES_CASE = SeesSomeCases(), ExaminesSome(), SeesCase(), ExaminesCase()
ANSWERS_CONSULTATION = AnswersConsultation()


@opens_files_about("cases.case")
def reads_case(person: Person, case: Case) -> bool:
    """Files of a case open to who may read it, and to the resident whose case it is."""
    if person.resident is not None and case.resident_id == person.resident.pk:
        return True
    return person.clerk is not None and sees(person, case.procedure)

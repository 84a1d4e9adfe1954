"""Who may see and keep a register: the clerks charged with the duty it names."""

from typing import Any

from django.http import Http404, HttpRequest

from tomoni.common.people.api import STAFF, Person, SignedIn, may, person_of

from .registers import Register, registers


def kept_by(person: Person) -> list[Register]:
    """The registers that are in this person's charge today."""
    return [register for register in registers.values() if may(person, register.keep)]


class KeepsSome(SignedIn):
    """A clerk in whose charge there is a register."""

    name = "keeps-some-register"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        return STAFF.allows(request) and bool(kept_by(person_of(request)))

    def turned_away(self, request: HttpRequest) -> Any:
        return super().turned_away(request) if STAFF.allows(request) else STAFF.turned_away(request)

    def explained(self) -> dict[str, Any]:
        return {"staff_only": True}


class KeepsRegister(KeepsSome):
    """A clerk in whose charge this register is. To any other it does not exist."""

    name = "keeps-register"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        if not STAFF.allows(request):
            return False
        if where["key"] not in registers or not may(person_of(request), registers[where["key"]].keep):
            raise Http404
        return True


KEEPS_SOME, KEEPS_REGISTER = KeepsSome(), KeepsRegister()

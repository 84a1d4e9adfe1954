"""Who may open a file.

The owner may. Nobody else may, unless the ring that knows what the file is about says so:

    @opens_files_about("cases.case")
    def reads_case(person: Person, case: Case) -> bool: ...
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from tomoni.base.catalogue import Catalogue
from tomoni.common.people.api import SIGNED_IN, STAFF, Person, SignedIn, person_of

from .models import StoredFile

Rule = Callable[[Person, Any], bool]
rules: Catalogue[Rule] = Catalogue("rule for opening files")


def opens_files_about(model_label: str) -> Callable[[Rule], Rule]:
    """Declare who may open files about things of one model, named as in `cases.case`."""

    def keep(rule: Rule) -> Rule:
        return rules.add(model_label, rule)

    return keep


def may_open(person: Person, file: StoredFile) -> bool:
    """Whether this person may have the bytes."""
    return owns(person, file) or _opened_by_rule(person, file)


def owns(person: Person, file: StoredFile) -> bool:
    owner = file.owner
    return owner is not None and owner in (person.resident, person.clerk, person.account)


def _opened_by_rule(person: Person, file: StoredFile) -> bool:
    about = file.about
    if about is None or about._meta.label_lower not in rules:
        return False
    return rules[about._meta.label_lower](person, about)


class MayOpenFile(SignedIn):
    """Somebody who owns the file of this address, or may see what it is about. A clerk shows a second factor first."""

    name = "may-open-file"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        if not self._door(request).allows(request):
            return False
        file = StoredFile.objects.filter(token=where["token"]).first()
        return file is not None and may_open(person_of(request), file)

    def turned_away(self, request: HttpRequest) -> HttpResponseBase:
        door = self._door(request)
        return super().turned_away(request) if door.allows(request) else door.turned_away(request)

    @staticmethod
    def _door(request: HttpRequest) -> SignedIn:
        return SIGNED_IN if person_of(request).clerk is None else STAFF


MAY_OPEN_FILE = MayOpenFile()

"""The resident behind a request; the screens of my page are open to residents only."""

from django.http import HttpRequest

from ..models import Account, Resident
from ..person import person_of


def resident_of(request: HttpRequest) -> Resident:
    resident = person_of(request).resident
    assert resident is not None
    return resident


def account_of(request: HttpRequest) -> Account:
    account = person_of(request).account
    assert account is not None
    return account

"""The clerk at the desk."""

from django.http import HttpRequest

from tomoni.common.people.api import Clerk, person_of


def clerk_of(request: HttpRequest) -> Clerk:
    """Who sits here; the screens of the desk are open to clerks only."""
    clerk = person_of(request).clerk
    assert clerk is not None
    return clerk

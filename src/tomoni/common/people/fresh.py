"""A fresh sign-in: who takes their data away, or has it erased, has shown within minutes that it is they.

    @open_to(FRESH)     a resident who signed in, or confirmed who they are, within the last ten minutes

Whoever has a password or an app is asked for it and comes back; whoever signs in by codes signs in once more.
"""

import time
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from .person import person_of
from .rights import DEMO_SESSION, RESIDENT, IsResident

FRESH_FOR = 10 * 60  # seconds
AGAIN = {"reauthenticate": "account_reauthenticate"}  # allauth's name of a way, and of its screen


class IsFresh(IsResident):
    """A resident who has just shown who they are."""

    name = "fresh"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        return super().allows(request, **where) and signed_in_lately(request)

    def turned_away(self, request: HttpRequest) -> HttpResponseBase:
        if not RESIDENT.allows(request):
            return super().turned_away(request)
        query = urlencode({"next": request.get_full_path() if request.method == "GET" else request.path})
        flows = get_reauthentication_flows(person_of(request).account)
        if flows:
            return redirect(f"{reverse(AGAIN.get(flows[0]['id'], flows[0]['id']))}?{query}")
        return render(request, "people/sign_in_again.html", {"then": f"{reverse('account_login')}?{query}"}, status=403)


def signed_in_lately(request: HttpRequest) -> bool:
    """Whether a password, a code or an app was shown in this session within minutes."""
    if settings.DEMO and request.session.get(DEMO_SESSION):
        return True
    records = get_authentication_records(request, person_of(request).account)
    return any(time.time() - float(record.get("at", 0)) < FRESH_FOR for record in records)


FRESH = IsFresh()

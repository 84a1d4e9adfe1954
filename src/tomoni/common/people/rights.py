"""Rights that know people: what a screen may ask of those who come in.

    @open_to(SIGNED_IN)                  somebody with an account
    @open_to(RESIDENT)                   the same, known to the city as a resident
    @open_to(STAFF)                      a clerk in a post, who has shown a second factor in this session
    @open_to(duty("groups.examine"))     the same, holding today a post charged with that duty
    @open_to(DEMO)                       anybody, in a demonstration only

A right of your own ("edits this group") is a subclass of SignedIn that narrows `allows`; a duty also answers
`may(person, key)` where a template or an action asks.
"""

from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tomoni.base import clock

from .duties import duties
from .models import Account, Post
from .person import may, person_of

DEMO_SESSION = "tomoni_demo"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class SignedIn:
    """Somebody with an account; a clerk only with a second factor, since an account is one way in to everything."""

    name = "signed-in"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        person = person_of(request)
        return person.account is not None and (person.clerk is None or second_factor_shown(request))

    def turned_away(self, request: HttpRequest) -> HttpResponseBase:
        person = person_of(request)
        if person.account is None:
            return _go("account_login", request)
        if person.clerk and not second_factor_shown(request):
            return _go(door_of_second_factor(person.account), request)
        base = "design/desk.html" if person.clerk else "design/page.html"
        return render(request, "people/turned_away.html", {"base": base} | self.explained(), status=403)

    def explained(self) -> dict[str, Any]:
        """What the page says to somebody who is signed in and may not come in."""
        return {}


class IsResident(SignedIn):
    """Somebody whom the city knows as a resident: every account but a clerk's own."""

    name = "resident"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        return super().allows(request, **where) and person_of(request).resident is not None


class Staff(SignedIn):
    """A clerk who holds a post today and has shown a second factor in this session.

    Whoever leaves the city hall leaves the last post, and with it the desk, on the day that was entered.
    """

    name = "staff"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        return super().allows(request, **where) and bool(person_of(request).posts(clock.today()))

    def explained(self) -> dict[str, Any]:
        return {"staff_only": True}


class HasDuty(Staff):
    """A clerk who holds, today, a post charged with a duty."""

    def __init__(self, key: str) -> None:
        self.duty = duties[key]
        self.name = f"duty:{key}"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        return super().allows(request, **where) and may(person_of(request), self.duty.key)

    def explained(self) -> dict[str, Any]:
        charged = Post.objects.filter(duties__duty=self.duty.key).select_related("section")
        arranging = Post.objects.filter(duties__duty="people.arrange").select_related("section")
        return {"staff_only": True, "duty": self.duty, "charged": charged, "arranging": arranging}


class Demo:
    """Anybody, as long as the process is a demonstration; otherwise the screen does not exist."""

    name = "demo"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        return bool(settings.DEMO) and urlsplit(f"//{request.get_host()}").hostname in LOOPBACK

    def turned_away(self, request: HttpRequest) -> HttpResponseBase:
        raise Http404


SIGNED_IN = SignedIn()
RESIDENT = IsResident()
STAFF = Staff()
DEMO = Demo()


def duty(key: str) -> HasDuty:
    """The right to screens of one duty; LookupError, naming the known ones, for a duty nobody declared."""
    return HasDuty(key)


def second_factor_shown(request: HttpRequest) -> bool:
    """Whether this session has seen a passkey, a code of the clerk's app, or a recovery code."""
    if settings.DEMO and request.session.get(DEMO_SESSION):
        return True
    records = get_authentication_records(request, person_of(request).account)
    return any(record.get("method") == "mfa" for record in records)


def door_of_second_factor(account: Account) -> str:
    """Where an account shows the second factor: the app or the passkey that is there, else the set-up of one."""
    kinds = set(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    if Authenticator.Type.TOTP in kinds:
        return "mfa_reauthenticate"
    return "mfa_reauthenticate_webauthn" if Authenticator.Type.WEBAUTHN in kinds else "mfa_activate_totp"


def _go(name: str, request: HttpRequest) -> HttpResponseBase:
    """To a screen of the sign-in, and back here afterwards; a fragment sends its whole page there."""
    fragment = bool(getattr(request, "htmx", False))
    back = request.get_full_path() if request.method == "GET" and not fragment else _page_before(request)
    address = reverse(name) + (f"?{urlencode({'next': back})}" if back else "")
    answer = HttpResponseRedirect(address)
    if fragment:
        answer.status_code = 204
        answer.headers["HX-Redirect"] = address
        del answer.headers["Location"]
    return answer


def _page_before(request: HttpRequest) -> str:
    """The path of our own page that sent a form or asked for a fragment."""
    parts = urlsplit(request.headers.get("Referer", ""))
    if parts.netloc != request.get_host():
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")

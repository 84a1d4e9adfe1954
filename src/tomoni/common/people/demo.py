"""Signing in with one tap, as long as nobody but this machine is served (see `apps` and `rights.Demo`)."""

from dataclasses import dataclass, field

from allauth.account.adapter import get_adapter
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from tomoni.base import clock

from .models import Account, Holding, Membership, Resident
from .rights import DEMO_SESSION


@dataclass(frozen=True)
class Invented:
    account: int | None
    name: str
    does: str


@dataclass(frozen=True)
class Group:
    title: str
    people: list[Invented] = field(default_factory=list)


def groups() -> list[Group]:
    """The invented people who can be tried: residents, and one clerk for every post. Three queries."""
    return [group for group in (Group(_("住民"), _residents()), Group(_("職員"), _clerks())) if group.people]


def _residents() -> list[Invented]:
    roles: dict[int, list[str]] = {}
    for membership in Membership.objects.standing(clock.today()).select_related("organisation"):
        roles.setdefault(membership.resident_id, []).append(
            f"{membership.organisation} {membership.get_role_display()}"
        )
    residents = Resident.objects.filter(account__invented=True, account__clerk=None).order_by("pk")
    return [Invented(one.account_id, one.name, "、".join(roles.get(one.pk, [_("住民")]))) for one in residents]


def _clerks() -> list[Invented]:
    held: dict[int, list[Holding]] = {}
    standing = Holding.objects.standing(clock.today()).filter(clerk__account__invented=True)
    for holding in standing.select_related("post__section", "clerk").order_by("post__section__order", "-post__rank"):
        held.setdefault(holding.clerk_id, []).append(holding)
    return [
        Invented(of[0].clerk.account_id, of[0].clerk.name, "、".join(f"{one.post.section} {one.post}" for one in of))
        for of in held.values()
    ]


def sign_in(request: HttpRequest, *, account: str, then: str) -> HttpResponse:
    """Sign in as an invented person, for whom the demo counts as the second factor too."""
    number = int(account) if account.isdecimal() else 0
    invented = Account.objects.filter(pk=number, invented=True, is_active=True).first()
    if invented is None:
        raise Http404
    logout(request)
    adapter = get_adapter(request)
    adapter.login(request, invented)
    request.session[DEMO_SESSION] = True
    request.user = Account.objects.select_related("clerk").get(pk=invented.pk)
    safe = then if then.startswith("/") and adapter.is_safe_url(then) else ""
    return HttpResponseRedirect(safe or adapter.get_login_redirect_url(request))

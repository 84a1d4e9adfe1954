"""The pages around a proof: going there, coming back, the first time, what differs, and taking the link off again."""

import logging
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tomoni.base.clock import now
from tomoni.base.design.frame import address_of
from tomoni.base.doors import PUBLIC, open_to

from .. import assurance
from ..actions import LastWayIn, take_said, unlink_identity
from ..fresh import FRESH
from ..models import Account, Identity, Resident
from ..person import person_of
from ..rights import RESIDENT
from .arrival import arrive, let_go, link, waiting
from .claims import Claims, Difference, differences
from .flow import LASTS, finish, go, take_out
from .provider import Provider, provider
from .refusals import Refused, Why

log = logging.getLogger(__name__)
LONGEST_WITHIN = 24 * 60  # minutes
JUST_JOINED = timedelta(seconds=LASTS)
AT_MOST: dict[str, Any] = {"action": "identity", "config": {"identity": "30/m/ip"}, "limit_get": True}


def _provider_or_404() -> Provider:
    known = provider()
    if known is None:
        raise Http404
    return known


def _safe(request: HttpRequest, then: str) -> str:
    """A page of ours to go on with, or none."""
    return then if then.startswith("/") and get_adapter(request).is_safe_url(then) else ""


# There and back


@never_cache
@require_safe
@open_to(PUBLIC)
def start(request: HttpRequest) -> HttpResponseBase:
    """On to the provider. A GET, as the page's policy lets no form lead to another host; it changes nothing."""
    known = _provider_or_404()
    too_many: HttpResponseBase | None = ratelimit.consume_or_429(request, **AT_MOST)
    if too_many is not None:
        return too_many
    then, within = _safe(request, request.GET.get("next", "")), request.GET.get("within", "")
    fresh = int(within) * 60 if within.isdecimal() and 0 < int(within) <= LONGEST_WITHIN else None
    try:
        address = go(request, known, then=then, language=get_language() or "ja", fresh=fresh)
    except Refused as refused:
        return _told(refused, then)
    return HttpResponseRedirect(address)


@never_cache
@require_safe
@open_to(PUBLIC)
def callback(request: HttpRequest) -> HttpResponseBase:
    """Back from the provider. The only screen during which Tomoni asks another host."""
    known = _provider_or_404()
    begun = take_out(request, request.GET.get("state", ""))
    if begun is None:
        return _told(Refused(Why.LOST, "no proof was begun under this state"), "")
    with override(begun.language):
        try:
            proof = finish(known, begun, request.GET.dict())
            identity, something_new = arrive(request, proof)
        except Refused as refused:
            return _told(refused, begun.then)
        if identity is None:
            return redirect(_with_next("identity-first", begun.then))
        if something_new and any(differences(_resident(identity), proof.claims)):
            return redirect(_with_next("identity-compare", begun.then))
        return redirect(begun.then or address_of("my"))


def _told(refused: Refused, then: str) -> HttpResponseBase:
    log.warning("A proof of identity came to nothing: %s", refused)
    return redirect(f"{reverse('identity-failed')}?{urlencode({'why': refused.why, 'next': then})}")


def _with_next(name: str, then: str) -> str:
    return reverse(name) + (f"?{urlencode({'next': then})}" if then else "")


@never_cache
@require_safe
@open_to(PUBLIC)
def failed(request: HttpRequest) -> HttpResponse:
    """What went wrong, that nothing is lost, and how to go on."""
    _provider_or_404()
    why = request.GET.get("why", "")
    return render(
        request,
        "people/identity_failed.html",
        {
            "why": why if why in set(Why) else Why.LOST,
            "next": _safe(request, request.GET.get("next", "")),
            "provider": provider(),
        },
    )


# The first time


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
def first(request: HttpRequest) -> HttpResponseBase:
    """A person whom the city does not know by this card yet: which account is it, and what may be written down?"""
    known, proof = _provider_or_404(), waiting(request)
    then = _safe(request, request.GET.get("next", ""))
    if proof is None:
        return _told(Refused(Why.LOST, "no proof waits in this session"), then)
    person = person_of(request)
    if request.method == "POST" and "not" in request.POST:
        let_go(request)
        return redirect(then or address_of("my"))
    if person.account is None or person.resident is None:
        return _which_account(request, known, proof.claims, then)
    # A card that is linked opens the account for good. An account of the last minutes holds nothing to protect yet.
    if not FRESH.allows(request) and now() - person.account.joined_at > JUST_JOINED:
        return FRESH.turned_away(request)
    differing = list(differences(person.resident, proof.claims))
    if request.method == "POST":
        return _link(request, person.account, person.resident, then)
    context = {"claims": proof.claims, "differing": differing, "next": then, "provider": known}
    return render(request, "people/identity_link.html", context | {"account": person.account})


def _which_account(request: HttpRequest, known: Provider, claims: Claims, then: str) -> HttpResponseBase:
    if person_of(request).account is not None:
        let_go(request)
        return _told(Refused(Why.STAFF, "a clerk's account was to be linked"), then)
    back = urlencode({"next": _with_next("identity-first", then)})
    context = {
        "claims": claims,
        "provider": known,
        "sign_up": f"{reverse('account_signup')}?{back}",
        "sign_in": f"{reverse('account_login')}?{back}",
    }
    return render(request, "people/identity_first.html", context)


def _link(request: HttpRequest, account: Account, resident: Resident, then: str) -> HttpResponseBase:
    proof = waiting(request)
    assert proof is not None  # `first` looked
    differing = list(differences(resident, proof.claims))
    try:
        link(request, account, proof, now())
    except Refused as refused:
        let_go(request)
        return _told(refused, then)
    _take(request, account, resident, differing)
    _tell(request, account, "linked")
    messages.success(request, _("本人確認をつなぎました。"))
    return redirect(then or reverse("my-identity"))


def _take(request: HttpRequest, account: Account, resident: Resident, differing: list[Difference]) -> None:
    """Write down what the resident has ticked."""
    agreed = set(request.POST.getlist("take"))
    facts: dict[str, Any] = {}
    for one in differing:
        if one.key in agreed:
            facts |= one.facts
    if facts:
        take_said(resident=Resident.objects.get(pk=resident.pk), facts=facts, who=account)


def _tell(request: HttpRequest, account: Account, what: str) -> None:
    """By mail to the owner, as whoever did it may not be the owner."""
    get_adapter(request).send_notification_mail(f"people/email/identity_{what}", account)


# What is said differently


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(RESIDENT)
def compare(request: HttpRequest) -> HttpResponseBase:
    """The provider says otherwise than the city's record; the resident decides what is written down."""
    known, person = _provider_or_404(), person_of(request)
    assert person.account is not None and person.resident is not None  # RESIDENT lets nobody else in
    then = _safe(request, request.GET.get("next", ""))
    identity = Identity.objects.filter(issuer=known.issuer, account=person.account).first()
    differing = list(differences(person.resident, Claims.from_data(identity.said))) if identity else []
    if request.method == "POST":
        _take(request, person.account, person.resident, differing)
        return redirect(then or reverse("my-identity"))
    if not differing:
        return redirect(then or reverse("my-identity"))
    context = {"differing": differing, "next": then, "provider": known}
    return render(request, "people/identity_compare.html", context)


# My page


@never_cache
@require_safe
@open_to(RESIDENT)
def mine(request: HttpRequest) -> HttpResponse:
    """How sure the city is of me now, and the card that is linked with my account."""
    account, known = person_of(request).account, provider()
    context = {
        "standing": assurance.standing_of(request),
        "identities": Identity.objects.filter(account=account).order_by("linked_at"),
        "provider": known,
        "linked": known is not None and Identity.objects.filter(account=account, issuer=known.issuer).exists(),
    }
    return render(request, "people/identity_mine.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(FRESH)
def unlink(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the link off, after asking once. The mail address stays as a way in; the last way in cannot be taken off."""
    account = person_of(request).account
    identity = Identity.objects.filter(pk=pk, account=account).first()
    if identity is None or account is None:
        raise Http404
    if request.method != "POST":
        return render(request, "people/identity_unlink.html", {"identity": identity})
    try:
        unlink_identity(identity=identity, who=account)
    except LastWayIn:
        messages.error(request, _("ほかに入る方法がないので、外せません。先にメールアドレスを確かめてください。"))
        return redirect("my-identity")
    assurance.forget_shown(request)
    _tell(request, account, "unlinked")
    messages.success(request, _("本人確認のつながりを外しました。サインインは、これまでどおりメールでできます。"))
    return redirect("my-identity")


def _resident(identity: Identity) -> Resident:
    return Resident.objects.get(account=identity.account_id)

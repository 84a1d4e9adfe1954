"""What I agreed to: giving and taking back are one button each."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tomoni.base.design.frame import address_of
from tomoni.base.doors import open_to

from ..consent import give, purposes, withdraw
from ..models import Consent
from ..rights import RESIDENT
from .person import account_of, resident_of


@never_cache
@open_to(RESIDENT)
def consents(request: HttpRequest) -> HttpResponse:
    """Every purpose, whether I agree to its words of today, and what I gave and took back before."""
    kept = list(Consent.objects.filter(resident=resident_of(request)))
    standing = {one.purpose: one for one in kept if one.withdrawn_at is None}
    told = [
        (purpose, held if held and held.version == purpose.version else None, held)
        for purpose in purposes.values()
        for held in [standing.get(purpose.key)]
    ]
    over = [(one, purposes[one.purpose].title if one.purpose in purposes else one.purpose) for one in kept]
    context = {"purposes": told, "history": over}
    return render(request, "people/consents.html", context)


@never_cache
@require_POST
@open_to(RESIDENT)
def consent(request: HttpRequest, key: str, what: str) -> HttpResponse:
    """Give or withdraw one."""
    if key not in purposes:
        raise Http404
    resident, account = resident_of(request), account_of(request)
    if what == "give":
        give(resident=resident, purpose=purposes[key], who=account)
        messages.success(request, _("同意を受け取りました。いつでも取り消せます。"))
    else:
        withdraw(resident=resident, purpose=purposes[key], who=account)
        messages.success(request, _("同意を取り消しました。"))
    return redirect(address_of("my-consents"))

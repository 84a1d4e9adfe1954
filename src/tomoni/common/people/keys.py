"""Screens of passkeys and devices: what allauth leaves open, and where somebody is signed in.

Addresses of passkeys are allauth's own; these views stand before its (see config/urls.py).
"""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from tomoni.base.doors import open_to

from .actions import end_device, end_other_devices
from .devices import devices_of
from .models import Account, Device
from .person import person_of
from .rights import SIGNED_IN


class Remove(RemoveWebAuthnView):
    """A clerk's last way to show a second factor stays."""

    def form_valid(self, form: Form) -> HttpResponse:
        adapter = get_adapter()
        if adapter.can_delete_authenticator(self.get_object()):
            gone: HttpResponse = super().form_valid(form)
            return gone
        error: ValidationError = adapter.validation_error("cannot_delete_authenticator")
        messages.error(self.request, error.messages[0])
        return redirect(reverse("mfa_list_webauthn"))


class ShowAgain(ReauthenticateWebAuthnView):
    """A passkey that did not fit is told on the same page."""

    def form_invalid(self, form: Form) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form) | {"form": form})
        return answer


remove_passkey = never_cache(open_to(SIGNED_IN)(Remove.as_view()))
show_passkey_again = never_cache(ShowAgain.as_view())


@never_cache
@open_to(SIGNED_IN)
def devices(request: HttpRequest) -> HttpResponse:
    """Where this account is signed in; all others end with one press."""
    account = _account(request)
    if request.method == "POST":
        number = end_other_devices(account=account, but=request.session.session_key)
        told = ngettext(
            "ほかの%(number)d台のサインインを終わらせました。",
            "ほかの%(number)d台のサインインを終わらせました。",
            number,
        )
        messages.success(request, told % {"number": number})
        return redirect("account-devices")
    listed = devices_of(account)
    this = next((one for one in listed if one.session_key == request.session.session_key), None)
    return render(request, "people/devices.html", {"this": this, "others": [one for one in listed if one != this]})


@never_cache
@open_to(SIGNED_IN)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of the own sessions."""
    account = _account(request)
    device = get_object_or_404(Device, pk=pk, account=account)
    if request.method == "POST":
        end_device(device=device, who=account)
        messages.success(request, _("%(device)sのサインインを終わらせました。") % {"device": device})
        return redirect("account-devices")
    return render(request, "people/device_end.html", {"device": device})


def _account(request: HttpRequest) -> Account:
    account = person_of(request).account
    assert account is not None  # SIGNED_IN lets nobody else in
    return account

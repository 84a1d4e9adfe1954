"""What people see of themselves, and the one-tap sign-in of a demonstration."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tomoni.base.design.frame import address_of
from tomoni.base.doors import open_to

from .actions import keep_profile
from .demo import groups, sign_in
from .forms import ProfileForm
from .models import Resident
from .person import person_of
from .rights import DEMO, RESIDENT


@never_cache
@open_to(RESIDENT)
def profile(request: HttpRequest) -> HttpResponse:
    """Name, address and how to be reached; asked for the first time right after the account was made."""
    resident = _resident(request)
    form = ProfileForm(request.POST or None, instance=resident)
    if request.method == "POST" and form.is_valid():
        keep_profile(
            resident=Resident.objects.get(pk=resident.pk), facts=form.cleaned_data, who=person_of(request).account
        )
        messages.success(request, _("保存しました。"))
        return redirect(address_of("my") if "first" in request.GET else address_of("my-profile"))
    return render(request, "people/profile.html", {"form": form, "first": "first" in request.GET})


@never_cache
@open_to(DEMO)
def demo_people(request: HttpRequest) -> HttpResponse:
    """One invented person per role; a tap signs in."""
    if request.method == "POST":
        return sign_in(request, account=request.POST.get("account", ""), then=request.POST.get("next", ""))
    return render(request, "people/demo.html", {"groups": groups(), "next": request.GET.get("next", "")})


def _resident(request: HttpRequest) -> Resident:
    resident = person_of(request).resident
    assert resident is not None  # RESIDENT lets nobody else in
    return resident

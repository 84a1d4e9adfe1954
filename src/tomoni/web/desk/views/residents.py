"""住民を探す: only for those whose duty it is, with a reason each time, and noted for the resident to read."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tomoni.base import clock
from tomoni.base.doors import open_to
from tomoni.common.people.actions import enter_resident, keep_profile
from tomoni.common.people.api import Membership, Resident, clerk_of, duty, seen
from tomoni.common.people.forms import ProfileForm

from ..forms import ReasonForm, ResidentFilter

LOOKS_UP = duty("people.look_up")
PER_PAGE = 30
REASONS = "tomoni_reasons"  # in the session: why this clerk looks at whom, for as long as the session lasts


@never_cache
@open_to(LOOKS_UP)
def residents(request: HttpRequest) -> HttpResponse:
    """Search by name or kana. Nothing is listed before something is asked."""
    filters = ResidentFilter(request.GET)
    words = filters.cleaned_data["words"] if filters.is_valid() else ""
    page = Paginator(Resident.objects.called(words), PER_PAGE).get_page(request.GET.get("page")) if words else None
    return render(request, "desk/residents.html", {"filters": filters, "page": page, "words": words})


@never_cache
@open_to(LOOKS_UP)
def resident(request: HttpRequest, number: int) -> HttpResponse:
    """One resident's data, after a reason was given."""
    asked = get_object_or_404(Resident.objects.select_related("account"), pk=number)
    why = _reason(request, asked)
    if not why:
        return _ask_why(request, asked)
    seen(who=clerk_of(request), about=asked, why=why, screen="desk-resident")
    memberships = Membership.objects.standing(clock.today()).filter(resident=asked).select_related("organisation")
    return render(request, "desk/resident.html", {"resident": asked, "why": why, "memberships": memberships})


@never_cache
@open_to(LOOKS_UP)
def change_resident(request: HttpRequest, number: int) -> HttpResponse:
    """Put right what is written of a resident, for the reason given."""
    asked = get_object_or_404(Resident, pk=number)
    why = _reason(request, asked)
    if not why:
        return redirect("desk-resident", number)
    form = ProfileForm(request.POST or None, instance=asked)
    if request.method == "POST" and form.is_valid():
        fresh = Resident.objects.get(pk=number)
        keep_profile(resident=fresh, facts=form.cleaned_data, who=clerk_of(request), why=why)
        messages.success(request, _("直しました。"))
        return redirect("desk-resident", number)
    seen(who=clerk_of(request), about=asked, why=why, screen="desk-resident-change")
    return render(request, "desk/resident_change.html", {"resident": asked, "form": form})


@never_cache
@open_to(LOOKS_UP)
def new_resident(request: HttpRequest) -> HttpResponse:
    """At the counter: somebody without a way in becomes a resident like anybody else."""
    form = ProfileForm(request.POST or None)
    form.fields["name"].required = True
    if request.method == "POST" and form.is_valid():
        entered = enter_resident(who=clerk_of(request), **form.cleaned_data)
        _give_reason(request, entered, _("窓口での登録"))
        messages.success(request, _("登録しました。"))
        return redirect("desk-resident", entered.pk)
    return render(request, "desk/resident_change.html", {"form": form})


def _ask_why(request: HttpRequest, asked: Resident) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _give_reason(request, asked, form.cleaned_data["why"])
        return redirect("desk-resident", asked.pk)
    return render(request, "desk/resident_why.html", {"resident": asked, "form": form})


def _give_reason(request: HttpRequest, asked: Resident, why: str) -> None:
    request.session[REASONS] = request.session.get(REASONS, {}) | {str(asked.pk): str(why)}


def _reason(request: HttpRequest, asked: Resident) -> str:
    return str(request.session.get(REASONS, {}).get(str(asked.pk), ""))

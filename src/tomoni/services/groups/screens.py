"""What everybody sees of the groups, and what their members write."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tomoni.base.clock import parse_day, today
from tomoni.base.doors import PUBLIC, open_to
from tomoni.common.people.api import SIGNED_IN, SignedIn, person_of
from tomoni.engines.cases.api import begin

from . import actions
from .forms import OwnPage
from .map import dots
from .models import Field, Group, areas
from .queries import Wanted, directory, standing_on
from .service import change, leaving, renewal

PER_PAGE = 24


class WritesForTheGroup(SignedIn):
    """Its head or its contact, as the register of organisations has them."""

    name = "writes-for-the-group"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        resident = person_of(request).resident
        return (
            resident is not None
            and Group.objects.standing(today()).of(resident, today()).filter(pk=where["pk"]).exists()
        )


def _wanted(request: HttpRequest) -> Wanted:
    asked = request.GET
    return Wanted(
        words=asked.get("q", "").strip(),
        field=asked.get("field", ""),
        area=asked.get("area", ""),
        looking=asked.get("looking") == "1",
        wards=asked.get("wards") == "1",
    )


@open_to(PUBLIC)
def groups(request: HttpRequest) -> HttpResponse:
    """The directory: by words, field, area, and who is looking for members."""
    wanted, on = _wanted(request), today()
    found = directory(wanted, on)
    context = {
        "wanted": wanted,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "fields": Field.choices,
        "areas": areas(),
        "dots": dots(found),
        "standing": standing_on(on),
    }
    return render(request, "groups/directory.html", context)


@open_to(PUBLIC)
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """A group's own page; one that has ended says so and shows nothing but its name."""
    found = get_object_or_404(Group, pk=pk)
    ended = not found.stands(today())
    return render(request, "groups/group.html", {"group": found, "ended": ended}, status=410 if ended else 200)


@open_to(PUBLIC)
def groups_on_a_day(request: HttpRequest) -> HttpResponse:
    """How many groups stood on a day, with and without wards."""
    typed = request.GET.get("on", "")
    try:
        on, wrong = (parse_day(typed) if typed else today()), ""
    except ValueError:
        on, wrong = today(), _("日付が読めませんでした。令和8年11月20日、または 2026-11-20 のように入れてください。")
    return render(request, "groups/on_a_day.html", {"standing": standing_on(on), "typed": typed, "wrong": wrong})


@open_to(SIGNED_IN)
def my_groups(request: HttpRequest) -> HttpResponse:
    """The groups this person writes for, and what can be done for each."""
    resident = person_of(request).resident
    mine = Group.objects.standing(today()).of(resident, today()).order_by("kana") if resident else Group.objects.none()
    return render(request, "groups/mine.html", {"groups": mine})


@open_to(WritesForTheGroup())
@require_http_methods(["GET", "POST"])
def edit_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Members write their own page."""
    mine = get_object_or_404(Group, pk=pk)
    form = OwnPage(request.POST or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        resident = person_of(request).resident
        if resident is not None:
            actions.write_page(get_object_or_404(Group, pk=pk), form.cleaned_data, on=today(), who=resident)
        messages.success(request, _("団体のページを直しました。"))
        return redirect("group", pk)
    return render(request, "groups/edit.html", {"form": form, "group": mine})


@open_to(WritesForTheGroup())
@require_http_methods(["POST"])
def start(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Begin a renewal, a change or a goodbye for one group."""
    procedure = {"renewal": renewal, "change": change, "leaving": leaving}[what]
    draft = begin(procedure, about=get_object_or_404(Group, pk=pk), resident=person_of(request).resident)
    return redirect(draft)

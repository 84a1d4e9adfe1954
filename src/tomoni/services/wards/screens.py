"""What everybody sees of the wards."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tomoni.base.clock import today
from tomoni.base.doors import PUBLIC, open_to

from .models import Ward
from .queries import wards_by_area
from .settings import settings


@open_to(PUBLIC)
def wards(request: HttpRequest) -> HttpResponse:
    """All wards by area, counted row by row, with how sure each name is."""
    areas = wards_by_area(today())
    every = [ward for area in areas for ward in area.wards]
    context = {
        "areas": areas,
        "number": len(every),
        "unsure": sum(not ward.is_sure for ward in every if not ward.invented),
        "invented": any(ward.invented for ward in every),
        "settings": settings(),
    }
    return render(request, "wards/wards.html", context)


@open_to(PUBLIC)
def ward(request: HttpRequest, pk: int) -> HttpResponse:
    """One ward; one that has ended says so."""
    found = get_object_or_404(Ward, pk=pk)
    ended = not found.stands(today())
    return render(request, "wards/ward.html", {"ward": found, "ended": ended}, status=410 if ended else 200)

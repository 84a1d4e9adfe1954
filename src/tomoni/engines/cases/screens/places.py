"""The small picture of the city that a question about a place shows."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tomoni.base.doors import PUBLIC, open_to

from ..city_places import MAP_WIDTH, frame_of_city, spots_of_city


@require_safe
@open_to(PUBLIC)
def city_map(request: HttpRequest) -> HttpResponse:
    """The towns of the city as dots with their names, north above; as many dots wide as it is shown."""
    frame = frame_of_city()
    if frame is None:
        raise Http404
    context = {"width": MAP_WIDTH, "height": frame.height, "spots": spots_of_city()}
    answer = render(request, "cases/map.svg", context, content_type="image/svg+xml")
    answer["Cache-Control"] = "public, max-age=86400"
    return answer

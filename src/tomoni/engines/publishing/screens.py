"""What residents see of the city's pages."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tomoni.base.doors import PUBLIC, open_to

from .models import Guide, Notice
from .queries import published

PER_PAGE = 20


@open_to(PUBLIC)
def notices(request: HttpRequest) -> HttpResponse:
    """All notices, newest first; `topic` narrows them."""
    topic = request.GET.get("topic", "")
    found = published()
    if topic in Notice.Topic.values:
        found = found.filter(topic=topic)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "publishing/notices.html", {"page": page, "topic": topic, "topics": Notice.Topic.choices})


@open_to(PUBLIC)
def notice(request: HttpRequest, slug: str) -> HttpResponse:
    told = get_object_or_404(published(), slug=slug)
    return render(request, "publishing/told.html", {"told": told, "wording": told.wording(), "dated": True})


@open_to(PUBLIC)
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    told = get_object_or_404(Guide, slug=slug, live=True)
    return render(request, "publishing/told.html", {"told": told, "wording": told.wording()})

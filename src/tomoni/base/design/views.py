"""The pages that show every component in every state."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tomoni.base.doors import PUBLIC, open_to

from .states import COMPONENTS


@open_to(PUBLIC)
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "design/index.html", {"components": COMPONENTS.values()})


@open_to(PUBLIC)
def component(request: HttpRequest, key: str) -> HttpResponse:
    if key not in COMPONENTS:
        raise Http404
    shown = COMPONENTS[key]
    return render(request, shown.template, {"component": shown, **shown.examples()})

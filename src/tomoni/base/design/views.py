"""The pages that show every component in every state."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tomoni.base.doors import PUBLIC, open_to


@open_to(PUBLIC)
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "design/index.html")

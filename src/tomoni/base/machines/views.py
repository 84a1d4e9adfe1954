"""The page for people who write for machines."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tomoni.base.doors import PUBLIC, open_to

from .interface import operations


@require_safe
@open_to(PUBLIC)
def api(request: HttpRequest) -> HttpResponse:
    """What can be asked under /api/v1/, and where the description for machines is."""
    return render(request, "machines/api.html", {"operations": operations()})

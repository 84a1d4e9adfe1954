"""Handing a file out: always to be saved, never to be shown by our pages or run in their name."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tomoni.base.doors import open_to
from tomoni.common.people.api import person_of, seen

from .models import StoredFile
from .naming import name_to_hand_out
from .readers import MAY_OPEN_FILE, owns
from .scanner import scanner


@require_safe
@open_to(MAY_OPEN_FILE)
def file(request: HttpRequest, token: str) -> HttpResponseBase:
    """The bytes of one file. A look by somebody else than the owner is noted."""
    stored = StoredFile.objects.get(token=token)
    if not stored.is_there or not stored.path.exists():
        raise Http404
    person = person_of(request)
    if stored.finding == stored.Finding.UNCHECKED and scanner() is not None and not owns(person, stored):
        return render(request, "files/being_checked.html", status=503)
    if person.clerk is not None and not owns(person, stored):
        seen(who=person.clerk, about=stored, why=_("添付ファイルの確認"), screen="file")
    answer = FileResponse(
        stored.path.open("rb"),
        as_attachment=True,
        filename=name_to_hand_out(stored.name, stored.type),
        content_type=stored.type.mime,
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer

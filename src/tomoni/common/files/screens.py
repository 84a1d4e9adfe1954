"""The screen of one file."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tomoni.base.doors import open_to
from tomoni.common.people.api import Resident, person_of, seen

from .handing import hand_out
from .models import StoredFile
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
        whose = stored.owner if isinstance(stored.owner, Resident) else None
        seen(who=person.clerk, about=stored, whose=whose, why=_("添付ファイルの確認"), screen="file")
    return hand_out(stored)

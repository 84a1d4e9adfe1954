"""My data as a file, and its erasure by rule."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tomoni.base import clock
from tomoni.base.city.api import the_city
from tomoni.base.design.frame import address_of
from tomoni.base.doors import open_to

from ..data_file import ask_for_data, fetched
from ..erasure import AskedAlready, Part, erase_resident, parts_of
from ..fresh import FRESH
from ..models import Erasure
from ..my_data import in_order
from ..rights import RESIDENT
from ..settings import data_rules
from .forms import ErasureForm
from .person import account_of, resident_of

SHOWN = 10


@never_cache
@open_to(RESIDENT)
def data(request: HttpRequest) -> HttpResponse:
    """What the city holds of me, the files I asked for, and the way to erase."""
    resident, now = resident_of(request), clock.now()
    files = [(file, file.is_there(now)) for file in resident.data_files.all()[:SHOWN]]
    context = {"files": files, "keepers": in_order(), "days": data_rules().file_days}
    return render(request, "people/my_data.html", context)


@never_cache
@require_POST
@open_to(RESIDENT)
def ask(request: HttpRequest) -> HttpResponse:
    """Have the file made."""
    ask_for_data(resident=resident_of(request), who=account_of(request), language=get_language() or "ja")
    messages.success(request, _("ファイルをつくり始めました。少し待ってから、この画面を開き直してください。"))
    return redirect(address_of("my-data"))


@never_cache
@require_safe
@open_to(FRESH)
def file(request: HttpRequest, token: str) -> HttpResponseBase:
    """The bytes, for nobody but the resident, who has just signed in."""
    asked = get_object_or_404(resident_of(request).data_files, token=token)
    if not asked.is_there(clock.now()) or not asked.path.is_file():
        raise Http404
    if request.method == "GET":
        fetched(asked, who=account_of(request))
    name = f"my-data-{timezone.localtime(asked.asked_at):%Y%m%d}.zip"
    answer = FileResponse(asked.path.open("rb"), as_attachment=True, filename=name, content_type="application/zip")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@never_cache
@open_to(FRESH)
def erase(request: HttpRequest) -> HttpResponse:
    """What goes now, what stays until when and why; then, after one more question, it is done."""
    resident, account, on = resident_of(request), account_of(request), clock.today()
    form = ErasureForm(request.POST or None)
    parts = parts_of(resident, on)
    if request.method == "POST" and form.is_valid():
        try:
            erase_resident(resident=resident, who=account, why=form.cleaned_data["why"])
        except AskedAlready:
            return redirect(address_of("my-erase"))
        stays = [Part(part.title, [], part.stays) for part in parts if part.stays]
        if not account.is_staff:
            logout(request)
        return render(request, "people/erased.html", {"stays": stays, "city": the_city()})
    context = {"form": form, "parts": parts, "going_on": Erasure.objects.filter(resident=resident).first()}
    return render(request, "people/erase.html", context)

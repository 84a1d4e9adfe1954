"""The book of the plan: its editions for everybody, its figures as open data, and the order for a new one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tomoni.base.clock import today
from tomoni.base.doors import PUBLIC, open_to
from tomoni.common.people.api import clerk_of

from ..book.contents import contents
from ..book.editions import order_edition
from ..book.opened import dictionary_csv, values_csv
from ..forms import EditionForm
from ..models import Edition, EditionFile
from ..queries import NoPlan
from .asked import day_asked
from .desk import EDIT

A_YEAR = 31_536_000


@require_safe
@open_to(PUBLIC)
def editions(request: HttpRequest) -> HttpResponse:
    """What can be had: the newest edition, and all that came before it."""
    made = list(Edition.objects.made())
    files = EditionFile.objects.filter(edition__in=made).defer("data")
    shown = [(one, [file for file in files if file.edition_id == one.pk]) for one in made]
    return render(request, "plan/book.html", {"newest": shown[:1], "earlier": shown[1:]})


@require_safe
@open_to(PUBLIC)
def file(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """A file of an edition. It never changes, so it may be kept by whoever asked for it."""
    found = get_object_or_404(EditionFile, edition__number=number, edition__state=Edition.State.MADE, name=name)
    answer = HttpResponse(bytes(found.data), content_type=found.media_type)
    shows = "inline" if found.media_type == "application/pdf" else "attachment"
    answer["Content-Disposition"] = f'{shows}; filename="{found.name}"'
    answer["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    answer["ETag"] = f'"{found.sha256}"'
    return answer


@require_safe
@open_to(PUBLIC)
def values(request: HttpRequest) -> HttpResponse:
    """All values of the plan on a day, as CSV."""
    on = day_asked(request)
    return _csv(values_csv(_told(request)), f"plan-values-{on}.csv")


@require_safe
@open_to(PUBLIC)
def told(request: HttpRequest) -> JsonResponse:
    """All that the book tells, as JSON."""
    return JsonResponse(_told(request), json_dumps_params={"ensure_ascii": False})


@require_safe
@open_to(PUBLIC)
def dictionary(request: HttpRequest) -> HttpResponse:
    """What the columns of the values mean."""
    return _csv(dictionary_csv(), "plan-values-dictionary.csv")


@never_cache
@open_to(EDIT)
def desk(request: HttpRequest) -> HttpResponse:
    """Order a new edition; see what became of the earlier orders."""
    form = EditionForm(request.POST or None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        order_edition(on=form.cleaned_data["on"], who=clerk_of(request))
        messages.success(request, _("新しい号を頼みました。できると、この画面と公開の画面に出ます。"))
        return redirect("desk-plan-book")
    ordered = Edition.objects.select_related("same_as")[:30]
    return render(request, "plan/desk/book.html", {"form": form, "ordered": ordered})


def _told(request: HttpRequest) -> dict[str, object]:
    try:
        return contents(day_asked(request))
    except NoPlan as error:
        raise Http404(str(error)) from None


def _csv(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

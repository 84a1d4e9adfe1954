"""Who looked at my data and why, and asking about it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tomoni.base.design.frame import address_of
from tomoni.base.doors import open_to

from ..looks import as_told, ask_about, look_of, looks_at
from ..models import Section
from ..rights import RESIDENT
from ..settings import data_rules
from .forms import QuestionForm
from .person import account_of, resident_of

PER_PAGE = 30


def answering() -> Section | None:
    """The section that answers for data protection, as the city's settings name it."""
    return Section.objects.filter(code=data_rules().answers).first()


@never_cache
@open_to(RESIDENT)
def seen(request: HttpRequest) -> HttpResponse:
    """Which desks looked at my data: the latest first, looks of one desk at one thing for one reason as one line."""
    resident = resident_of(request)
    page = Paginator(looks_at(resident), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "looks": as_told(list(page.object_list)),
        "questions": resident.sight_questions.order_by("-asked_at"),
        "answering": answering(),
    }
    return render(request, "people/seen.html", context)


@never_cache
@open_to(RESIDENT)
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """A question about one look, to the section that answers for data protection."""
    sight = get_object_or_404(resident_of(request).sights.select_related("resident"), pk=number)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_about(sight=sight, text=form.cleaned_data["text"], who=account_of(request))
        messages.success(request, _("質問を送りました。答えは、この画面とメールでお知らせします。"))
        return redirect(address_of("my-seen"))
    return render(request, "people/seen_ask.html", {"form": form, "look": look_of(sight), "answering": answering()})

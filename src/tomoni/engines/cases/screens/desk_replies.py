"""Words that the desk often sends: kept by those who send them."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tomoni.base.clock import today
from tomoni.base.doors import open_to
from tomoni.common.people.api import clerk_of, person_of

from ..actions.replies import keep_template, retire_template
from ..desk_forms import KeepingTemplate
from ..models import ReplyTemplate
from ..rights import EXAMINES_SOME, examined_by, keys


@never_cache
@require_safe
@open_to(EXAMINES_SOME)
def templates(request: HttpRequest) -> HttpResponse:
    """Those for all procedures, and those for the ones that this clerk examines."""
    return render(request, "cases/desk/replies.html", {"templates": _mine(request)})


def _mine(request: HttpRequest) -> list[ReplyTemplate]:
    mine = keys(examined_by(person_of(request), today()))
    own = ReplyTemplate.objects.filter(Q(procedure_key="") | Q(procedure_key__in=mine), in_use=True)
    return list(own.select_related("changed_by"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(EXAMINES_SOME)
def template_new(request: HttpRequest) -> HttpResponseBase:
    return _kept(request, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(EXAMINES_SOME)
def template(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change one, or put it out of use. What was sent with it stays as it was sent."""
    found = get_object_or_404(ReplyTemplate, pk=pk, in_use=True, pk__in=[one.pk for one in _mine(request)])
    if request.POST.get("retire"):
        retire_template(found, who=clerk_of(request))
        messages.success(request, _("ひな形を片付けました。"))
        return redirect("desk-replies")
    return _kept(request, found)


def _kept(request: HttpRequest, found: ReplyTemplate | None) -> HttpResponseBase:
    mine = examined_by(person_of(request), today())
    now_is = {"title": found.title, "procedure": found.procedure_key, "text": found.text} if found else {}
    form = KeepingTemplate(mine, request.POST if request.method == "POST" else None, initial=now_is)
    if form.is_valid():
        given = form.cleaned_data
        try:
            with transaction.atomic():
                keep_template(
                    found, title=given["title"], text=given["text"], procedure_key=given["procedure"],
                    who=clerk_of(request),
                )  # fmt: skip
        except IntegrityError:
            form.add_error("title", _("同じ名前のひな形があります"))
        else:
            messages.success(request, _("ひな形を残しました。"))
            return redirect("desk-replies")
    context = {"form": form, "template": found}
    return render(request, "cases/desk/reply.html", context, status=422 if form.errors else 200)

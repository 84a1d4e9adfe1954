"""Who shows a figure, and what they do when it was restated; and the mails that anybody may ask for."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from tomoni.base.clock import today
from tomoni.base.design.fields import offer
from tomoni.base.doors import PUBLIC, open_to
from tomoni.common.people.api import STAFF, clerk_of, may, person_of

from ..citing import Cited, cite, cite_no_more, now_is, settle
from ..figures import Figure
from ..following import ask_to_follow, confirm, leave
from ..forms import CitationForm, FollowForm, SettleForm
from ..models import Citation, Follower, RestatementNotice
from ..wording import moment_of, when, with_unit
from .asked import figure_or_404
from .desk import EDIT


@never_cache
@open_to(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def citations(request: HttpRequest, key: str) -> HttpResponse:
    """Who shows the figures of an indicator, and a form for what the system cannot know by itself."""
    figure = figure_or_404(request, key)
    citable = _citable(figure)
    form = CitationForm(request.POST or None)
    offer(form, "figure", [(name, words) for name, (words, _one) in citable.items()])
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        cite(
            citable[facts["figure"]][1],
            by=None,
            contact=facts["keeper"] or facts["address"],
            title=facts["title"],
            url=facts["url"],
            who=clerk_of(request),
        )
        messages.success(request, _("書き留めました。値が訂正されたら知らせます。"))
        return redirect("desk-plan-citations", key)
    listed = figure.indicator.citations.filter(ended_on=None).select_related("keeper").prefetch_related("notices")
    context = {"figure": figure, "form": form, "citations": listed}
    return render(request, "plan/desk/citations.html", context)


def _citable(figure: Figure) -> dict[str, tuple[str, Cited]]:
    """Every figure that somebody may have printed, by a name for the form, with its words."""
    indicator = figure.indicator
    found: dict[str, tuple[str, Cited]] = {}
    if figure.value is not None:
        found["now"] = (f"{when(figure)} {with_unit(indicator, figure.value)}", figure)
    published = [*reversed(figure.history), *([figure.baseline] if figure.baseline else [])]
    for one in published:
        if not one.is_kept:
            observation = one.observation
            words = f"{moment_of(observation)} {with_unit(indicator, observation.value)}"
            found[str(observation.pk)] = (words, observation)
    return found


@open_to(EDIT)
@require_POST
def end_citation(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """It is not shown there any more."""
    found = get_object_or_404(Citation, pk=number, indicator__key=key, ended_on=None)
    cite_no_more(found, who=clerk_of(request))
    messages.success(request, _("引用の記録を終わりにしました。"))
    return redirect("desk-plan-citations", key)


@never_cache
@open_to(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def restated(request: HttpRequest, number: int) -> HttpResponse:
    """A figure that something of mine shows was restated: both values, the reason, and what I did about it."""
    notice = get_object_or_404(
        RestatementNotice.objects.select_related(
            "citation__indicator", "citation__keeper", "correction__was", "correction__now", "recount", "settled_by"
        ),
        pk=number,
    )
    person = person_of(request)
    if notice.citation.keeper not in person.posts(today()) and not may(person, "plan.edit"):
        raise Http404(number)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and notice.settled_at is None:
        settle(notice, clerk=clerk_of(request), done=form.cleaned_data["done"])
        messages.success(request, _("片付けました。"))
        return redirect("desk-plan-restated", notice.pk)
    value, reason = now_is(notice)
    indicator = notice.citation.indicator
    context = {
        "notice": notice,
        "citation": notice.citation,
        "indicator": indicator,
        "now": with_unit(indicator, value),
        "reason": reason,
        "form": form,
    }
    return render(request, "plan/desk/restated.html", context)


@never_cache
@open_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, key: str) -> HttpResponse:
    """Ask to be told by mail. What is answered never says whether an address is known."""
    figure = figure_or_404(request, key)
    form = FollowForm(request.POST or None)
    asked = False
    if request.method == "POST" and form.is_valid():
        ask_to_follow(figure.indicator, form.cleaned_data["address"])
        asked = True
    context = {"figure": figure, "indicator": figure.indicator, "form": form, "was_asked": asked}
    return render(request, "plan/follow.html", context)


@csrf_exempt
@never_cache
@require_POST
@open_to(PUBLIC)
def leave_at_once(request: HttpRequest, token: str) -> HttpResponse:
    """The button of a mail program (RFC 8058): one post without a page ends it. Asked again, it has ended already."""
    if request.POST.get("List-Unsubscribe") != "One-Click":
        return HttpResponse(status=400)
    follower = Follower.objects.filter(token=token).first()
    if follower:
        leave(follower)
    return HttpResponse("OK", content_type="text/plain")


@never_cache
@open_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def following(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link of the mails: begin, or leave. Opening the page does nothing: mail programs open links too."""
    follower = Follower.objects.filter(token=token).select_related("indicator").first()
    if follower is None:
        return render(request, "plan/following.html", {"state": "gone"}, status=404)
    state = "confirmed" if follower.confirmed_at else "asked"
    indicator = follower.indicator
    if request.method == "POST" and "leave" in request.POST:
        leave(follower)
        state = "left"
    elif request.method == "POST":
        confirm(follower)
        state = "confirmed"
    return render(request, "plan/following.html", {"state": state, "indicator": indicator})

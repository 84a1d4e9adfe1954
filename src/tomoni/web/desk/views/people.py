"""職員と職: the house, one post, and the handover of posts."""

from datetime import date

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tomoni.base import clock
from tomoni.base.clock import FiscalYear, wareki
from tomoni.base.doors import open_to
from tomoni.common.people.actions import NotInOrder, hand_over
from tomoni.common.people.api import STAFF, Clerk, Holding, Post, Section, clerk_of, duty, may, person_of
from tomoni.common.people.duties import duties

from ..handover import CannotRead, changes_in, left_without, lines_of_sheet, looked_at
from ..house import away_on, seats_on, tree_on

ARRANGES = duty("people.arrange")


@never_cache
@open_to(STAFF)
def house(request: HttpRequest) -> HttpResponse:
    """The sections and posts, who holds them on a day, and who is away."""
    on = _day(request.GET.get("on")) or clock.today()
    context = {
        "on": on,
        "tree": tree_on(on),
        "away": away_on(on),
        "to_come": Holding.objects.to_come(clock.today()).select_related("post__section", "clerk").order_by("since"),
        "arranges": may(person_of(request), "people.arrange"),
    }
    return render(request, "desk/house.html", context)


@never_cache
@open_to(STAFF)
def post(request: HttpRequest, key: str) -> HttpResponse:
    """One post: its duties, who holds it, who held it."""
    held = Prefetch("holdings", Holding.objects.select_related("clerk").order_by("-since"))
    asked = get_object_or_404(Post.objects.select_related("section").prefetch_related("duties", held), key=key)
    titles = [duties[row.duty].title if row.duty in duties else row.duty for row in asked.duties.all()]
    arranges = may(person_of(request), "people.arrange")
    return render(request, "desk/post.html", {"post": asked, "duties": titles, "arranges": arranges})


@never_cache
@open_to(ARRANGES)
def handover(request: HttpRequest) -> HttpResponse:
    """Who holds which post from which day: chosen here or brought as a table; looked at; then carried out."""
    on = _day(request.POST.get("on") or request.GET.get("on")) or _next_first_of_april()
    sentences: list[str] = []
    if request.method == "POST":
        try:
            answer = _went_on(request, on)
        except CannotRead as error:
            sentences = error.sentences
        except NotInOrder as error:
            sentences = [str(error)]
        else:
            return answer
    return render(request, "desk/handover.html", _to_choose(request, on) | {"sentences": sentences})


def _went_on(request: HttpRequest, on: date) -> HttpResponse:
    if on < clock.today():
        raise CannotRead([_("きょうか、きょうより後の日を選んでください。")])
    changes = changes_in(_lines(request))
    if not changes:
        raise CannotRead([_("変わる職を1つ以上選んでください。")])
    if "carry_out" in request.POST:
        hand_over(changes=changes, on=on, who=clerk_of(request), why=request.POST.get("why", ""))
        messages.success(
            request, _("%(day)sからの%(number)d件を入れました。") % {"day": wareki(on), "number": len(changes)}
        )
        return redirect("desk-people")
    context = {"on": on, "seen": looked_at(changes, on), "without": left_without(changes, on)}
    return render(request, "desk/handover_check.html", context)


def _lines(request: HttpRequest) -> list[str]:
    """From a file, from the check page, or from the choices beside each post."""
    table = request.FILES.get("table")
    if isinstance(table, UploadedFile):
        return lines_of_sheet(table.read())
    if lines := request.POST.getlist("line"):
        return lines
    chosen = [
        f"{name.removeprefix('to-')} {'-' if value == 'vacant' else value} "
        + ("vacant" if value == "vacant" else request.POST.get(f"as-{name.removeprefix('to-')}", "main"))
        for name, value in request.POST.items()
        if name.startswith("to-") and value
    ]
    return chosen + [f"{line} leaves" for line in request.POST.getlist("leaves")]


def _to_choose(request: HttpRequest, on: date) -> dict[str, object]:
    sections = list(Section.objects.all())
    asked = request.POST.get("section") or request.GET.get("section") or (sections[0].code if sections else "")
    within = _below(sections, asked)
    posts = Post.objects.filter(section__code__in=within).select_related("section")
    return {
        "on": on,
        "sections": sections,
        "section": asked,
        "seats": list(seats_on(on, posts).values()),
        "clerks": Clerk.objects.all(),
    }


def _below(sections: list[Section], code: str) -> set[str]:
    """A section and everything under it."""
    codes = {section.pk: section.code for section in sections}
    within = {code}
    for _depth in range(4):  # 部, 課, 係, and one to spare
        within |= {section.code for section in sections if section.parent_id and codes[section.parent_id] in within}
    return within


def _day(text: str | None) -> date | None:
    try:
        return parse_date(text or "")
    except ValueError:
        return None


def _next_first_of_april() -> date:
    return FiscalYear.of(clock.today()).last + clock.A_DAY

"""The residents' door: home, search, town, my page, and the pages that are promised but not built."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from tomoni.base.clock import today
from tomoni.base.design.parts.words import VERDICTS
from tomoni.base.design.shapes import TallyItem
from tomoni.base.doors import PUBLIC, open_to
from tomoni.base.search import api as search
from tomoni.common.people.api import SIGNED_IN, person_of
from tomoni.common.people.shelves import laid_out
from tomoni.engines.cases.queries import Offer, open_procedures
from tomoni.engines.plan.queries import NoPlan, the_plan
from tomoni.engines.plan.rules import Verdict
from tomoni.engines.publishing.api import guides, latest

from .entrances import ENTRANCES, PLANNED, SUGGESTIONS
from .settings import home_settings

NOTICES = 4
PROCEDURES = 4
PER_PAGE = 20


@open_to(PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    """What do you want to do today?"""
    context = {
        "entrances": ENTRANCES,
        "suggestions": SUGGESTIONS,
        "notices": latest(NOTICES),
        "procedures": _looked_for(),
        "plan": _plan_strip(),
    }
    return render(request, "public/home.html", context)


def _looked_for() -> list[Offer]:
    """The procedures that the city names, and the first ones after them; one that is not offered now is left out."""
    offered = {offer.key: offer for offer in open_procedures()}
    named = [offered.pop(key) for key in home_settings().procedures if key in offered]
    return [*named, *offered.values()][:PROCEDURES]


@dataclass(frozen=True)
class PlanStrip:
    """How far the plan has come, in four numbers."""

    title: str
    indicators: int
    invented: bool
    tally: list[TallyItem]


def _plan_strip() -> PlanStrip | None:
    try:
        plan = the_plan(today())
    except NoPlan:
        return None
    # A figure that does not exist yet cannot tell anything either.
    unknown = plan.tally[Verdict.CANNOT_TELL] + plan.tally[Verdict.NO_FIGURE]
    counts = {"reached": plan.tally[Verdict.REACHED], "on_the_way": plan.tally[Verdict.ON_THE_WAY]}
    counts |= {"behind": plan.tally[Verdict.BEHIND], "cannot_tell": unknown}
    return PlanStrip(
        title=plan.plan.title,
        indicators=len(plan.figures),
        invented=plan.invented,
        tally=[TallyItem(sign, number, VERDICTS[sign]) for sign, number in counts.items()],
    )


@open_to(PUBLIC)
def find(request: HttpRequest) -> HttpResponse:
    """Search over everything public; without words it asks for them."""
    words, kind = request.GET.get("q", "").strip()[:200], request.GET.get("kind", "")
    number = _page_number(request)
    found = search.find(
        words, kinds=(kind,) if kind in search.kinds else (), language=get_language() or "ja", limit=PER_PAGE,
        offset=(number - 1) * PER_PAGE,
    )  # fmt: skip
    context = {
        "words": words,
        "kind": kind,
        "found": found,
        "page": Paginator(range(found.total), PER_PAGE).get_page(number),
        "kinds": [(search.kinds[key], count) for key, count in found.per_kind.items()],
        "hits": [(hit, search.kinds[hit.kind].title) for hit in found.hits],
    }
    return render(request, "public/search.html", context)


def _page_number(request: HttpRequest) -> int:
    typed = request.GET.get("page", "1")
    return min(max(int(typed), 1), 500) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 1


@open_to(PUBLIC)
def town(request: HttpRequest) -> HttpResponse:
    """The town: its groups now, its wards to come."""
    return render(request, "public/town.html")


@open_to(PUBLIC)
def planned(request: HttpRequest, key: str) -> HttpResponse:
    """A page that is promised, said honestly."""
    if key not in PLANNED:
        raise Http404
    return render(request, "public/planned.html", {"promised": PLANNED[key], "tab": key})


@open_to(PUBLIC)
def site(request: HttpRequest) -> HttpResponse:
    """About this site: every guide."""
    return render(request, "public/site.html", {"guides": guides()})


@open_to(SIGNED_IN)
def my_page(request: HttpRequest) -> HttpResponse:
    """What the city has of this person, one shelf each, with the newest things that lie on it."""
    person = person_of(request)
    shelves = laid_out(person.resident) if person.resident else []
    return render(request, "public/my.html", {"shelves": shelves, "person": person})

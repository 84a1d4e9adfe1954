"""Reads of the city's pages, and their way into the search."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import strip_tags

from tomoni.base.clock import today
from tomoni.base.search import api as search

from .models import Guide, Notice

KINDS = {Notice: "notice", Guide: "guide"}
# How good a first answer each kind is: what stays before what passes.
QUALITY = {Notice: 3, Guide: 6}


def published() -> QuerySet[Notice]:
    """The notices that are out by now, newest first."""
    out: QuerySet[Notice] = Notice.objects.filter(live=True, published_on__lte=today())
    return out.order_by("-published_on", "-pk")


def latest(count: int) -> list[Notice]:
    """The newest notices, newest first."""
    return list(published()[:count])


def guides() -> list[Guide]:
    return list(Guide.objects.filter(live=True).order_by("path"))


def address_of(page: Notice | Guide) -> str:
    return reverse("notice" if isinstance(page, Notice) else "guide", args=[page.slug])


def find_again(page: Notice | Guide) -> None:
    """Put a page into the search, or take it out when it is not published."""
    kind = KINDS[type(page)]
    if not page.live:
        search.remove(kind, page)
        return
    wordings = {
        "ja": (page.title, page.body),
        "ja-easy": (page.easy_title, page.easy_body),
        "en": (page.en_title, page.en_body),
    }
    for language, (title, body) in wordings.items():
        if title and body:
            search.put(
                kind, page, title=title, text=strip_tags(body), url=address_of(page), language=language,
                quality=QUALITY[type(page)],
            )  # fmt: skip


def refill() -> None:
    """Put every page into the search again."""
    for kind in KINDS:
        for page in kind.objects.filter(live=True):
            find_again(page)

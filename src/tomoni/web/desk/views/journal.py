"""記録: what was done, by whom, about what; for those whose duty it is to read it."""

from datetime import datetime, time
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tomoni.base.clock import A_DAY, JAPAN
from tomoni.base.doors import open_to
from tomoni.base.journal.api import Entry, public_proof
from tomoni.common.people.api import Clerk, Resident, clerk_of, duty, seen

from ..forms import JournalFilter

READS = duty("journal.read")
PER_PAGE = 50


@never_cache
@open_to(READS)
def journal(request: HttpRequest) -> HttpResponse:
    """The newest first; older ones behind a link, without counting what may be millions."""
    filters = JournalFilter(request.GET, verbs=_verbs())
    entries = _filtered(filters.cleaned_data if filters.is_valid() else {})
    before = request.GET.get("before", "")
    if before.isdecimal():
        entries = entries.filter(pk__lt=int(before))
    found = list(entries[: PER_PAGE + 1])
    asked = request.GET.copy()
    asked["before"] = str(found[PER_PAGE - 1].pk) if len(found) > PER_PAGE else ""
    context = {
        "filters": filters,
        "rows": [
            (entry, _name(entry.who, entry.who_name), _name(entry.about, entry.about_name))
            for entry in found[:PER_PAGE]
        ],
        "older": f"?{asked.urlencode()}" if asked["before"] else "",
        "proof": public_proof(),
    }
    return render(request, "desk/journal.html", context)


@never_cache
@open_to(READS)
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """One entry with what was before and after. Personal data in it counts as looked at."""
    asked = get_object_or_404(Entry.objects.select_related("detail"), pk=number)
    if isinstance(asked.about, Resident):
        seen(who=clerk_of(request), about=asked.about, why=_("記録の閲覧"), screen="desk-journal-entry")
    before, after = asked.before or {}, asked.after or {}
    rows = [(name, before.get(name), after.get(name)) for name in sorted({*before, *after})]
    context = {
        "entry": asked,
        "who": _name(asked.who, asked.who_name),
        "about": _name(asked.about, asked.about_name),
        "rows": [(name, old, new, old != new) for name, old, new in rows],
    }
    return render(request, "desk/journal_entry.html", context)


def _filtered(asked: dict[str, Any]) -> QuerySet[Entry]:
    entries = Entry.objects.order_by("-pk").prefetch_related("who", "about")
    if asked.get("verb"):
        entries = entries.filter(verb=asked["verb"])
    if asked.get("since"):
        entries = entries.filter(at__gte=datetime.combine(asked["since"], time.min, JAPAN))
    if asked.get("until"):
        entries = entries.filter(at__lt=datetime.combine(asked["until"] + A_DAY, time.min, JAPAN))
    if words := asked.get("words", "").strip():
        clerk = Clerk.objects.filter(number=words).first()
        if clerk:
            return entries.filter(who_type=ContentType.objects.get_for_model(Clerk), who_id=clerk.pk)
        return entries.filter(about_name__icontains=words)
    return entries


def _verbs() -> list[str]:
    return list(Entry.objects.order_by("verb").values_list("verb", flat=True).distinct())


def _name(thing: object, kept: str) -> str:
    """What a thing is called now; what it was called in the journal when it is gone; the clockwork for nobody."""
    return str(thing) if thing is not None else kept or _("市のしくみ")

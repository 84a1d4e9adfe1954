"""How surely a procedure must know who applies, and what happens in the form to somebody who is not known so well yet.

The first page is open to everybody: nobody proves anything before they have seen what is asked. From the second page
on, and once more when it is handed in, a need has to be met. What was typed is in the draft by then, so a person may go
to the provider and come back to the same page. Where a clerk types, or goes on with a draft at the counter, it is the
clerk who looks at the card.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tomoni.common.people.api import NOBODY, STAFF, Level, may, person_of, standing_of

from .actions import belongs_to_resident, taken_to_the_counter
from .definitions import need_of
from .models import Draft
from .workflow import Entrance


def asked_first(request: HttpRequest, draft: Draft, *, back: str, fresh: bool = False) -> HttpResponse | None:
    """The page to show instead while a draft's need is not met; None when it is, or there is none.

    `fresh` also looks at how long ago it was shown, where the procedure cares. An anonymous draft becomes the draft of
    whoever has proven who they are; the draft of somebody else never does.
    """
    need = need_of(draft.procedure)
    if need is None or draft.entrance != Entrance.ONLINE:
        return None
    person = person_of(request)
    if person.clerk and STAFF.allows(request) and may(person, draft.procedure.examine):
        taken_to_the_counter(draft, clerk=person.clerk)
        return None
    resident = person.resident
    somebody_else = resident is not None and draft.resident_id not in {None, resident.pk}
    if need.met_by(request, fresh=fresh) and resident is not None and not somebody_else:
        belongs_to_resident(draft, resident=resident)
        return None
    context = {
        "tab": "procedures",
        "draft": draft,
        "says": draft.definition.content,
        "need": need,
        "standing": standing_of(request),
        "stale": need.met_by(request, fresh=False),
        "somebody_else": somebody_else,
        "way": None if somebody_else else need.step_up(request, back=back, fresh=fresh),
        "back": back,
    }
    return render(request, "cases/identity_needed.html", context)


def shown_by(request: HttpRequest, draft: Draft) -> Level:
    """What the applicant had shown, to be kept with the case."""
    return standing_of(request).level if draft.entrance == Entrance.ONLINE else NOBODY

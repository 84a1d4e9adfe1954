"""The looks at a resident's data as the resident reads them: which desk, when, how often, at what, why.

Looks of one desk at one thing for one reason are one line. What a thing is called, and where its owner sees it, is
told by the ring that knows it:

    @told_as("cases.case")
    def case_as_told(case: Case) -> Told: ...
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count, Max, Min, Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.base import clock
from tomoni.base.catalogue import Catalogue
from tomoni.base.journal.api import write

from .models import Clerk, Organisation, Resident, Sight, SightQuestion
from .settings import data_rules


@dataclass(frozen=True)
class Told:
    """A thing in the words of its owner, and the page where they find it."""

    words: str
    url: str = ""


Teller = Callable[[Any], Told]
tellers: Catalogue[Teller] = Catalogue("teller of a thing")


def told_as(model_label: str) -> Callable[[Teller], Teller]:
    """Say what things of a model, named as in `cases.case`, are called on their owner's pages."""

    def keep(teller: Teller) -> Teller:
        return tellers.add(model_label, teller)

    return keep


@told_as("people.resident")
def _resident(resident: Resident) -> Told:
    return Told(_("あなたの名前や連絡先"))


@told_as("people.organisation")
def _organisation(organisation: Organisation) -> Told:
    return Told(_("団体「%(name)s」") % {"name": organisation.name})


def told(thing: Model | None) -> Told:
    """What a thing is called; in general words when nobody says so, or when it is gone."""
    if thing is None:
        return Told(_("消した記録"))
    label = thing._meta.label_lower
    return tellers[label](thing) if label in tellers else Told(str(thing._meta.verbose_name))


@dataclass(frozen=True)
class Look:
    """One line: so many looks of one desk at one thing for one reason."""

    newest: int
    desk: str
    clerk: str
    what: Told
    why: str
    times: int
    first: datetime
    last: datetime

    @property
    def first_on(self) -> date:
        return timezone.localdate(self.first)

    @property
    def last_on(self) -> date:
        return timezone.localdate(self.last)


Row = dict[str, Any]


def looks_at(resident: Resident) -> "QuerySet[Sight, Row]":
    """The lines as rows, the latest first; `as_told` makes words of a page of them."""
    by = ("post_title", "about_type", "about_id", "why", *(("clerk",) if data_rules().names_clerks else ()))
    rows = Sight.objects.filter(resident=resident).order_by().values(*by)
    counted: QuerySet[Sight, Row] = rows.annotate(
        times=Count("pk"), first=Min("seen_at"), last=Max("seen_at"), newest=Max("pk")
    ).order_by("-last", "-newest")
    return counted


def as_told(rows: Sequence[Row]) -> list[Look]:
    """Rows in words; one query for each kind of thing among them, and one for the clerks if the city names them."""
    things = _things({(row["about_type"], row["about_id"]) for row in rows if row["about_type"]})
    clerks = Clerk.objects.in_bulk([row["clerk"] for row in rows if "clerk" in row])
    return [
        Look(
            newest=row["newest"],
            desk=row["post_title"] or _("市の職員"),
            clerk=str(clerks.get(row.get("clerk"), "")),
            what=told(things.get((row["about_type"], row["about_id"]))),
            why=row["why"],
            times=row["times"],
            first=row["first"],
            last=row["last"],
        )
        for row in rows
    ]


def _things(keys: set[tuple[int, int]]) -> dict[tuple[int, int], Model]:
    found: dict[tuple[int, int], Model] = {}
    for kind in {kind for kind, _pk in keys}:
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None:
            asked = [pk for of, pk in keys if of == kind]
            found |= {(kind, pk): thing for pk, thing in model._base_manager.in_bulk(asked).items()}
    return found


def look_of(sight: Sight) -> Look:
    """The line that a look belongs to."""
    same = {"post_title": sight.post_title, "about_type": sight.about_type_id, "about_id": sight.about_id}
    assert sight.resident is not None
    rows = looks_at(sight.resident).filter(why=sight.why, **same)
    if data_rules().names_clerks:
        rows = rows.filter(clerk=sight.clerk_id)
    return as_told(list(rows[:1]))[0]


@transaction.atomic
def ask_about(*, sight: Sight, text: str, who: Model) -> SightQuestion:
    """A resident asks about a look at their data."""
    assert sight.resident is not None
    reply_by = clock.add_open_days(clock.today(), data_rules().answer_within)
    question = SightQuestion.objects.create(
        resident=sight.resident, sight=sight, text=text, asked_at=clock.now(), reply_by=reply_by
    )
    write("people.ask_about_sight", who=who, about=question, after={"reply_by": reply_by})
    return question


class AnsweredAlready(Exception):
    """Somebody else has answered meanwhile."""


@transaction.atomic
def answer(*, question: SightQuestion, text: str, who: Clerk) -> SightQuestion:
    """The section that answers for data protection replies, once."""
    fresh = SightQuestion.objects.select_for_update().get(pk=question.pk)
    if fresh.answered_at:
        raise AnsweredAlready
    fresh.answer, fresh.answered_at, fresh.answered_by = text, clock.now(), who
    fresh.save(update_fields=["answer", "answered_at", "answered_by"])
    write("people.answer_about_sight", who=who, about=fresh)
    return fresh

"""Reads of the register that more than one screen needs, and its way into the search."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from tomoni.base.search import api as search
from tomoni.engines.cases.api import Case
from tomoni.engines.registers.api import Ending

from .models import Field, Group, GroupQuerySet


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the directory."""

    words: str = ""
    field: str = ""
    area: str = ""
    looking: bool = False
    wards: bool = False


def directory(wanted: Wanted, on: date) -> GroupQuerySet:
    """The groups that stand on a day and fit, by kana."""
    found = Group.objects.standing(on).saying(wanted.words)
    if not wanted.wards:
        found = found.without_wards()
    if wanted.field in Field.values:
        found = found.filter(field=wanted.field)
    if wanted.area:
        found = found.filter(area__in=[wanted.area, "全市"])
    if wanted.looking:
        found = found.filter(looking_for_members=True)
    return found.order_by("kana", "pk")


@dataclass(frozen=True)
class Standing:
    """How many registrations stand on a day."""

    on: date
    all: int
    wards: int

    @property
    def others(self) -> int:
        return self.all - self.wards


def standing_on(day: date) -> Standing:
    """Counts with and without wards, in one query."""
    by_kind = dict(Group.objects.standing(day).values_list("kind").annotate(Count("pk")).order_by())
    return Standing(day, all=sum(by_kind.values()), wards=by_kind.get(Group.Kind.WARD, 0))


def not_standing_on(day: date) -> dict[str, int]:
    """Registrations that are not counted on a day, under the reason: lapsed, left, struck, still examined."""
    over = Group.objects.filter(until__lte=day, until__gt=F("since"))
    found = dict(over.values_list("until_reason").annotate(Count("pk")).order_by())
    told = {"期限切れ": found.get(Ending.LAPSED, 0), "審査中": _examined_on(day), "退会": found.get(Ending.LEFT, 0)}
    return told | ({"抹消": found[Ending.REMOVED]} if Ending.REMOVED in found else {})


def _examined_on(day: date) -> int:
    """Applications that had arrived by the day and were not decided on it."""
    arrived = Case.objects.filter(procedure_key="groups.registration", arrived_at__date__lte=day)
    return arrived.filter(Q(closed_on=None) | Q(closed_on__gt=day)).exclude(state=Case.State.WITHDRAWN).count()


def find_again(group: Group) -> None:
    """Put a group into the public search; take it out when it has ended."""
    if group.until is not None:
        search.remove("group", group)
        return
    text = " ".join((group.kana, group.get_field_display(), group.area, group.purpose, group.activity, group.wishes))
    search.put("group", group, title=group.name, text=text, url=group.get_absolute_url(), quality=4)


def refill(on: date) -> None:
    """Put every standing group into the search again."""
    for group in Group.objects.standing(on):
        find_again(group)

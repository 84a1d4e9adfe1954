"""What the register of groups holds of a resident: their name as head or contact of a group that stands."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.clock import today
from tomoni.common.people.api import Resident
from tomoni.common.people.looks import Told, told_as
from tomoni.common.people.my_data import Fate, Keeper, Thing, facts_from, keeper

from .models import Group, GroupQuerySet


@told_as("groups.group")
def group_as_told(group: Group) -> Told:
    return Told(_("団体「%(name)s」の台帳") % {"name": group.name}, group.get_absolute_url())


@keeper
class Groups(Keeper):
    key, title, place = "groups", gettext_lazy("市民活動団体の台帳"), 25
    models = ("groups.group",)

    def tells(self, resident: Resident) -> Iterable[Thing]:
        names = ("name", "kind", "field", "area", "since", "renewed_on")
        for group in Group.objects.standing(today()).of(resident, today()):
            mine = [name for name in ("representative", "contact") if getattr(group, name) == resident.name]
            yield Thing(group.name, facts_from(group, *names, *mine))

    def fates(self, resident: Resident, on: date) -> Iterable[Fate]:
        for group in self._naming(resident, on):
            because = _(
                "団体の台帳に代表者などとして載っています。団体が変更の届けで名前を替えると消えます。（登録の要綱）"
            )
            yield Fate(_("台帳の「%(name)s」にあるお名前") % {"name": group.name}, kept=True, because=because)

    def _naming(self, resident: Resident, on: date) -> GroupQuerySet:
        """The standing groups of theirs that carry their name. Once the name is gone here, nobody can tell any more."""
        if not resident.name:
            return Group.objects.none()
        named = Q(representative=resident.name) | Q(contact=resident.name)
        theirs = resident.memberships.values("organisation")
        return Group.objects.standing(on).filter(named, organisation__in=theirs)

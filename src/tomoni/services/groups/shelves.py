"""Registered groups on my page: those the resident writes for."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.clock import today
from tomoni.base.design.parts.days import day
from tomoni.common.people.api import Resident
from tomoni.common.people.shelves import SHOWN, Line, shelf

from .models import Group


@shelf(
    "groups", icon="people", title=gettext_lazy("わたしの団体"),
    says=gettext_lazy("団体のページと更新の届け"), url_name="my-groups", place=20,
)  # fmt: skip
def my_groups(resident: Resident) -> Iterable[Line]:
    for group in Group.objects.standing(today()).of(resident, today()).order_by("kana")[:SHOWN]:
        until = group.valid_until
        note = _("登録は%(day)sまで") % {"day": day(until)} if until else ""
        yield Line(group.name, note, group.get_absolute_url())

"""What the evaluation holds of a resident: what they write as members of its committee, until the committee speaks."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.common.people.api import Resident
from tomoni.common.people.my_data import Fate, Keeper, Thing, facts_from, keeper

from .models import SheetRemark


@keeper
class Remarks(Keeper):
    key, title, place = "evaluation.remarks", gettext_lazy("評価委員会の委員として書いた意見"), 45
    models = ("evaluation.sheetremark",)

    def tells(self, resident: Resident) -> Iterable[Thing]:
        for one in SheetRemark.objects.filter(resident=resident).select_related("sheet__evaluation"):
            yield Thing(str(one.sheet), facts_from(one, "words", "at"))

    def fates(self, resident: Resident, on: date) -> Iterable[Fate]:
        if number := SheetRemark.objects.filter(resident=resident).count():
            yield Fate(_("委員会がひらかれる前の意見"), number)

    def erase(self, resident: Resident, on: date, *, who: Model | None) -> None:
        SheetRemark.objects.filter(resident=resident).delete()

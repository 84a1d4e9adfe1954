"""What of a colleague's leaving lies on a desk: work that somebody has to take on."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .leaving import hands_on, leaving
from .models import Clerk
from .person import Person
from .waiting import Waiting, waiting


@waiting("leaving", title=gettext_lazy("仕事の引継ぎ"), icon="people")
def work_left(clerk: Clerk, on: date) -> Iterable[Waiting]:
    person = Person(clerk=clerk)
    for gone in leaving(on):
        if hands_on(person, gone, on):
            yield Waiting(
                kind=_("引継ぎ"),
                title=_("%(clerk)sの仕事") % {"clerk": gone},
                who=str(gone),
                why=_("職場を離れる人の仕事を引き継ぎます。"),
                due_on=gone.last_day,
                url=reverse("desk-clerk-leaving", args=[gone.number]),
                tone="amber",
            )

"""What the support centre does only for those who agreed."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tomoni.common.people.api import Membership, Resident
from tomoni.common.people.consent import agreeing, purpose

from .models import Group

REMINDERS = purpose(
    "groups.reminders",
    _("団体の登録の更新のお知らせ"),
    text=_(
        "わたしが代表者か連絡する人になっている団体の登録が切れる前に、わたしのメールにもお知らせを送ることに同意します。"
    ),
)


def to_be_reminded(group: Group, on: date) -> "QuerySet[Resident]":
    """Those who speak for a group and agreed to be reminded themselves."""
    speaking = Membership.objects.standing(on).filter(
        organisation=group.organisation_id, role__in=[Membership.Role.HEAD, Membership.Role.CONTACT]
    )
    return agreeing(REMINDERS, on).filter(pk__in=speaking.values("resident"))

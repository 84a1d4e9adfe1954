"""Everything that can happen to a group's registration."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tomoni.base.city.api import the_city
from tomoni.base.clock import wareki
from tomoni.base.design.parts.days import day
from tomoni.common.people.api import Clerk, Membership, Organisation, Resident
from tomoni.common.post.api import send
from tomoni.engines.cases.api import Case
from tomoni.engines.registers import api as registers

from .consents import to_be_reminded
from .models import Group
from .queries import find_again
from .rules import has_lapsed, reminder_due, valid_until
from .settings import Centre
from .settings import centre as rules_here

REGISTERED = {
    "name", "field", "area", "purpose", "activity", "founded_on", "members", "meeting_day", "looking_for_members",
    "wishes", "representative", "representative_public", "contact", "contact_public", "phone", "phone_public", "email",
    "email_public", "website",
}  # fmt: skip
ON_ITS_PAGE = ("purpose", "activity", "meeting_day", "looking_for_members", "wishes", "website")


def facts_in(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What the register keeps of the answers of a form."""
    kept = {key: value for key, value in answers.items() if key in REGISTERED and value is not None}
    if "name_kana" in answers:
        kept["kana"] = answers["name_kana"]
    return kept


@transaction.atomic
def enter_group(answers: Mapping[str, Any], *, since: date, because: Case, applicant: Resident | None) -> Group:
    """A granted group enters the register; the applicant becomes the one who may write for it."""
    facts = facts_in(answers)
    organisation = Organisation.objects.create(
        name=facts["name"], kana=facts["kana"], kind=Organisation.Kind.GROUP, phone=facts["phone"], email=facts["email"]
    )
    if applicant is not None:
        Membership.objects.create(
            organisation=organisation, resident=applicant, role=Membership.Role.CONTACT, since=since
        )
    group = registers.enter(
        Group, facts | {"organisation": organisation, "renewed_on": since}, since=since, because=because
    )
    find_again(group)
    return group


@transaction.atomic
def renew(group: Group, answers: Mapping[str, Any], *, on: date, because: Case) -> Group:
    """The group goes on for another year."""
    facts = facts_in(answers) | {"renewed_on": on, "reminded": None}
    return _changed(group, facts, on=on, because=because)


@transaction.atomic
def change_facts(group: Group, answers: Mapping[str, Any], *, on: date, because: Case) -> Group:
    """The group has another name, another head or another way to reach it."""
    return _changed(group, facts_in(answers), on=on, because=because)


@transaction.atomic
def write_page(group: Group, facts: Mapping[str, Any], *, on: date, who: Resident) -> Group:
    """Members change what their own page says; what the centre examined is changed by a notification instead."""
    kept = {key: value for key, value in facts.items() if key in ON_ITS_PAGE}
    return _changed(group, kept, on=on, who=who)


def _changed(group: Group, facts: Mapping[str, Any], **how: Any) -> Group:
    changed = registers.change(group, facts, **how)
    find_again(changed)
    return changed


@transaction.atomic
def say_goodbye(group: Group, answers: Mapping[str, Any], *, because: Case) -> Group:
    """The group leaves; the day it named is the last on which it stands."""
    last_day: date = answers["last_day"]
    left = registers.leave(
        group, on=max(last_day + timedelta(days=1), group.since), because=because, who=because.resident,
        why=answers.get("reason") or "",
    )  # fmt: skip
    find_again(left)
    return left


@transaction.atomic
def strike(group: Group, *, on: date, who: Clerk, why: str) -> Group:
    """The centre strikes a group that breaks the conditions, and tells it why."""
    struck = registers.remove(group, on=on, why=why, who=who)
    find_again(struck)
    _tell(
        struck, kind="groups.struck", key=f"groups.struck:{struck.pk}:{on}",
        subject=_("登録の抹消のお知らせ"),
        body=_("%(group)sの登録を%(day)sに抹消しました。\nわけ：%(why)s")
        % {"group": group.name, "day": wareki(on), "why": why},
    )  # fmt: skip
    return struck


def remind_silent_groups(today: date) -> int:
    """Write to groups whose year is nearly over, once for each number of days the city has chosen."""
    centre = rules_here()
    ahead = max(centre.remind_days, default=0)
    soon = today - timedelta(days=centre.valid_days - ahead)
    written = 0
    for group in Group.objects.standing(today).without_wards().filter(renewed_on__lte=soon):
        due = reminder_due(group.renewed_on, today, days=centre.valid_days, ahead=centre.remind_days)
        if due is not None and (group.reminded is None or due < group.reminded):
            written += _remind(group, due, centre, today)
    return written


@transaction.atomic
def _remind(group: Group, due: int, centre: Centre, today: date) -> bool:
    """Write to the group, and to those who speak for it and agreed to be told themselves; False without anybody."""
    agreed = list(to_be_reminded(group, today))
    if not group.email and not agreed:
        return False
    last = valid_until(group.renewed_on, days=centre.valid_days)
    _tell(
        group, kind="groups.reminder", key=f"groups.reminder:{group.pk}:{group.renewed_on}:{due}",
        subject=_("団体の登録の更新のお願い"),
        body=_("%(group)sの登録は%(day)sまでです。活動が続いているときは、マイページの「わたしの団体」から更新してください。")
        % {"group": group.name, "day": wareki(last)},
    )  # fmt: skip
    for resident in agreed:
        _remind_resident(resident, group, due, last)
    Group.objects.filter(pk=group.pk).update(reminded=due)
    return True


def _remind_resident(resident: Resident, group: Group, due: int, last: date) -> None:
    """In the resident's own language; they may take back their consent as easily as they gave it."""
    send(
        to=resident, kind="groups.reminder", about=group,
        key=f"groups.reminder:{group.pk}:{group.renewed_on}:{due}:{resident.pk}",
        subject=gettext_lazy("団体の登録の更新のお願い"),
        body=lambda: _(
            "%(group)sの登録は%(day)sまでです。活動が続いているときは、マイページの「わたしの団体」から更新してください。\n\n"
            "このお知らせは、あなたの同意があるので送りました。マイページの「同意したこと」で、いつでもやめられます。"
        )
        % {"group": group.name, "day": day(last)},
    )  # fmt: skip


def lapse_silent_groups(today: date) -> int:
    """Close the registrations of groups that have not been heard of for the time the city has chosen."""
    centre = rules_here()
    silent_since = today - timedelta(days=centre.valid_days)
    closed = 0
    for group in Group.objects.standing(today).without_wards().filter(renewed_on__lt=silent_since):
        if has_lapsed(group.renewed_on, today, days=centre.valid_days):
            last = valid_until(group.renewed_on, days=centre.valid_days)
            find_again(registers.lapse(group, on=last + timedelta(days=1), why="更新の届けがなかった"))
            closed += 1
    return closed


def _tell(group: Group, *, kind: str, key: str, subject: str, body: str) -> None:
    """A letter to a group, in Japanese, from the centre."""
    if not group.email:
        return
    with override("ja"):
        sender = f"{the_city().name} {rules_here().name}"
        send(
            to=group.email,
            kind=kind,
            subject=subject,
            body=f"{group.name} 様\n\n{body}\n\n{sender}",
            about=group,
            key=key,
        )

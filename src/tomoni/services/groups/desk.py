"""What the groups bring to the desk: the duties of the support centre, and whom to mind."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tomoni.base.clock import today
from tomoni.base.doors import open_to
from tomoni.common.people.api import Clerk, Note, declare_duty, duty, noting, posts_of

from .models import Group, GroupQuerySet
from .settings import centre

EXAMINE = declare_duty("groups.examine", _("市民活動団体の申請の審査"))
DECIDE = declare_duty("groups.decide", _("市民活動団体の登録の決定"))
KEEP = declare_duty("groups.keep", _("市民活動団体の台帳の管理"))


@noting("groups.running-out")
def running_out(clerk: Clerk, on: date) -> Iterable[Note]:
    """How many registrations end within the time of the first reminder, for those who look after them."""
    if not any(post.charges(EXAMINE.key) for post in posts_of(clerk, on)):
        return
    number = whose_year_ends(on).count()
    if number:
        link = _("団体を見る")
        yield Note(_("登録の更新が切れそうな団体"), str(number), reverse("desk-groups-running-out"), link)


def whose_year_ends(on: date) -> GroupQuerySet:
    """Groups within the time of the first reminder, the most urgent first."""
    rules = centre()
    last = on + timedelta(days=max(rules.remind_days, default=0) - rules.valid_days)
    return Group.objects.standing(on).without_wards().filter(renewed_on__lte=last).order_by("renewed_on", "kana")


@require_safe
@open_to(duty(EXAMINE.key))
def groups_running_out(request: HttpRequest) -> HttpResponse:
    """Whose registration ends soon, until when it stands, and which reminder has been sent."""
    return render(request, "groups/running_out.html", {"groups": whose_year_ends(today())})

"""What the groups bring to the desk: the duties of the support centre, and whom to mind."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from tomoni.common.people.api import Clerk, Note, declare_duty, noting, posts_of

from .models import Group
from .settings import centre

EXAMINE = declare_duty("groups.examine", _("市民活動団体の申請の審査"))
DECIDE = declare_duty("groups.decide", _("市民活動団体の登録の決定"))
KEEP = declare_duty("groups.keep", _("市民活動団体の台帳の管理"))


@noting("groups.running-out")
def running_out(clerk: Clerk, on: date) -> Iterable[Note]:
    """How many registrations end within the time of the first reminder, for those who look after them."""
    if not any(post.charges(EXAMINE.key) for post in posts_of(clerk, on)):
        return
    rules = centre()
    last = on + timedelta(days=max(rules.remind_days, default=0) - rules.valid_days)
    number = Group.objects.standing(on).without_wards().filter(renewed_on__lte=last).count()
    if number:
        yield Note(_("登録の更新が切れそうな団体"), str(number), "", "")

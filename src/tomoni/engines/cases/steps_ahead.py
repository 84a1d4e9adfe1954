"""What happens next with a case, and by which day: for the procedure's page, the receipt and the mail."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tomoni.base.clock import add_open_days, holiday, is_open

from .clock import day_of
from .models import Case
from .workflow import Kind


@dataclass(frozen=True)
class Ahead:
    """One thing to come: by which day, what, and a word more."""

    by: date | None
    what: str
    note: str = ""


def steps_ahead(case: Case) -> list[Ahead]:
    """From the arrival to the answer. A number of days that the section has not confirmed is no promise."""
    arrived, says = day_of(case.arrived_at), case.definition.content
    look_by = add_open_days(arrived, says["look_within"])
    done = _("手続きが済みます。") if case.kind == Kind.NOTIFICATION else _("結果をお知らせします。")
    if not case.promises_a_day:
        return [Ahead(None, _("市に届きました")), Ahead(None, done, _("日数は、担当課がまだ決めていません。"))]
    return [
        Ahead(None, _("市に届きました")),
        *(
            [Ahead(look_by, _("書類を確かめます。"), _("足りないときは、まとめて一度でご連絡します"))]
            if look_by < case.due_on
            else []
        ),
        Ahead(case.due_on, done, _closed_between(arrived, case.due_on)),
    ]


def _closed_between(first: date, last: date) -> str:
    """「土日と祝日（11月23日）は数えていません」, naming the holidays on weekdays."""
    days = (date.fromordinal(n) for n in range(first.toordinal() + 1, last.toordinal() + 1))
    closed = [day for day in days if not is_open(day) and day.weekday() < 5]
    named = "、".join(_("%(month)d月%(day)d日") % {"month": day.month, "day": day.day} for day in closed)
    if not named:
        return _("土日は数えていません")
    if all(holiday(day) for day in closed):
        return _("土日と祝日（%(days)s）は数えていません") % {"days": named}
    return _("土日と休みの日（%(days)s）は数えていません") % {"days": named}

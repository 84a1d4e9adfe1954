"""How days and moments of a case are written."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tomoni.base.clock import JAPAN
from tomoni.base.design.parts.days import due_day


def weekday(day: date) -> str:
    return (
        pgettext("曜日", "月"), pgettext("曜日", "火"), pgettext("曜日", "水"), pgettext("曜日", "木"),
        pgettext("曜日", "金"), pgettext("曜日", "土"), pgettext("曜日", "日"),
    )[day.weekday()]  # fmt: skip


def short_day(day: date) -> str:
    """12月7日（月）: a day near enough that its year goes without saying."""
    return _("%(month)d月%(day)d日（%(weekday)s）") % {"month": day.month, "day": day.day, "weekday": weekday(day)}


def clock_time(instant: datetime) -> str:
    """14時41分."""
    here = instant.astimezone(JAPAN)
    return _("%(hour)d時%(minute)02d分") % {"hour": here.hour, "minute": here.minute}


def moment(instant: datetime) -> str:
    """令和8年11月20日（金）14時41分."""
    here = instant.astimezone(JAPAN)
    return _("%(day)s%(time)s") % {"day": due_day(here.date()), "time": clock_time(here)}


def short_moment(instant: datetime) -> str:
    """11月18日（水）9時12分."""
    here = instant.astimezone(JAPAN)
    return _("%(day)s%(time)s") % {"day": short_day(here.date()), "time": clock_time(here)}

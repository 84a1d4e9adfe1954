"""Days as people of each language write them."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.translation import get_language

from tomoni.base.clock import wareki, wareki_short

from . import register

IN_JAPANESE = ("ja", "ja-easy", None)


@register.filter
def day(value: date | None) -> str:
    """令和8年11月20日; in other languages 20 November 2026."""
    if value is None:
        return ""
    return wareki(value) if get_language() in IN_JAPANESE else formatted(value, "j F Y")


@register.filter
def day_short(value: date | None) -> str:
    """R8.11.20; in other languages 2026-11-20. For tables."""
    if value is None:
        return ""
    return wareki_short(value) if get_language() in IN_JAPANESE else value.isoformat()


@register.filter
def moment(value: datetime | None) -> str:
    """令和8年11月20日 9時05分; in other languages 20 November 2026, 09:05."""
    if value is None:
        return ""
    here = timezone.localtime(value)
    if get_language() in IN_JAPANESE:
        return f"{wareki(here.date())} {here.hour}時{here.minute:02}分"
    return formatted(here, "j F Y, H:i")


@register.filter
def due_day(value: date | None) -> str:
    """令和8年11月24日（火）: a day on which something is due carries its weekday."""
    if value is None:
        return ""
    if get_language() in IN_JAPANESE:
        return f"{wareki(value)}（{'月火水木金土日'[value.weekday()]}）"
    return formatted(value, "l, j F Y")

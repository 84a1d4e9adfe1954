"""What a resident's case shows: the receipt, the clock of the lawful period."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..shapes import ClockDay, in_weeks
from . import register

DAY_STATES = {"counted": "", "paused": "d-pause", "off": "d-off", "left": "d-left"}


@register.simple_tag
def receipt(number: str, moment: str, heading: str = "", *, label: str = "", level: int = 1) -> SafeString:
    """Once, at the end: number and moment. What happens next and by when stands right below it."""
    return format_html(
        '<div class="receipt"><h{}>{}</h{}><p class="gap-s">{}</p><p class="receipt__no num">{}</p>'
        '<p class="gap-s">{}</p></div>',
        level, heading or _("受け付けました"), level, label or _("受付番号"), number, moment,
    )  # fmt: skip


@register.simple_tag
def clock(days: Sequence[ClockDay], *, explain: bool = True) -> SafeString:
    """The days of the lawful period, Monday to Friday. The text beside it says the same."""
    cells = format_html_join("\n", "{}", ((_day(entry),) for entry in in_weeks(days)))
    words = (
        format_html(
            '<p class="tiny gap-s">{}</p>',
            _(
                "緑＝数えた日、点線＝補正をお待ちした日（数えない）、灰色＝届いた日と休みの日、白＝これから。"
                "届いた日は数えません。土日は表から省いています。"
            ),
        )
        if explain
        else SafeString("")
    )
    return format_html('<ol class="days gap-s" aria-label="{}">{}</ol>{}', _("開庁日の数え方"), cells, words)


def _day(entry: ClockDay | None) -> SafeString:
    if entry is None:
        return SafeString('<li class="d-none" aria-hidden="true"></li>')
    classes = " ".join(name for name in (DAY_STATES[entry.state], "d-today" if entry.today else "") if name)
    return format_html(
        '<li{}{}><b class="num">{}/{}</b>{}</li>',
        format_html(' class="{}"', classes) if classes else "",
        SafeString(' aria-current="date"') if entry.today else "",
        entry.day.month, entry.day.day, entry.word,
    )  # fmt: skip

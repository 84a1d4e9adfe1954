"""What one presses, and words at a glance: buttons, tags, verdicts, tallies, notices, emptiness."""

from collections.abc import Iterable
from typing import Any

from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..shapes import TallyItem, Text
from . import register, unique
from .pictures import GLYPHS, glyph, icon

# The verdicts of the plan's published rule, and their signs.
SIGNS = {
    "reached": "reached",
    "on_the_way": "onway",
    "behind": "behind",
    "cannot_tell": "unsure",
    "no_figure": "unsure",
}
VERDICTS = {
    "reached": pgettext_lazy("判定", "達成"),
    "on_the_way": pgettext_lazy("判定", "順調"),
    "behind": pgettext_lazy("判定", "遅れ"),
    "cannot_tell": pgettext_lazy("判定", "判断できない"),
    "no_figure": pgettext_lazy("判定", "値がまだない"),
}
NOTICE_TONES = ("", "good", "caution", "bad")
MADE = gettext_lazy("見本")


@register.simple_tag
def button(
    text: str,
    href: str = "",
    kind: str = "",
    *,
    small: bool = False,
    icon_name: str = "",
    reason: str = "",
    name: str = "",
    value: str = "",
) -> SafeString:
    """A button, or with `href` a link that looks like one.

    kind: "" (the one act of the page), "second" (an alternative), "plain" (back), "danger" (cannot be undone).
    reason: id of the sentence that says why it cannot be pressed now; the button stays where it is and takes focus.
    name, value: what the form is told which button was pressed.
    """
    classes = " ".join(["button", *([f"button--{kind}"] if kind else []), *(["button--small"] if small else [])])
    inside = format_html("{}<span>{}</span>", icon(icon_name), text) if icon_name else text
    if reason:
        return format_html(
            '<button class="{}" type="button" aria-disabled="true" aria-describedby="{}">{}</button>',
            classes, reason, inside,
        )  # fmt: skip
    if href:
        return format_html('<a class="{}" href="{}">{}</a>', classes, href, inside)
    told = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html('<button class="{}" type="submit"{}>{}</button>', classes, told, inside)


@register.simple_tag
def print_button(text: str = "") -> SafeString:
    """Prints the page; there only with script, since every browser can print without it."""
    return format_html(
        '<button class="button button--second button--small" type="button" data-print data-needs-script hidden>'
        "{}{}</button>",
        icon("print"), text or _("印刷する"),
    )  # fmt: skip


@register.simple_tag
def tag(text: Text, tone: str = "") -> SafeString:
    """Kind or state in at most six characters; never pressed. tone: "", must, leaf, sky, amber, made."""
    return format_html('<span class="tag{}">{}</span>', f" tag--{tone}" if tone else "", text)


@register.simple_tag
def made(text: str = "") -> SafeString:
    """The dashed 見本: this thing is invented. Stands beside each figure and name of the demo."""
    return tag(text or MADE, "made")


@register.simple_tag
def count(number: int, *, late: bool = False) -> SafeString:
    """How many, in a disc; nothing for zero."""
    return (
        format_html('<span class="count{}">{}</span>', " count--late" if late else "", number)
        if number
        else SafeString("")
    )


@register.simple_tag
def verdict(key: str, word: str = "") -> SafeString:
    """A judgement by the published rule: reached, on_the_way, behind, cannot_tell, no_figure. Always with its word."""
    sign = SIGNS[key]
    return format_html('<span class="verdict verdict--{}">{}{}</span>', sign, glyph(sign), word or VERDICTS[key])


@register.filter
def verdict_word(key: str) -> str:
    """The word of a verdict, for a sentence."""
    return str(VERDICTS[key])


@register.simple_tag
def tally(items: Iterable[TallyItem]) -> SafeString:
    """Counts of up to four kinds side by side: sign, number, word."""
    return format_html(
        '<ul class="tally">{}</ul>', format_html_join("\n", "<li>{}</li>", ((_counted(i),) for i in items))
    )


def _counted(item: TallyItem) -> SafeString:
    sign = SIGNS.get(item.sign, item.sign)
    picture = glyph(sign, f"glyph glyph--{sign}") if sign in GLYPHS else icon(item.sign, "glyph")
    word = format_html('<a href="{}">{}</a>', item.url, item.word) if item.url else item.word
    return format_html(
        '{}<span class="tally__n num">{}</span><span class="tally__w">{}</span>', picture, item.number, word
    )


@register.simple_block_tag
def notice(content: str, heading: str, tone: str = "", *, level: int = 2) -> SafeString:
    """`{% notice _("…") "caution" %}<p>…</p>{% endnotice %}`: at most two on a page; the heading says it all.

    tone: "" plain, "good" nothing to do, "caution" easily misread, "bad" did not work.
    """
    if tone not in NOTICE_TONES:
        raise ValueError(f"A notice is one of {NOTICE_TONES}, not {tone!r}.")
    return format_html(
        '<div class="notice{}"><h{}>{}</h{}>{}</div>',
        f" notice--{tone}" if tone else "",
        level,
        heading,
        level,
        _safe(content),
    )


@register.simple_block_tag
def nothing(content: str, heading: str) -> SafeString:
    """`{% nothing _("まだありません") %}…{% endnothing %}`: nothing is here, and what will appear. Not an error."""
    return format_html('<div class="empty"><p><strong>{}</strong></p>{}</div>', heading, _safe(content))


@register.simple_tag
def saved(text: str) -> SafeString:
    """That something was kept: a tick and when. Said aloud when it changes."""
    return format_html('<p class="saved" role="status">{}<span>{}</span></p>', icon("check"), text)


@register.simple_block_tag(takes_context=True)
def side(context: Context, content: str, heading: str) -> SafeString:
    """`{% side _("この指標のこと") %}…{% endside %}`: a box in the right column."""
    label = unique(context, "side")
    return format_html(
        '<aside class="side" aria-labelledby="{}"><h2 id="{}">{}</h2>{}</aside>', label, label, heading, _safe(content)
    )


@register.simple_tag(takes_context=True)
def waiting(context: Context, text: str, done: int, of: int) -> SafeString:
    """Long work with its numbers; the page may be left and returned to."""
    label = unique(context, "work")
    return format_html(
        '<div class="steps"><p id="{}">{}</p><progress max="{}" value="{}" aria-labelledby="{}"></progress></div>'
        '<p class="tiny">{}</p>',
        label, text, of, done, label, _("このページを閉じても進みます。終わったらお知らせします。"),
    )  # fmt: skip


def _safe(content: Any) -> SafeString:
    """What stood between the tags was rendered by the template engine, hence is escaped already."""
    return SafeString(content)

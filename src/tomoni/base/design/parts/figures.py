"""Figures and records: the line of an indicator, the head of its page, charts, tables, drawers, facts, histories.

Every figure says unit, day, source and how sure. Colours never speak alone.
"""

from collections.abc import Iterable

from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ..shapes import Happening, LegendItem, Track
from . import register, unique
from .pictures import icon
from .words import MADE, _safe, tag, verdict

# The rail of a track runs from 5 % to 95 % of its width; what lies outside is drawn at the very ends.
RAIL_FROM, RAIL_LENGTH, ENDS = 5.0, 90.0, (0.5, 99.5)
MARKS = {
    "dot": '<circle class="p-dot" cx="16" cy="8" r="6"/>',
    "made": '<circle class="p-made" cx="16" cy="8" r="6"/>',
    "gone": '<circle class="p-gone" cx="16" cy="8" r="6"/>',
    "target": '<circle class="p-target" cx="16" cy="8" r="6"/>',
    "bar": '<path class="p-bar" d="M16 1v14M11 1h10M11 15h10"/>',
    "need": '<line class="p-need" x1="0" y1="8" x2="32" y2="8"/>',
    "line": '<line class="p-line" x1="0" y1="8" x2="32" y2="8"/>',
}


def _at(position: float) -> str:
    """A share of the way as a percentage of the picture's width, written the same in every language."""
    return f"{min(max(RAIL_FROM + RAIL_LENGTH * position, ENDS[0]), ENDS[1]):.4g}%"


def _line(kind: str, x1: str, y1: int, x2: str, y2: int) -> SafeString:
    return format_html('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>', kind, x1, y1, x2, y2)


@register.simple_tag
def track(of: Track) -> SafeString:
    """One indicator in a line: baseline left, target right, thin tick where we should be today, ring where we are."""
    parts = [_line("t-rail", "5%", 20, "95%", 20)]
    if of.now is not None:
        parts.append(_line("t-done" if of.sure else "t-maybe", "5%", 20, _at(of.now), 20))
    if of.pace is not None:
        parts.append(_line("t-pace", _at(of.pace), 8, _at(of.pace), 32))
    parts.append(_line("t-goal", "95%", 6, "95%", 34))
    if of.low is not None and of.high is not None:
        low, high = _at(of.low), _at(of.high)
        parts += [_line("t-span", low, 20, high, 20), *(_line("t-span", end, 13, end, 27) for end in (low, high))]
    if of.now is not None:
        parts.append(
            format_html('<circle class="{}" cx="{}" cy="20" r="8"/>', "t-now" if of.sure else "t-dot", _at(of.now))
        )
    return format_html(
        '<svg class="track" role="img" aria-label="{}">{}</svg>'
        '<div class="track__ends" aria-hidden="true"><span>{}</span><span>{}</span></div>',
        of.says, mark_safe("".join(parts)), of.left, of.right,
    )  # fmt: skip


@register.simple_block_tag
def figure_now(
    content: str, number: str, unit: str, verdict_key: str = "", *, kind: str = "", invented: bool = False
) -> SafeString:
    """The head of an indicator's page: number with unit, verdict, and one sentence of what it means.

    kind: "" known (green), "unsure" (grey), "restated" (warm). The content is the sentence, in a <p>.
    """
    judged = verdict(verdict_key) if verdict_key else SafeString("")
    invented_tag = tag(_("見本の数字"), "made") if invented else SafeString("")
    line = format_html("<p>{} {}</p>", judged, invented_tag) if judged or invented_tag else SafeString("")
    return format_html(
        '<div class="figure-now{}"><p class="figure-now__n num">{}<small> {}</small></p><div>{}{}</div></div>',
        f" figure-now--{kind}" if kind else "", number, unit, line, _safe(content),
    )  # fmt: skip


@register.simple_tag
def sourced(number: str, unit: str, day: str, source: str, url: str = "", *, invented: bool = False) -> SafeString:
    """A figure in a sentence or a list, with its day and its source: never a bare number."""
    origin = format_html('<a href="{}">{}</a>', url, source) if url else source
    return format_html(
        '<span class="num"><strong>{}</strong> {}</span> <span class="tiny">{}、{}{}</span>{}',
        number, unit, day, _("もと："), origin, format_html(" {}", tag(MADE, "made")) if invented else "",
    )  # fmt: skip


@register.simple_block_tag
def chart(content: str, caption: str) -> SafeString:
    """`{% chart _("団体の数の動き") %}<svg class="plot" …>…</svg>{% legend items %}{% endchart %}`.

    The picture has role="img", a title and a desc with all values; its table follows in a drawer.
    """
    return format_html('<figure class="chart"><figcaption>{}</figcaption>{}</figure>', caption, _safe(content))


@register.simple_tag
def legend(items: Iterable[LegendItem]) -> SafeString:
    """The marks of a chart in words."""
    rows = ((mark_safe(MARKS[item.mark]), item.word) for item in items)
    return format_html(
        '<ul class="legend">{}</ul>',
        format_html_join("\n", '<li><svg viewBox="0 0 32 16" aria-hidden="true">{}</svg>{}</li>', rows),
    )


@register.simple_block_tag
def table(content: str, label: str, csv: str = "", xlsx: str = "") -> SafeString:
    """`{% table _("登録団体数") csv=url %}<caption>…<thead>…<tbody>…{% endtable %}`: scrolls inside its frame.

    label: what a screen reader calls the frame. csv, xlsx: where the same rows can be taken.
    """
    links = [
        format_html('<li><a href="{}">{}{}</a></li>', url, icon("download"), word)
        for url, word in ((csv, _("CSVで受け取る")), (xlsx, _("Excelで受け取る")))
        if url
    ]
    taken = format_html('<ul class="shelf">{}</ul>', mark_safe("".join(links))) if links else SafeString("")
    return format_html(
        '<div class="scroll" tabindex="0" role="group" aria-label="{}"><table class="table">{}</table></div>{}',
        label, _safe(content), taken,
    )  # fmt: skip


@register.simple_block_tag
def drawer(content: str, summary: str, *, is_open: bool = False) -> SafeString:
    """`{% drawer _("何を数えたか") is_open=True %}…{% enddrawer %}`: second-level truth. Open where it is the point."""
    return format_html(
        '<details class="drawer"{}><summary>{}</summary><div class="flow">{}</div></details>',
        SafeString(" open") if is_open else "", summary, _safe(content),
    )  # fmt: skip


@register.simple_tag
def facts(pairs: Iterable[tuple[str, str]]) -> SafeString:
    """Short label and value; a value that needs a paragraph is prose. Pairs without a value are left out."""
    rows = ((label, value) for label, value in pairs if value not in (None, ""))
    return format_html('<dl class="facts">{}</dl>', format_html_join("\n", "<div><dt>{}</dt><dd>{}</dd></div>", rows))


@register.simple_tag
def history(entries: Iterable[Happening]) -> SafeString:
    """What happened, newest first; or what comes next, oldest first."""
    return format_html(
        '<ol class="history">{}</ol>', format_html_join("\n", "{}", ((_happened(entry),) for entry in entries))
    )


def _happened(entry: Happening) -> SafeString:
    state = format_html(' class="is-{}"', entry.state) if entry.state in {"now", "next"} else ""
    when = (
        format_html('<time datetime="{}">{}</time>', entry.at, entry.when)
        if entry.at
        else format_html('<span class="when">{}</span>', entry.when)
    )
    what = format_html('<a href="{}">{}</a>', entry.url, entry.what) if entry.url else entry.what
    note = format_html('<p class="small">{}</p>', entry.note) if entry.note else ""
    return format_html("<li{}>{}<strong>{}</strong>{}</li>", state, when, what, note)


@register.simple_block_tag(takes_context=True)
def section(context: Context, content: str, heading: str, classes: str = "gap-l") -> SafeString:
    """`{% section _("よくある質問") %}…{% endsection %}`: a part of a page under its own h2, named after it."""
    label = unique(context, "part")
    return format_html(
        '<section class="{}" aria-labelledby="{}"><h2 id="{}">{}</h2>{}</section>',
        classes, label, label, heading, _safe(content),
    )  # fmt: skip

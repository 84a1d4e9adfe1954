"""The desk of the staff: what waits, filters, pages of a list, the route of an approval paper."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.paginator import Page
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..shapes import Cell, Row
from . import register
from .words import tag

SLASH = SafeString(
    '<svg class="cell__slash" aria-hidden="true"><line x1="0" y1="100%" x2="100%" y2="0"/></svg>'
    '<span class="cell__mid"></span>'
)


@register.simple_tag
def queue(rows: Iterable[Row]) -> SafeString:
    """What waits: kind · title and who · why it is with me · due, with open days left; overdue in words."""
    return format_html(
        '<ul class="queue gap-s" data-queue>{}</ul>', format_html_join("\n", "<li>{}{}{}{}</li>", map(_row, rows))
    )


def _row(row: Row) -> tuple[SafeString, ...]:
    under = format_html('<br><span class="tiny">{}</span>', row.under) if row.under else ""
    return (
        format_html("<span>{}</span>", tag(str(row.kind), row.tone)),
        format_html('<span><a href="{}">{}</a>{}</span>', row.url, row.title, under),
        format_html('<span class="q-why">{}</span>', row.why),
        format_html('<span class="q-due{}">{}</span>', " q-late" if row.late else "", row.due),
    )


@register.inclusion_tag("design/parts/_filters.html")
def filters(form: forms.BaseForm, label: str = "") -> dict[str, Any]:
    """Above any list of the staff; a GET form. The first field is the search for words."""
    looks = [(bound, bound.as_widget(attrs={"class": "input"})) for bound in form.visible_fields()]
    return {"fields": looks, "hidden": form.hidden_fields(), "label": label or _("一覧の絞り込み")}


@register.simple_tag
def route(cells: Iterable[Cell], *, few: bool = False) -> SafeString:
    """The posts a paper goes through, in order, as a list read aloud. `few`: the short row of 合議."""
    return format_html(
        '<ol class="route{} gap-s">{}</ol>',
        " route--few" if few else "",
        format_html_join("\n", "{}", map(_cell, cells)),
    )


def _cell(cell: Cell) -> tuple[SafeString]:
    state = f" cell--{cell.state}" if cell.state in {"turn", "slash"} else ""
    post = format_html("{}<br>{}", cell.post, _("あなた")) if cell.mine else cell.post
    foot = format_html_join(SafeString("<br>"), "{}", ((line,) for line in cell.foot))
    return (
        format_html(
            '<li class="cell{}"><span class="cell__post">{}</span>{}<span class="cell__foot">{}</span></li>',
            state, post, _middle(cell), foot,
        ),
    )  # fmt: skip


def _middle(cell: Cell) -> SafeString:
    if cell.state == "slash":
        return SLASH
    inside = {
        "turn": format_html("<strong>{}</strong>", _("あなたの番")),
        "absent": format_html("<strong>{}</strong>", _("不在")),
    }.get(cell.state, SafeString(""))
    if cell.seal:
        substitute = format_html('<span class="sub">{}</span>', _("代")) if cell.sub else ""
        inside = format_html(
            '{}<span class="seal{}">{}</span>', substitute, " seal--old" if cell.old else "", cell.seal
        )
    return format_html('<span class="cell__mid">{}</span>', inside)


@register.inclusion_tag("design/parts/_pager.html", takes_context=True)
def pager(context: Context, page: Page, label: str = "") -> dict[str, Any]:
    """The pages of a long list, as links that keep the filters; nothing for a single page. `label` tells two apart."""
    asked = context["request"].GET.copy()

    def to(number: int) -> str:
        asked["page"] = str(number)
        return f"?{asked.urlencode()}"

    return {
        "page": page,
        "label": label or _("ページ"),
        "before": to(page.previous_page_number()) if page.has_previous() else "",
        "after": to(page.next_page_number()) if page.has_next() else "",
    }

"""Where things stand on a page: the crumbs, and a column beside the text."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..frame import address_of
from . import register, unique


@register.simple_tag
def crumb(title: str, url: str = "") -> SafeString:
    """One step of the crumbs: with an address a link, without one the page itself."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, title)
    return format_html('<li aria-current="page">{}</li>', title)


@register.simple_tag
def address(url_name: str, key: str = "") -> str:
    """The address of a screen by name; the "planned" page while the screen does not exist."""
    return address_of(url_name, key)


class Crumbs(template.Node):
    child_nodelists = ("steps",)

    def __init__(self, steps: NodeList, *, desk: bool) -> None:
        self.steps, self.desk = steps, desk

    def render(self, context: Context) -> SafeString:
        steps = SafeString(self.steps.render(context).strip())
        if not steps:
            return SafeString("")
        title, url = (_("わたしの机"), address_of("desk")) if self.desk else (_("ホーム"), context["frame"].home)
        return format_html(
            '<nav class="crumbs" aria-label="{}"><ol><li><a href="{}">{}</a></li>{}</ol></nav>',
            _("現在の位置"), url, title, steps,
        )  # fmt: skip


@register.tag
def crumbs(parser: Parser, token: Token) -> Crumbs:
    """`{% crumbs [desk] %}…{% endcrumbs %}`: the way to this page; nothing when it holds no step."""
    steps = parser.parse(("endcrumbs",))
    parser.delete_first_token()
    return Crumbs(steps, desk="desk" in token.split_contents()[1:])


class Columns(template.Node):
    child_nodelists = ("main", "beside")

    def __init__(self, main: NodeList, beside: NodeList, classes: FilterExpression | None) -> None:
        self.main, self.beside, self.classes = main, beside, classes

    def render(self, context: Context) -> SafeString:
        main = SafeString(self.main.render(context))
        beside = SafeString(self.beside.render(context).strip())
        if not beside:
            return main
        more = f" {self.classes.resolve(context)}" if self.classes else ""
        return format_html(
            '<div class="two{}"><div class="flow">{}</div><div class="flow">{}</div></div>', more, main, beside
        )


@register.tag
def columns(parser: Parser, token: Token) -> Columns:
    """`{% columns ["gap"] %}…{% beside %}…{% endcolumns %}`: a second column, where there is something in it.

    The right column holds facts, other ways and help; nothing that the task needs.
    """
    words: Sequence[str] = token.split_contents()[1:]
    main = parser.parse(("beside",))
    parser.delete_first_token()
    beside = parser.parse(("endcolumns",))
    parser.delete_first_token()
    return Columns(main, beside, parser.compile_filter(words[0]) if words else None)


@register.simple_tag(takes_context=True)
def title_errors(context: Context) -> str:
    """「（エラー2件）」 at the beginning of a page's title, when its form came back with errors."""
    number = errors_in(context)
    return _("（エラー%(number)d件）") % {"number": number} if number else ""


def errors_in(context: Context) -> int:
    """How many sentences of error the page's form (`form`, allauth's `verify_form`, or each of `forms`) holds."""
    named: list[Any] = [*(context.get("forms") or ()), context.get("form"), context.get("verify_form")]
    forms = {id(form): form for form in named if getattr(form, "is_bound", False)}.values()  # one may have two names
    return sum(len(messages) for form in forms for messages in form.errors.values())


@register.simple_block_tag(takes_context=True)
def state(context: Context, content: str, heading: str, note: str = "") -> SafeString:
    """On a state page: one state of the component under its name. The example itself is Japanese in every language."""
    label = unique(context, "state")
    said = format_html('<p class="tiny">{}</p>', note) if note else ""
    return format_html(
        '<section class="gap-l" aria-labelledby="{}"><h2 id="{}">{}</h2>{}'
        '<div class="flow gap-s" lang="ja">{}</div></section>',
        label, label, heading, said, SafeString(content),
    )  # fmt: skip

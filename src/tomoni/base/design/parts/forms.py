"""Forms: the field, the summary of errors, the steps, the check before sending.

A page with a form asks one thing. Order inside a field: question, hint, error, control; in `aria-describedby` too.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..sentences import sentences
from ..shapes import Answer, AttachedFile
from . import register, unique
from .pictures import icon
from .words import tag

CHECKED = (forms.CheckboxInput,)
MANY = (forms.CheckboxSelectMultiple,)
ONE = (forms.RadioSelect,)
BARE = (forms.FileInput, forms.HiddenInput)


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """`{% field form.name %}`: the whole field, in every state: resting, wrong, read-only, impossible."""
    return SafeString(bound.as_field_group())


@register.filter
def shape(bound: BoundField) -> str:
    """How a field is laid out: tick (one box), many, one, day, file, number, line."""
    widget = bound.field.widget
    if isinstance(widget, MANY):
        return "many"
    if isinstance(widget, ONE):
        return "one"
    if isinstance(widget, CHECKED):
        return "tick"
    if isinstance(widget, forms.FileInput):
        return "file"
    if getattr(bound.field, "unit", ""):
        return "number"
    return "set" if widget.use_fieldset else "line"


@register.simple_tag
def control(bound: BoundField) -> SafeString:
    """The control alone, with our classes, its autocomplete and its keyboard."""
    widget = bound.field.widget
    widget.attrs.pop("placeholder", None)  # a hint stands under the question, where it stays while one types
    if isinstance(widget, (*BARE, *CHECKED)) or widget.use_fieldset:
        return bound.as_widget()
    own = widget.attrs.get("class", "")
    looks = "input input--num" if getattr(bound.field, "unit", "") else "input"
    if isinstance(widget, forms.Select):
        looks = "input input--mid"
    attrs: dict[str, str | bool] = {"class": f"{looks} {own}".strip()}
    if isinstance(bound.field, forms.EmailField):
        attrs |= {"inputmode": "email", "autocomplete": widget.attrs.get("autocomplete", "email")}
    return bound.as_widget(attrs=attrs)


@register.filter
def marks(bound: BoundField) -> SafeString:
    """The tag beside a question: 必須, いくつでも, なくてもよい."""
    if bound.field.disabled:
        return SafeString("")
    if own := getattr(bound.field, "mark", ""):  # a field that is needed in some cases only says so itself
        return tag(own)
    if bound.field.required:
        return tag(_("必須"), "must")
    return tag(_("いくつでも") if isinstance(bound.field.widget, MANY) else _("なくてもよい"))


@register.filter
def first_control(bound: BoundField) -> str:
    """The id of the control that a link to this field leads to."""
    return (
        f"{bound.auto_id}_0" if isinstance(bound.field.widget, (*MANY, *ONE)) else bound.id_for_label or bound.auto_id
    )


@register.simple_tag
def errors(*asked: forms.BaseForm) -> SafeString:
    """`{% errors form %}` above the h1: what has to be put right, with links to the fields; nothing when nothing.

    It takes the focus when the page returns; the same sentences stand at the fields.
    """
    rows = [row for form in asked if form is not None and form.is_bound for row in _sentences(form)]
    if not rows:
        return SafeString("")
    heading = _("%(number)dか所、直してください") % {"number": len(rows)}
    items = format_html_join(
        "\n", "<li>{}</li>", ((format_html('<a href="#{}">{}</a>', to, said) if to else said,) for to, said in rows)
    )
    return format_html(
        '<div class="errors" role="alert" aria-labelledby="errors" tabindex="-1" data-errors>'
        '<h2 id="errors">{}</h2><ul>{}</ul></div>',
        heading, items,
    )  # fmt: skip


def _sentences(form: forms.BaseForm) -> Iterable[tuple[str, str]]:
    for said in form.non_field_errors():
        yield "", str(said)
    for bound in form:
        for said in sentences(bound):
            yield first_control(bound), said


@register.filter
def wrongs(bound: BoundField) -> list[str]:
    """The sentences of error that stand at a field; the summary says the same."""
    return sentences(bound)


@register.simple_tag(takes_context=True)
def steps(context: Context, number: int, of: int, title: str) -> SafeString:
    """「6つのうち 2 番目：団体について」 and its bar; steps are not links."""
    label = unique(context, "step")
    words = _("%(of)dつのうち %(number)d 番目：%(title)s") % {"of": of, "number": number, "title": title}
    return format_html(
        '<div class="steps"><p id="{}">{}</p><progress max="{}" value="{}" aria-labelledby="{}"></progress></div>',
        label, words, of, number, label,
    )  # fmt: skip


@register.simple_tag
def answers(given: Iterable[Answer]) -> SafeString:
    """What was answered, before it is sent; 「直す」 leads back to the question and returns here."""
    change = _("直す")
    rows = (
        (
            answer.question,
            answer.answer
            if answer.answer not in (None, "")
            else format_html('<span class="quiet">{}</span>', _("（なし）")),
            format_html('<a href="{}">{}<span class="unseen">：{}</span></a>', answer.url, change, answer.question)
            if answer.url
            else "",
        )
        for answer in given
    )
    return format_html(
        '<dl class="answers">{}</dl>',
        format_html_join("\n", "<div><dt>{}</dt><dd>{}</dd><dd>{}</dd></div>", rows),
    )


@register.simple_tag
def files(attached: Iterable[AttachedFile]) -> SafeString:
    """Files that were handed in: name, state in words, a way to take one off."""
    return format_html(
        '<ul class="filelist">{}</ul>', format_html_join("\n", "<li>{}{}{}</li>", (_file(one) for one in attached))
    )


def _file(one: AttachedFile) -> tuple[Any, Any, Any]:
    name = (
        format_html('<a href="{}">{}</a>', one.url, one.name) if one.url else format_html("<span>{}</span>", one.name)
    )
    state = tag(str(one.state), "leaf" if one.good else "") if one.state else ""
    off = (
        format_html('<a href="{}">{}<span class="unseen">：{}</span></a>', one.remove_url, _("外す"), one.name)
        if one.remove_url
        else ""
    )
    return name, state, off


@register.simple_tag
def autosave(url: str, seen: str = "") -> SafeString:
    """Attributes of a form whose answers are kept while they are typed: `<form method="post" {% autosave url seen %}>`.

    `url` takes the form's fields by POST, with `page` (a sign of the opened page, 32 hexadecimal digits) and `seen`
    (the stamp of what the page knows to be saved), and answers JSON: `kept`, `says` (shown), `seen` (the next stamp),
    once `keep`, `go`, `more`: where to keep and send from now on, and a sentence that stays. A status of 4xx: not here.
    Script only; each step keeps its answers without it too.
    """
    return format_html(
        'data-autosave="{}" data-seen="{}" data-lost="{}" data-refused="{}"', url, seen,
        _("まだ保存していません。つながりしだい、自動で保存します。"),
        _("ここでは自動で保存できません。下のボタンを押すと保存します。"),
    )  # fmt: skip


@register.simple_tag
def autosaved(text: str = "") -> SafeString:
    """Inside such a form: where it says that and when the answers were kept; `text` is what is known when it opens."""
    return format_html(
        '<p class="saved gap" role="status"{}>{}<span data-autosaved>{}</span></p>'
        '<p class="small" data-autosaved-more hidden></p>',
        "" if text else SafeString(" data-empty"), icon("check"), text,
    )  # fmt: skip

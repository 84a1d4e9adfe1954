"""What a field says when something has to be put right: what to do, not what was wrong with you.

Django's own words ("この項目は必須です") are replaced by a sentence that names the question. A form that brings
words of its own keeps them.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHOSEN = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.FileInput)
REQUIRED = _("%(label)sを入れてください")
REQUIRED_CHOICE = _("%(label)sを選んでください")
REQUIRED_TICK = _("「%(label)s」に印を付けてください")
INVALID = {
    forms.EmailField: _("%(label)sを、name@example.jp のような形で入れてください"),
    forms.IntegerField: _("%(label)sを、数字で入れてください。例：14"),
    forms.URLField: _("%(label)sを、https:// で始まる形で入れてください"),
}
WORDS = {
    "invalid_choice": _("%(label)sを、並んでいる中から選んでください"),
    "invalid_list": _("%(label)sを、並んでいる中から選んでください"),
    "max_length": _("%(label)sを、%(limit_value)s文字以内にしてください（いま%(show_value)s文字）"),
    "min_length": _("%(label)sを、%(limit_value)s文字以上にしてください（いま%(show_value)s文字）"),
    "min_value": _("%(label)sは、%(limit_value)s以上にしてください"),
    "max_value": _("%(label)sは、%(limit_value)s以下にしてください"),
    "null_characters_not_allowed": _("%(label)sに、使えない文字が入っています。打ち直してください"),
    "empty": _("%(label)s：そのファイルは空です。別のファイルを選んでください"),
    "missing": _("%(label)sを選んでください"),
}


def sentences(bound: BoundField) -> list[str]:
    """The sentences of error of a field, in our words where Django's would stand."""
    errors: list[ValidationError] = bound.form.errors.as_data().get(bound.name, [])
    return [_ours(bound, error) or str(said) for error, said in zip(errors, bound.errors, strict=True)]


def _ours(bound: BoundField, error: ValidationError) -> str:
    """Our sentence, or "" where the form's own words stand."""
    words = "" if _brought_by_the_form(bound.field, error) else _words(bound.field, error.code or "")
    facts = {"limit_value": "", "show_value": ""} | (error.params or {}) | {"label": bound.label}
    return str(words) % facts if words else ""


def _words(field: forms.Field, code: str) -> str | Promise:
    if code == "required":
        if isinstance(field.widget, forms.CheckboxInput):
            return REQUIRED_TICK
        return REQUIRED_CHOICE if isinstance(field.widget, CHOSEN) else REQUIRED
    if code == "invalid":
        return next((words for kind, words in INVALID.items() if isinstance(field, kind)), "")
    return WORDS.get(code, "")


def _brought_by_the_form(field: forms.Field, error: ValidationError) -> bool:
    """Whether the words are other than Django's defaults for this kind of field."""
    defaults: dict[str, str | Promise] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            defaults.update(getattr(kind, "default_error_messages", {}))
    code = error.code or ""
    return code in defaults and error.message != defaults[code]

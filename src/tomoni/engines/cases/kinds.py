"""The kinds of questions: how each is typed, checked, kept as JSON and shown again.

A kind is looked up by the name that a question carries; a further kind is one more row of the catalogue.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tomoni.base.catalogue import Catalogue
from tomoni.base.clock import today, wareki
from tomoni.base.design.fields import DayField, NumberField, no_my_number
from tomoni.base.kana import is_kana, normal_width, to_hiragana

from .questions import Question, spoken

Fields = dict[str, forms.Field]
FILE_FIELD_TYPES = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.txt,.csv"


@dataclass(frozen=True)
class QuestionKind:
    """How answers of one kind come in and go out.

    fields  the form fields, by the key of their answer; the question's own comes first
    read    an answer from its JSON; `said` the answer in words; `typed` what a form field shows for a kept answer
    """

    fields: Callable[[Question], Fields]
    said: Callable[[Question, Mapping[str, Any]], str] = lambda question, answers: str(answers.get(question.key) or "")
    read: Callable[[Any], Any] = lambda kept: kept
    typed: Callable[[Any], Any] = lambda kept: kept


kinds: Catalogue[QuestionKind] = Catalogue("kind of question")


def fields_of(question: Question) -> Fields:
    """The form fields of a question, with that of its flag when it has one."""
    fields = dict(kinds[question.kind].fields(question))
    if question.flagged:
        fields[f"{question.key}_public"] = forms.BooleanField(label=_("これを公開してもよい"), required=False)
    return fields


def keys_of(question: Question) -> tuple[str, ...]:
    """The keys under which the answers to a question lie."""
    return tuple(fields_of(question))


def said(question: Question, answers: Mapping[str, Any]) -> str:
    """The answer in words, for checking and for the desk."""
    words = kinds[question.kind].said(question, answers)
    if question.flagged and words:
        return f"{words}（{_('公開してよい') if answers.get(f'{question.key}_public') else _('公開しない')}）"
    return words


def plain(value: Any) -> Any:
    """A cleaned answer as JSON."""
    return value.isoformat() if isinstance(value, date) else value


# Checks


def _kana(text: str) -> None:
    if not is_kana(text):
        raise ValidationError(_("ふりがなを、ひらがなかカタカナで入れてください"), code="kana")


def _phone(text: str) -> None:
    if not re.fullmatch(r"\+?[0-9][0-9()\- ]{7,18}", text):
        raise ValidationError(_("電話番号を、市外局番から数字で入れてください。例：0263-00-0000"), code="phone")


def _postcode(text: str) -> None:
    if not re.fullmatch(r"\d{7}", text):
        raise ValidationError(_("郵便番号を7桁の数字で入れてください。例：399-8281"), code="postcode")


# Fields


class KanaField(forms.CharField):
    """A reading: katakana and narrow kana become hiragana."""

    def to_python(self, value: Any) -> str:
        return to_hiragana(normal_width(super().to_python(value) or ""))


class PhoneField(forms.CharField):
    """Digits in any width, with whatever strokes stand between them."""

    def to_python(self, value: Any) -> str:
        return re.sub(r"[‐‑–—―−ー]", "-", normal_width(super().to_python(value) or ""))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "tel", "autocomplete": "tel"}


class PostcodeField(forms.CharField):
    """Seven digits; the stroke and 〒 go."""

    def to_python(self, value: Any) -> str:
        return re.sub(r"[^0-9A-Za-z]", "", normal_width(super().to_python(value) or ""))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "postal-code"}


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.Field):
    """Ids of kept files. New uploads are kept by the screen, which puts all ids together before the form judges."""

    widget = FilesInput

    def __init__(self, *, most: int, **more: Any) -> None:
        self.most = most
        super().__init__(**more)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"accept": FILE_FIELD_TYPES}

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and len(value) > self.most:
            raise ValidationError(_("ファイルは%(most)d個までにしてください") % {"most": self.most}, code="many")


def _common(question: Question, *, verb: str) -> dict[str, Any]:
    return {
        "label": spoken(question.label),
        "help_text": spoken(question.hint),
        "required": question.required,
        "error_messages": {"required": verb % {"label": spoken(question.label)}},
    }


def _typed_in(question: Question) -> dict[str, Any]:
    return _common(question, verb=_("%(label)sを入れてください"))


def _picked(question: Question) -> dict[str, Any]:
    return _common(question, verb=_("%(label)sを選んでください"))


def _text(question: Question) -> Fields:
    return {question.key: forms.CharField(max_length=question.most, validators=[no_my_number], **_typed_in(question))}


def _long_text(question: Question) -> Fields:
    area = forms.Textarea(attrs={"rows": 5})
    field = forms.CharField(max_length=question.most, widget=area, validators=[no_my_number], **_typed_in(question))
    return {question.key: field}


def _name_and_kana(question: Question) -> Fields:
    label = _("%(label)sのふりがな") % {"label": spoken(question.label)}
    return {
        question.key: forms.CharField(max_length=200, validators=[no_my_number], **_typed_in(question)),
        f"{question.key}_kana": KanaField(
            label=label,
            max_length=200,
            required=question.required,
            help_text=_("ひらがなでも、カタカナでもかまいません。"),
            error_messages={"required": _("%(label)sを入れてください") % {"label": label}},
            validators=[_kana],
        ),
    }


def _options(question: Question) -> list[tuple[str, str]]:
    return [(value, spoken(label)) for value, label in question.options]


def _choice(question: Question) -> Fields:
    field = forms.ChoiceField(choices=_options(question), widget=forms.RadioSelect, **_picked(question))
    return {question.key: field}


def _choices(question: Question) -> Fields:
    box = forms.CheckboxSelectMultiple
    return {question.key: forms.MultipleChoiceField(choices=_options(question), widget=box, **_picked(question))}


def _number(question: Question) -> Fields:
    unit, more = spoken(question.unit), _typed_in(question)
    told = {"least": question.least, "most": question.most, "unit": unit.replace("%", "%%")}
    more["error_messages"]["invalid"] = _("数字で入れてください。例：14")
    if question.least is not None:
        more["error_messages"]["min_value"] = _("%(least)s%(unit)s以上にしてください") % told
    if question.most is not None:
        more["error_messages"]["max_value"] = _("%(most)s%(unit)s以下にしてください") % told
    return {question.key: NumberField(unit=unit, min_value=question.least, max_value=question.most, **more)}


def _day(question: Question, **bounds: Any) -> Fields:
    more = _typed_in(question)
    more["help_text"] = more["help_text"] or _("令和でも西暦でも入れられます。例：令和3年4月1日、2021年4月1日")
    return {question.key: DayField(**bounds, **more)}


def _yes_no(question: Question) -> Fields:
    options = [("yes", _("はい")), ("no", _("いいえ"))]
    field = forms.TypedChoiceField(
        choices=options,
        coerce=lambda said: said == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        **_picked(question),
    )
    return {question.key: field}


def _email(question: Question) -> Fields:
    more = _typed_in(question)
    more["error_messages"]["invalid"] = _("メールアドレスを確かめてください。例：hotaru@example.jp")
    return {question.key: forms.EmailField(**more)}


def _url(question: Question) -> Fields:
    more = _typed_in(question)
    more["error_messages"]["invalid"] = _("アドレスを確かめてください。例：https://example.jp/")
    return {question.key: forms.URLField(assume_scheme="https", **more)}


def _phone_number(question: Question) -> Fields:
    return {question.key: PhoneField(max_length=20, validators=[_phone, no_my_number], **_typed_in(question))}


def _address(question: Question) -> Fields:
    return {
        f"{question.key}_postcode": PostcodeField(
            label=_("郵便番号"),
            required=question.required,
            error_messages={"required": _("郵便番号を入れてください")},
            validators=[_postcode],
        ),
        question.key: forms.CharField(max_length=200, validators=[no_my_number], **_typed_in(question)),
    }


def _files(question: Question) -> Fields:
    return {question.key: FilesField(most=question.most or 5, **_picked(question))}


def _consent(question: Question) -> Fields:
    more = _common(question, verb=_("進むには、%(label)sに印を付けてください"))
    more["label"] = spoken(question.agreed or question.label)
    return {question.key: forms.BooleanField(**more)}


# Words


def _said_choice(question: Question, answers: Mapping[str, Any]) -> str:
    chosen = answers.get(question.key)
    chosen = chosen if isinstance(chosen, list) else [chosen]
    return "、".join(spoken(label) for value, label in question.options if value in chosen)


def _said_number(question: Question, answers: Mapping[str, Any]) -> str:
    number = answers.get(question.key)
    return "" if number is None else f"{number:,}{spoken(question.unit)}"


def _said_day(question: Question, answers: Mapping[str, Any]) -> str:
    day = answers.get(question.key)
    return f"{wareki(day)}（{day.year}年）" if isinstance(day, date) else ""


def _said_yes_no(question: Question, answers: Mapping[str, Any]) -> str:
    return {True: _("はい"), False: _("いいえ")}.get(answers.get(question.key), "")  # type: ignore[arg-type]


def _said_consent(question: Question, answers: Mapping[str, Any]) -> str:
    return _("同意しました") if answers.get(question.key) else ""


def _said_name(question: Question, answers: Mapping[str, Any]) -> str:
    name, kana = answers.get(question.key) or "", answers.get(f"{question.key}_kana") or ""
    return f"{name}（{kana}）" if kana else name


def _said_address(question: Question, answers: Mapping[str, Any]) -> str:
    code = answers.get(f"{question.key}_postcode") or ""
    return f"〒{code[:3]}-{code[3:]} {answers.get(question.key, '')}" if code else str(answers.get(question.key) or "")


def _said_files(question: Question, answers: Mapping[str, Any]) -> str:
    number = len(answers.get(question.key) or ())
    return _("%(number)d個のファイル") % {"number": number} if number else ""


def _read_day(kept: Any) -> Any:
    return date.fromisoformat(kept) if isinstance(kept, str) and kept else None


def _typed_yes_no(kept: Any) -> Any:
    return {True: "yes", False: "no"}.get(kept, kept)


kinds.add("text", QuestionKind(_text))
kinds.add("long_text", QuestionKind(_long_text))
kinds.add("name_and_kana", QuestionKind(_name_and_kana, _said_name))
kinds.add("choice", QuestionKind(_choice, _said_choice))
kinds.add("choices", QuestionKind(_choices, _said_choice))
kinds.add("number", QuestionKind(_number, _said_number))
kinds.add("day", QuestionKind(_day, _said_day, _read_day, _read_day))
kinds.add("past_day", QuestionKind(lambda asked: _day(asked, not_after=today), _said_day, _read_day, _read_day))
kinds.add("future_day", QuestionKind(lambda asked: _day(asked, not_before=today), _said_day, _read_day, _read_day))
kinds.add("yes_no", QuestionKind(_yes_no, _said_yes_no, typed=_typed_yes_no))
kinds.add("email", QuestionKind(_email))
kinds.add("phone", QuestionKind(_phone_number))
kinds.add("url", QuestionKind(_url))
kinds.add("address", QuestionKind(_address, _said_address))
kinds.add("files", QuestionKind(_files, _said_files))
kinds.add("consent", QuestionKind(_consent, _said_consent))

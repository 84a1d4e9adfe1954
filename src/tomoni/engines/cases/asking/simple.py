"""Questions as every form has them: text, numbers, days, choices, ways to reach somebody, files, consent."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.clock import today, wareki
from tomoni.base.design.fields import ERAS, DayField, DayWidget, NumberField, YenField, no_my_number
from tomoni.base.kana import is_kana, normal_width, to_hiragana
from tomoni.base.money_amount import written

from ..questions import Question, spoken
from .kind import Fields, QuestionKind, common, kinds, picked, typed_in

BORN_IN = (*ERAS, "大正")
MANY = 10  # more choices than that are a list to open, not a page of buttons
FILE_FIELD_TYPES = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.txt,.csv"


# Checks


def kana(text: str) -> None:
    if not is_kana(text):
        raise ValidationError(_("ふりがなを、ひらがなかカタカナで入れてください"), code="kana")


def phone(text: str) -> None:
    if not re.fullmatch(r"\+?[0-9][0-9()\- ]{7,18}", text):
        raise ValidationError(_("電話番号を、市外局番から数字で入れてください。例：0263-00-0000"), code="phone")


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


def _text(question: Question) -> Fields:
    return {question.key: forms.CharField(max_length=question.most, validators=[no_my_number], **typed_in(question))}


def _long_text(question: Question) -> Fields:
    area = forms.Textarea(attrs={"rows": 5})
    field = forms.CharField(max_length=question.most, widget=area, validators=[no_my_number], **typed_in(question))
    return {question.key: field}


def _name_and_kana(question: Question) -> Fields:
    label = _("%(label)sのふりがな") % {"label": spoken(question.label)}
    return {
        question.key: forms.CharField(max_length=200, validators=[no_my_number], **typed_in(question)),
        f"{question.key}_kana": KanaField(
            label=label,
            max_length=200,
            required=question.required,
            help_text=_("ひらがなでも、カタカナでもかまいません。"),
            error_messages={"required": _("%(label)sを入れてください") % {"label": label}},
            validators=[kana],
        ),
    }


def _options(question: Question) -> list[tuple[str, str]]:
    return [(value, spoken(label)) for value, label in question.options]


def _choice(question: Question) -> Fields:
    options: list[tuple[str, str]] = _options(question)
    if len(options) > MANY:
        options = [("", _("選んでください")), *options]
    shown = forms.Select if len(options) > MANY else forms.RadioSelect
    return {question.key: forms.ChoiceField(choices=options, widget=shown, **picked(question))}


def _choices(question: Question) -> Fields:
    box = forms.CheckboxSelectMultiple
    return {question.key: forms.MultipleChoiceField(choices=_options(question), widget=box, **picked(question))}


def _number(question: Question) -> Fields:
    unit, more = spoken(question.unit), typed_in(question)
    told = {"least": question.least, "most": question.most, "unit": unit.replace("%", "%%")}
    more["error_messages"]["invalid"] = _("数字で入れてください。例：14")
    if question.least is not None:
        more["error_messages"]["min_value"] = _("%(least)s%(unit)s以上にしてください") % told
    if question.most is not None:
        more["error_messages"]["max_value"] = _("%(most)s%(unit)s以下にしてください") % told
    return {question.key: NumberField(unit=unit, min_value=question.least, max_value=question.most, **more)}


def _born(question: Question) -> Fields:
    """A day of birth: also in eras that only the oldest were born in; devices fill it in by themselves."""
    more = typed_in(question)
    more["help_text"] = more["help_text"] or _("例：平成2年5月14日、1990年5月14日")
    return {question.key: DayField(not_after=today, widget=DayWidget(eras=BORN_IN), **more)}


def _day(question: Question, **bounds: Any) -> Fields:
    more = typed_in(question)
    more["help_text"] = more["help_text"] or _("令和でも西暦でも入れられます。例：令和3年4月1日、2021年4月1日")
    return {question.key: DayField(**bounds, **more)}


def _amount(question: Question) -> Fields:
    more = typed_in(question)
    more["help_text"] = more["help_text"] or _("例：12,000、1万2,000")
    if question.least is not None:
        more["error_messages"]["min_value"] = _("%(least)s円以上にしてください") % {"least": f"{question.least:,}"}
    if question.most is not None:
        more["error_messages"]["max_value"] = _("%(most)s円以下にしてください") % {"most": f"{question.most:,}"}
    return {question.key: YenField(min_value=question.least, max_value=question.most, **more)}


def _yes_no(question: Question) -> Fields:
    options = [("yes", _("はい")), ("no", _("いいえ"))]
    field = forms.TypedChoiceField(
        choices=options,
        coerce=lambda said: said == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        **picked(question),
    )
    return {question.key: field}


def _email(question: Question) -> Fields:
    more = typed_in(question)
    more["error_messages"]["invalid"] = _("メールアドレスを確かめてください。例：hotaru@example.jp")
    return {question.key: forms.EmailField(**more)}


def _url(question: Question) -> Fields:
    more = typed_in(question)
    more["error_messages"]["invalid"] = _("アドレスを確かめてください。例：https://example.jp/")
    return {question.key: forms.URLField(assume_scheme="https", **more)}


def _phone_number(question: Question) -> Fields:
    return {question.key: PhoneField(max_length=20, validators=[phone, no_my_number], **typed_in(question))}


def _files(question: Question) -> Fields:
    return {question.key: FilesField(most=question.most or 5, **picked(question))}


def _consent(question: Question) -> Fields:
    more = common(question, verb=_("進むには、%(label)sに印を付けてください"))
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


def _said_amount(question: Question, answers: Mapping[str, Any]) -> str:
    amount = answers.get(question.key)
    return "" if amount is None else written(amount)


def _said_day(question: Question, answers: Mapping[str, Any]) -> str:
    day = answers.get(question.key)
    return f"{wareki(day)}（{day.year}年）" if isinstance(day, date) else ""


def _said_yes_no(question: Question, answers: Mapping[str, Any]) -> str:
    said = answers.get(question.key)
    return _("はい") if said is True else _("いいえ") if said is False else ""


def _said_consent(question: Question, answers: Mapping[str, Any]) -> str:
    return _("同意しました") if answers.get(question.key) else ""


def _said_name(question: Question, answers: Mapping[str, Any]) -> str:
    name, kana = answers.get(question.key) or "", answers.get(f"{question.key}_kana") or ""
    return f"{name}（{kana}）" if kana else name


def _said_files(question: Question, answers: Mapping[str, Any]) -> str:
    number = len(answers.get(question.key) or ())
    return _("%(number)d個のファイル") % {"number": number} if number else ""


def read_day(kept: Any) -> Any:
    """A kept day as a day; whatever else stands there is none."""
    try:
        return date.fromisoformat(kept) if isinstance(kept, str) and kept else None
    except ValueError:
        return None


def typed_day(kept: Any) -> Any:
    """What the boxes of a day show: a day, or what was typed and is none."""
    return read_day(kept) or kept


def _typed_yes_no(kept: Any) -> Any:
    return "yes" if kept is True else "no" if kept is False else kept


def _no_fields(question: Question) -> Fields:
    return {}


def _says_nothing(question: Question, answers: Mapping[str, Any]) -> str:
    return ""


def _days(title: Any, **bounds: Any) -> QuestionKind:
    return QuestionKind(
        lambda asked: _day(asked, **bounds), _said_day, read_day, typed_day, parts={"": "day"}, title=title
    )


kinds.add("text", QuestionKind(_text, title=gettext_lazy("一行の文")))
kinds.add("long_text", QuestionKind(_long_text, title=gettext_lazy("長い文")))
kinds.add(
    "name_and_kana",
    QuestionKind(_name_and_kana, _said_name, parts={"": "text", "_kana": "text"}, title=gettext_lazy("名前とふりがな")),
)
kinds.add("choice", QuestionKind(_choice, _said_choice, title=gettext_lazy("一つを選ぶ")))
kinds.add("choices", QuestionKind(_choices, _said_choice, parts={"": "texts"}, title=gettext_lazy("いくつでも選ぶ")))
kinds.add("number", QuestionKind(_number, _said_number, parts={"": "number"}, title=gettext_lazy("数")))
kinds.add("amount", QuestionKind(_amount, _said_amount, parts={"": "number"}, title=gettext_lazy("金額（円）")))
kinds.add("day", _days(gettext_lazy("日付")))
kinds.add("past_day", _days(gettext_lazy("日付（きょうまで）"), not_after=today))
kinds.add("future_day", _days(gettext_lazy("日付（きょうから）"), not_before=today))
kinds.add(
    "born_on", QuestionKind(_born, _said_day, read_day, typed_day, parts={"": "day"}, title=gettext_lazy("生年月日"))
)
kinds.add(
    "yes_no",
    QuestionKind(_yes_no, _said_yes_no, typed=_typed_yes_no, parts={"": "yes"}, title=gettext_lazy("はい・いいえ")),
)
kinds.add("email", QuestionKind(_email, title=gettext_lazy("メールアドレス")))
kinds.add("phone", QuestionKind(_phone_number, title=gettext_lazy("電話番号")))
kinds.add("url", QuestionKind(_url, title=gettext_lazy("ウェブサイト")))
kinds.add("files", QuestionKind(_files, _said_files, parts={"": "files"}, title=gettext_lazy("書類のファイル")))
kinds.add("consent", QuestionKind(_consent, _said_consent, parts={"": "yes"}, title=gettext_lazy("同意・約束")))
kinds.add("statement", QuestionKind(_no_fields, _says_nothing, parts={}, title=gettext_lazy("説明の文（答えはない）")))

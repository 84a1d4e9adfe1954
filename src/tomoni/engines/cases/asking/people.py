"""Names of people and of organisations.

Every character is accepted and kept as typed: 𠮷, 髙, Latin letters, names of one word. A name has two parts where a
person has two; whoever has one name leaves the second part empty, and nobody has to invent one.
"""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.design.fields import no_my_number
from tomoni.base.kana import normal_width

from ..questions import Question, spoken
from .kind import Answers, Fields, QuestionKind, kinds, part_of
from .simple import KanaField, kana

OWN = {
    "_family": "family-name",
    "_given": "given-name",
}  # what a device fills in by itself: only where the question is about the person who applies


def _typed(autocomplete: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": autocomplete or "off"})


def _person_name(question: Question) -> Fields:
    own = OWN if question.own else {}
    must = question.required
    one = _("名前が一つの方は、空けておいてください。")
    words: dict[str, dict[str, Any]] = {
        "_family": part_of(_("姓"), required=must, hint=_("名前が一つの方は、ここに入れてください。")),
        "_given": part_of(_("名"), required=False, hint=one),
        "_family_kana": part_of(_("姓のふりがな"), required=must, hint=_("ひらがなでも、カタカナでもかまいません。")),
        "_given_kana": part_of(_("名のふりがな"), required=False, hint=one),
    }
    fields: Fields = {}
    for ending, more in words.items():
        reading = ending.endswith("_kana")
        made = KanaField if reading else forms.CharField
        checks = [kana] if reading else [no_my_number]
        fields[f"{question.key}{ending}"] = made(
            max_length=100, widget=_typed(own.get(ending, "")), validators=checks, **more
        )
    return fields


def _whole_name(question: Question, answers: Answers) -> dict[str, Any]:
    """「安曇 ほたる」 under the key itself, and its reading: what lists, letters and other questions use."""
    key = question.key
    if not any(answers.get(f"{key}{ending}") for ending in ("_family", "_given")):
        return {}
    joined = {
        key: (answers.get(f"{key}_family"), answers.get(f"{key}_given")),
        f"{key}_kana": (answers.get(f"{key}_family_kana"), answers.get(f"{key}_given_kana")),
    }
    return {name: " ".join(str(part) for part in parts if part) for name, parts in joined.items()}


def _said_person(question: Question, answers: Answers) -> str:
    told = {**answers, **_whole_name(question, answers)}
    name, reading = told.get(question.key) or "", told.get(f"{question.key}_kana") or ""
    return f"{name}（{reading}）" if reading else str(name)


def _parts_fit(question: Question, answers: Answers) -> Iterable[tuple[str, str]]:
    """A second part of the name has its reading, and a reading its part."""
    key = question.key
    if answers.get(f"{key}_given") and not answers.get(f"{key}_given_kana"):
        yield f"{key}_given_kana", _("名のふりがなを入れてください")
    if answers.get(f"{key}_given_kana") and not answers.get(f"{key}_given"):
        yield f"{key}_given", _("名を入れてください")


class CorporateNumberField(forms.CharField):
    """法人番号: thirteen digits, the first of which checks the others (法人番号の指定等に関する省令 第2条)."""

    def to_python(self, value: Any) -> str:
        return re.sub(r"[\s\-‐‑–—―−ー]", "", normal_width(super().to_python(value) or ""))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off"}


def _corporate_number(text: str) -> None:
    if not re.fullmatch(r"[0-9]{13}", text):
        raise ValidationError(_("法人番号を13桁の数字で入れてください"), code="corporate")
    total = sum(int(digit) * (1 if place % 2 else 2) for place, digit in enumerate(reversed(text[1:]), start=1))
    if int(text[0]) != 9 - total % 9:
        raise ValidationError(_("法人番号の数字が合いません。もう一度確かめてください"), code="corporate_check")


def _organisation(question: Question) -> Fields:
    label, must = spoken(question.label), question.required
    return {
        question.key: forms.CharField(
            max_length=200,
            widget=_typed("organization" if question.own else ""),
            validators=[no_my_number],
            **part_of(_("%(label)sの名前") % {"label": label}, required=must),
        ),
        f"{question.key}_kana": KanaField(
            max_length=200,
            validators=[kana],
            **part_of(_("ふりがな"), required=must, hint=_("ひらがなでも、カタカナでもかまいません。")),
        ),
        f"{question.key}_person": forms.CharField(
            max_length=200,
            widget=_typed(""),
            validators=[no_my_number],
            **part_of(_("代表者の役職と名前"), required=must, hint=_("例：代表 安曇 ほたる")),
        ),
        f"{question.key}_number": CorporateNumberField(
            max_length=20,
            validators=[_corporate_number],
            **part_of(_("法人番号"), required=False, hint=_("13桁です。法人でない団体は、空けておいてください。")),
        ),
    }


def _said_organisation(question: Question, answers: Answers) -> str:
    key = question.key
    name, reading = answers.get(key) or "", answers.get(f"{key}_kana") or ""
    words = [f"{name}（{reading}）" if reading else str(name), str(answers.get(f"{key}_person") or "")]
    if number := answers.get(f"{key}_number"):
        words.append(_("法人番号 %(number)s") % {"number": number})
    return "、".join(filter(None, words))


TEXTS = dict.fromkeys(("", "_kana", "_family", "_given", "_family_kana", "_given_kana"), "text")
kinds.add(
    "person_name",
    QuestionKind(
        _person_name,
        _said_person,
        parts=TEXTS,
        whole=_whole_name,
        together=True,
        wrong=_parts_fit,
        title=gettext_lazy("人の名前（姓・名・ふりがな）"),
    ),
)
kinds.add(
    "organisation",
    QuestionKind(
        _organisation,
        _said_organisation,
        parts=dict.fromkeys(("", "_kana", "_person", "_number"), "text"),
        together=True,
        title=gettext_lazy("団体（名前・代表者・法人番号）"),
    ),
)

"""Where money is to be paid: an account at a bank, or at ゆうちょ銀行, which other banks reach by another number.

The holder is written as banks write it, in katakana. Whether it is the name of the person who applies is compared by
sound: spaces, width, kind of kana and small letters do not matter.
"""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.design.fields import no_my_number
from tomoni.base.kana import normal_width, to_hiragana, to_katakana

from ..questions import Question, spoken
from .kind import Answers, Fields, QuestionKind, kinds, part_of

BANK, YUCHO = "bank", "yucho"
SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
HOLDER = re.compile(r"[ァ-ヶーA-Z0-9 ().,/\-「」]+")


class HolderField(forms.CharField):
    """As a bank writes it: wide katakana, capital letters, one space between words."""

    def to_python(self, value: Any) -> str:
        typed = to_katakana(normal_width(super().to_python(value) or "")).upper()
        return re.sub(r"\s+", " ", typed).strip()


class DigitsField(forms.CharField):
    """Digits in any width; whatever stands between them goes."""

    def to_python(self, value: Any) -> str:
        return re.sub(r"[\s\-‐‑–—―−ー]", "", normal_width(super().to_python(value) or ""))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off"}


def _digits(pattern: str, words: Any) -> Any:
    def check(text: str) -> None:
        if not re.fullmatch(pattern, text):
            raise ValidationError(words, code="digits")

    return check


def _holder(text: str) -> None:
    if not HOLDER.fullmatch(text):
        raise ValidationError(_("口座名義を、通帳のとおりカタカナで入れてください"), code="holder")


def _bank_account(question: Question) -> Fields:
    """All fields stand on the page; which of them are missed depends on where the account is."""
    key, label, must = question.key, spoken(question.label), question.required
    at_bank, at_yucho = _("ゆうちょ銀行のときは、空けておいてください。"), _("ゆうちょ銀行のときだけ入れてください。")
    fields: Fields = {
        f"{key}_where": forms.ChoiceField(
            choices=[(BANK, _("銀行・信用金庫・農協など")), (YUCHO, _("ゆうちょ銀行"))],
            widget=forms.RadioSelect,
            **part_of(_("%(label)sがあるところ") % {"label": label}, required=must, picked=True),
        ),
        key: _line(_("銀行などの名前"), at_bank),
        f"{key}_branch": _line(_("支店の名前"), at_bank),
        f"{key}_type": forms.ChoiceField(
            choices=[
                ("", _("選んでください")),
                ("ordinary", _("普通")),
                ("current", _("当座")),
                ("savings", _("貯蓄")),
            ],
            **part_of(_("預金の種類"), required=False, picked=True, hint=at_bank),
        ),
        f"{key}_number": DigitsField(
            validators=[_digits(r"[0-9]{1,7}", _("口座番号を7桁までの数字で入れてください"))],
            **part_of(_("口座番号"), required=False, hint=at_bank),
        ),
        f"{key}_sign": DigitsField(
            validators=[_digits(r"[01][0-9]{4}", _("記号を、0か1で始まる5桁の数字で入れてください"))],
            **part_of(_("ゆうちょ銀行の記号"), required=False, hint=at_yucho),
        ),
        f"{key}_yucho": DigitsField(
            validators=[_digits(r"[0-9]{2,8}", _("番号を8桁までの数字で入れてください"))],
            **part_of(_("ゆうちょ銀行の番号"), required=False, hint=at_yucho),
        ),
        f"{key}_holder": HolderField(
            max_length=100,
            validators=[_holder, no_my_number],
            **part_of(
                _("口座名義（カタカナ）"), required=must, hint=_("通帳のとおりに入れてください。例：アズミ ホタル")
            ),
        ),
    }
    for ending in ("", "_branch", "_type", "_number", "_sign", "_yucho"):
        fields[f"{key}{ending}"].mark = _("当てはまるとき")  # type: ignore[attr-defined]  # shown beside the label
    return fields


def _line(label: str, hint: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        max_length=100, widget=widget, validators=[no_my_number], **part_of(label, required=False, hint=hint)
    )


def _account_fits(question: Question, answers: Answers) -> Iterable[tuple[str, str]]:
    key = question.key
    wanted = {
        BANK: {
            "": _("銀行などの名前を入れてください"),
            "_branch": _("支店の名前を入れてください"),
            "_type": _("預金の種類を選んでください"),
            "_number": _("口座番号を入れてください"),
        },
        YUCHO: {"_sign": _("ゆうちょ銀行の記号を入れてください"), "_yucho": _("ゆうちょ銀行の番号を入れてください")},
    }
    for ending, words in wanted.get(str(answers.get(f"{key}_where") or ""), {}).items():
        if not answers.get(f"{key}{ending}"):
            yield f"{key}{ending}", words
    if question.same_as:
        reading, holder = answers.get(f"{question.same_as}_kana"), answers.get(f"{key}_holder")
        if reading and holder and sound(reading) != sound(holder):
            yield f"{key}_holder", _("口座名義が、名前のふりがなと違います。同じ人の口座を入れてください")


def sound(name: str) -> str:
    """A name as it sounds: for comparing a holder with a reading."""
    plain = to_hiragana(normal_width(name)).translate(SMALL).lower()
    return re.sub(r"[\s・･.,\-ー]", "", plain)


def transfer_number(sign: str, number: str) -> tuple[str, str] | None:
    """店番 and seven digits by which other banks reach an ordinary account of ゆうちょ銀行; None for the other sort."""
    if not re.fullmatch(r"1[0-9]{4}", sign) or not re.fullmatch(r"[0-9]{2,8}", number):
        return None
    return f"{sign[1:3]}8", number[:-1].rjust(7, "0")


def _said_account(question: Question, answers: Answers) -> str:
    key = question.key
    told = {ending: str(answers.get(f"{key}{ending}") or "") for ending in ACCOUNT}
    if told["_where"] == YUCHO:
        words = [
            _("ゆうちょ銀行"),
            _("記号 %(sign)s 番号 %(number)s") % {"sign": told["_sign"], "number": told["_yucho"]},
        ]
        if found := transfer_number(told["_sign"], told["_yucho"]):
            words.append(_("（振込用：店番 %(shop)s 普通 %(number)s）") % {"shop": found[0], "number": found[1]})
    elif told["_where"] == BANK:
        sort = {"ordinary": _("普通"), "current": _("当座"), "savings": _("貯蓄")}.get(told["_type"], "")
        words = [told[""], told["_branch"], sort, told["_number"].rjust(7, "0") if told["_number"] else ""]
    else:
        return ""
    return " ".join(filter(None, [*words, told["_holder"]]))


ACCOUNT = ("_where", "", "_branch", "_type", "_number", "_sign", "_yucho", "_holder")
kinds.add(
    "bank_account",
    QuestionKind(
        _bank_account,
        _said_account,
        parts=dict.fromkeys(ACCOUNT, "text"),
        wrong=_account_fits,
        together=True,
        title=gettext_lazy("振込先の口座"),
    ),
)

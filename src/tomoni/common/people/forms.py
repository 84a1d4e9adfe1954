"""What people are asked about themselves."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.base import clock
from tomoni.base.design.fields import DayField
from tomoni.base.kana import is_kana, normal_width, to_hiragana

from .models import Resident

POSTAL_CODE = re.compile(r"\d{7}")
PHONE = re.compile(r"\+?[\d()-]{10,20}")
BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")  # a name goes into heads of letters: it is one line


class ProfileForm(forms.ModelForm):
    """What a resident tells once, so that no procedure asks again. Nothing is required; no name is refused."""

    born_on = DayField(label=_("生年月日"), required=False, not_after=clock.today)

    class Meta:
        model = Resident
        fields = [
            "name", "kana", "born_on", "postal_code", "town", "address", "building", "ward_name", "phone", "language",
        ]  # fmt: skip
        help_texts = {
            "kana": _("ひらがなでもカタカナでもかまいません。"),
            "postal_code": _("例：399-8281"),
            "address": _("例：6000番地"),
            "language": _("お知らせを読むときのことば。"),
        }
        autocomplete = {
            "name": "name",
            "postal_code": "postal-code",
            "address": "address-line1",
            "building": "address-line2",
            "phone": "tel",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, value in self.Meta.autocomplete.items():
            self.fields[name].widget.attrs["autocomplete"] = value

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        lines = {name: BREAKS.sub(" ", value).strip() for name, value in told.items() if isinstance(value, str)}
        return told | lines

    def clean_kana(self) -> str:
        kana = to_hiragana(normal_width(self.cleaned_data["kana"])).strip()
        if kana and not is_kana(kana):
            raise forms.ValidationError(_("ひらがなかカタカナで入れてください。例：やまだ はなこ"))
        return kana

    def clean_postal_code(self) -> str:
        digits = re.sub(r"\D", "", normal_width(self.cleaned_data["postal_code"]))
        if not digits:
            return ""
        if not POSTAL_CODE.fullmatch(digits):
            raise forms.ValidationError(_("郵便番号は7けたの数字です。例：399-8281"))
        return f"{digits[:3]}-{digits[3:]}"

    def clean_phone(self) -> str:
        phone = re.sub(r"[\s‐‑–—−ー―]", lambda sign: "" if sign[0].isspace() else "-", self._narrow("phone"))
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError(_("電話番号を数字で入れてください。例：0263-00-0000"))
        return phone

    def _narrow(self, name: str) -> str:
        return normal_width(self.cleaned_data[name]).strip()

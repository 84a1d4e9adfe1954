"""Forms of those who work with money."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.base.design.fields import YenField, no_my_number

from .models import STANDINGS
from .rules import Standing

WHICH = [Standing.OPEN, Standing.OVERDUE, Standing.PAID, Standing.OVERPAID, Standing.CANCELLED]


class Looking(forms.Form):
    q = forms.CharField(
        label=_("番号・名前"), required=False, max_length=80, widget=forms.TextInput(attrs={"type": "search"})
    )
    which = forms.ChoiceField(
        label=_("いま"), required=False, choices=[("", _("すべて")), *((one.value, STANDINGS[one]) for one in WHICH)]
    )


def _why(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=300, validators=[no_my_number], widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("わけを書いてください")}, **more,
    )  # fmt: skip


class CancelForm(forms.Form):
    why = _why(_("取り消すわけ"))


class RefundForm(forms.Form):
    amount = YenField(label=_("返す金額"), min_value=1, error_messages={"required": _("金額を入れてください")})
    why = _why(_("返すわけ"))


class SentForm(forms.Form):
    how = forms.CharField(
        label=_("どう返したか"), max_length=100, validators=[no_my_number],
        help_text=_("例：口座振込 12月1日。口座番号は書かないでください。"),
        error_messages={"required": _("どう返したかを書いてください")},
    )  # fmt: skip

"""Forms of those who work with money."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.base.design.fields import no_my_number
from tomoni.base.money_amount import NotAnAmount, Wrong, yen_typed

from .models import STANDINGS
from .rules import Standing

AMOUNT_WRONG = {
    Wrong.EMPTY: _("金額を入れてください"),
    Wrong.NO_AMOUNT: _("金額として読めません。数字で入れてください（例：1,500）"),
    Wrong.COMMA: _("コンマの位置を確かめてください（例：1,500）"),
    Wrong.FRACTION: _("円より小さい金額は入れられません"),
    Wrong.LARGE: _("金額が大きすぎます。桁を確かめてください"),
}
WHICH = [Standing.OPEN, Standing.OVERDUE, Standing.PAID, Standing.OVERPAID, Standing.CANCELLED]


class YenField(forms.CharField):
    """An amount as people type it, as whole yen."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 12}), **more)

    def clean(self, value: Any) -> int:
        typed = super().clean(value)
        try:
            amount = yen_typed(typed)
        except NotAnAmount as wrong:
            raise forms.ValidationError(AMOUNT_WRONG[wrong.wrong]) from None
        if amount <= 0:
            raise forms.ValidationError(_("1円以上の金額を入れてください"))
        return amount


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
    amount = YenField(label=_("返す金額（円）"), error_messages={"required": AMOUNT_WRONG[Wrong.EMPTY]})
    why = _why(_("返すわけ"))


class SentForm(forms.Form):
    how = forms.CharField(
        label=_("どう返したか"), max_length=100, validators=[no_my_number],
        help_text=_("例：口座振込 12月1日。口座番号は書かないでください。"),
        error_messages={"required": _("どう返したかを書いてください")},
    )  # fmt: skip

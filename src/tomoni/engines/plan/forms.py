"""What those who look after the plan's figures fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.base.clock import today
from tomoni.base.design.fields import DayField
from tomoni.base.kana import normal_width

REQUIRED = {"required": _("書いてください")}


class FigureField(forms.DecimalField):
    """A number in any width, with or without commas and a per cent sign."""

    widget = forms.TextInput

    def __init__(self, **more: Any) -> None:
        messages = REQUIRED | {"invalid": _("数で入れてください")}
        super().__init__(max_digits=18, decimal_places=6, error_messages=messages, **more)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = normal_width(value).replace(",", "").strip().removesuffix("%").strip()
        return super().to_python(value)


def _words(label: Any, *, rows: int = 3, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, max_length=2000, error_messages=REQUIRED, **more)


def _line(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=300, error_messages=REQUIRED, **more)


class TargetForm(forms.Form):
    """A target, and when and why it was decided."""

    value = FigureField(label=_("目標値"))
    day = DayField(label=_("期日"), not_before=today)
    decided_on = DayField(label=_("決めた日"), not_after=today)
    source = _line(_("もと"), help_text=_("議会の議決、審議会の答申など"))
    reason = _words(_("目標を決めた、または変えた理由"))


class RestatementForm(forms.Form):
    """A corrected value; the old one stays."""

    value = FigureField(label=_("訂正後の値"))
    on = DayField(label=_("訂正した日"), not_after=today)
    source = _line(_("もと"), help_text=_("どこで訂正を知らせたか"))
    reason = _words(_("訂正の理由"), help_text=_("だれにでも分かることばで。公開されます。"))
    doubt = _words(_("まだ確かでないこと"), required=False)


class DefinitionForm(forms.Form):
    """A new version of how an indicator is counted."""

    heading = forms.CharField(label=_("数え方（ひとこと）"), max_length=120, error_messages=REQUIRED)
    words = _words(_("数え方の説明"), rows=5)
    formula = _words(_("式"), required=False)
    rounding = forms.ChoiceField(
        label=_("端数"),
        choices=[("half_up", _("四捨五入")), ("truncate", _("切り捨て"))],
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )
    cut_off = forms.CharField(label=_("いつの時点で締めるか"), max_length=120, required=False)
    valid_from = DayField(label=_("いつから"))
    reason = _words(_("変える理由"), help_text=_("過去の値を直すかどうかも書いてください。公開されます。"))


class SheetForm(forms.Form):
    """A sheet of published figures."""

    sheet = forms.FileField(
        label=_("CSVかExcelのファイル"),
        help_text=_("1行目に、指標、時点、値、もと、答えた人数、注 の名前を付けてください。"),
        error_messages={"required": _("ファイルを選んでください"), "empty": _("ファイルが空です")},
    )

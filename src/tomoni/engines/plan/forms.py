"""What those who look after the plan's figures fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.base.clock import today
from tomoni.base.design.fields import DayField
from tomoni.base.kana import normal_width
from tomoni.common.people.api import Post

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
    """A target as it is proposed; `despite` is asked only where there is something to warn of."""

    value = FigureField(label=_("目標値"))
    day = DayField(label=_("期日"), not_before=today)
    valid_from = DayField(
        label=_("いつからの目標か"),
        not_before=today,
        help_text=_("決裁がこの日より後になったときは、決裁の日からです。それまでの判定は、前の目標のままです。"),
    )
    source = _line(_("もと"), help_text=_("議会の議決、審議会の答申など"))
    reason = _words(_("目標を決める、または変える理由"), help_text=_("だれにでも分かることばで。公開されます。"))
    despite = _words(
        _("注意があっても、この目標にする理由"),
        required=False,
        help_text=_("注意といっしょに公開されます。"),
    )


class CitationForm(forms.Form):
    """Something that shows a figure, outside of what the system knows by itself."""

    figure = forms.ChoiceField(label=_("どの値か"), error_messages=REQUIRED)
    title = forms.CharField(
        label=_("引いているもの"), max_length=200, help_text=_("例：市政だより12月号 5ページ"), error_messages=REQUIRED
    )
    url = forms.URLField(label=_("そのアドレス（あれば）"), required=False, assume_scheme="https")
    keeper = forms.ModelChoiceField(
        label=_("受け持ちの職"),
        queryset=Post.objects.all(),
        required=False,
        empty_label=_("市役所の外"),
        help_text=_("訂正されたとき、この職の机に知らせが出ます。"),
    )
    address = forms.EmailField(
        label=_("知らせるメールアドレス"), required=False, help_text=_("市役所の外の人に知らせるとき")
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not facts.get("keeper") and not facts.get("address"):
            self.add_error("keeper", _("受け持ちの職か、メールアドレスを入れてください"))
        return facts


class SettleForm(forms.Form):
    """What became of a citing thing after a restatement."""

    done = _words(_("どうしたか"), help_text=_("例：シートの値を直した。印刷したものには紙をはさんだ。"))


class FollowForm(forms.Form):
    """An address, and the consent to use it."""

    address = forms.EmailField(
        label=_("メールアドレス"),
        error_messages={"required": _("書いてください")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    consent = forms.BooleanField(
        label=_("この指標の知らせを送るためだけに、このアドレスを使うことに同意します"),
        error_messages={"required": _("同意がないと送れません")},
    )


class ComparisonForm(forms.Form):
    """A file of another city's figures."""

    file = forms.FileField(
        label=_("ほかの市の計画のJSONファイル"),
        error_messages={"required": _("ファイルを選んでください"), "empty": _("ファイルが空です")},
    )
    source = _line(_("もと"), help_text=_("どこで、いつ受け取ったファイルか"))


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


class EditionForm(forms.Form):
    """A new edition of the book."""

    on = DayField(
        label=_("いつのことを書くか"), help_text=_("その日までに分かっていたことで作ります。"), not_after=today
    )

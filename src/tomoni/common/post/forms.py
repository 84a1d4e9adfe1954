"""What a person decides about a message that got stuck; how a resident wants to be told; a letter to many."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.base.design.fields import DayField, Hinted, no_my_number, offer
from tomoni.common.people.api import Resident

from .addresses import address_of
from .channels import channels
from .models import Message, Preference
from .ways import mobile_number

WHY_NO_SHEET = {
    "empty": _("ファイルの中身がありません。表の入ったファイルを選んでください。"),
    "large": _("ファイルが大きすぎます。10MBまでに分けてください。"),
    "long": _("行が多すぎます。50,000行までに分けてください。"),
    "characters": _("文字が読めません。UTF-8かシフトJISのCSV、またはExcel（xlsx）で保存してください。"),
    "broken": _("ファイルが開けません。もう一度保存してから選んでください。"),
    "columns": _("同じ見出しの列が二つあります。一つにしてください。"),
}
WHY_NO_LIST = {
    "columns": _("次の列がありません：%(told)s"),
    "places": _("本文の次の場所に当たる列が、表にありません：%(told)s"),
    "empty": _("見出しのほかに、行がありません。%(told)s"),
    "lines": _("氏名か住所のない行があります：%(told)s行目"),
    "my_number": _("マイナンバーと同じ数字が入っている行があります。消してください：%(told)s行目"),
}


class DecisionForm(forms.Form):
    do = forms.ChoiceField(
        label=_("どうしますか"),
        choices=[
            ("resend", _("もう一度送る")),
            ("arrived", _("届いていたので、送信済みにする")),
            ("leave", _("送らない（ほかの方法で伝えた）")),
        ],
        widget=forms.RadioSelect,
    )
    address = forms.CharField(label=_("送り先のアドレス"), required=False, max_length=254)
    why = forms.CharField(
        label=_("わけ"),
        max_length=300,
        help_text=_("だれに、どう確かめたかを書いてください。"),
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[no_my_number],
    )

    def __init__(self, data: Any = None, *, message: Message) -> None:
        super().__init__(data, initial={"address": message.address})
        self.fields["address"].help_text = _("もう一度送るときだけ使います。")
        if message.channel == Message.LETTER:
            del self.fields["address"]  # where the post finds a resident stands with the resident


class WishForm(forms.Form):
    """How a resident wants to hear from the city. Ways that cannot be used say what is missing."""

    channel = forms.ChoiceField(label=_("お知らせの届け方"), widget=forms.RadioSelect)
    weekly = forms.BooleanField(
        label=_("急がないお知らせは、週に1度まとめる"),
        required=False,
        help_text=_("申請の結果など、あなたの手続きの連絡は、いつもすぐに届きます。"),
    )
    quiet = forms.BooleanField(label=_("夜は鳴らさない"), required=False)

    def __init__(self, data: Any = None, *, resident: Resident, kept: Preference) -> None:
        super().__init__(data, initial={"channel": kept.channel, "weekly": kept.weekly, "quiet": kept.quiet})
        self.resident, self.kept = resident, kept
        missing = {key: self._missing(key) for key, _words in Preference.Channel.choices}
        self.missing = missing
        offer(
            self,
            "channel",
            [
                (key, Hinted(str(words), hint=str(missing[key])))
                for key, words in Preference.Channel.choices
                if key == Message.LETTER or channels[key].usable()
            ],
        )

    def _missing(self, key: str) -> Any:
        """What is needed first; empty when nothing is."""
        match key:
            case Preference.Channel.MAIL:
                return "" if self.resident.mail_address else _("メールアドレスを入れると使えます。")
            case Preference.Channel.LINE:
                return "" if self.kept.line_id else _("下の番号でつなぐと使えます。")
            case Preference.Channel.SMS:
                return "" if mobile_number(self.resident) else _("携帯電話の番号を入れると使えます。")
        return "" if address_of(self.resident) else _("住所を入れると使えます。")

    def clean_channel(self) -> str:
        chosen: str = self.cleaned_data["channel"]
        if self.missing[chosen]:
            raise forms.ValidationError(self.missing[chosen])
        return chosen


class MailingForm(forms.Form):
    """One text and a list of those it goes to."""

    title = forms.CharField(label=_("手紙の題"), max_length=120, validators=[no_my_number])
    number = forms.CharField(label=_("文書番号"), max_length=40, required=False)
    dated = DayField(label=_("手紙の日付"))
    text = forms.CharField(
        label=_("本文"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("表の列の名前を { } で囲むと、そこに一人ひとりの値が入ります。例：{年税額}"),
        validators=[no_my_number],
    )
    contact = forms.CharField(
        label=_("問い合わせ先"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("課の名前、住所、電話番号など。一行に一つ。"),
    )
    file = forms.FileField(
        label=_("宛先の表"),
        help_text=_("CSVかExcel（xlsx）。列：氏名、郵便番号、住所。あれば建物、敬称。50,000行、10MBまで。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": _("ファイルを選んでください")},
    )

"""What a person decides about a message that got stuck."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.base.design.fields import no_my_number

from .models import Message


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
    address = forms.EmailField(label=_("送り先のアドレス"), required=False)
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

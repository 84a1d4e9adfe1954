"""What an applicant writes beside the application itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.base.design.fields import no_my_number


class Saying(forms.Form):
    """A question or a word to the section."""

    text = forms.CharField(
        label=_("聞きたいこと、伝えたいこと"),
        help_text=_("マイナンバー（個人番号）は書かないでください。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[no_my_number],
        error_messages={"required": _("聞きたいことを書いてから送ってください。")},
    )


class TakingBack(forms.Form):
    why = forms.CharField(
        label=_("わけ"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[no_my_number],
    )

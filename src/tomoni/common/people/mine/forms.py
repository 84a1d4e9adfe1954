"""What the screens of one's own data ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.base.design.fields import no_my_number


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=_("聞きたいこと"),
        validators=[no_my_number],
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("例：この日は、どうして私の申請を見ましたか。"),
    )


class ErasureForm(forms.Form):
    """The last question before data goes."""

    understood = forms.BooleanField(label=_("消したものは、元にもどせないことが分かりました。"))
    why = forms.CharField(
        label=_("わけ"),
        max_length=200,
        required=False,
        validators=[no_my_number],
    )

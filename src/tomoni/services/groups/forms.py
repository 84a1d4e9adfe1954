"""The form of a group's own page."""

from django import forms

from .actions import ON_ITS_PAGE
from .models import Group


class OwnPage(forms.ModelForm[Group]):
    """What members may change at once, without asking the centre."""

    class Meta:
        model = Group
        fields = ON_ITS_PAGE
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 4}),
            "activity": forms.Textarea(attrs={"rows": 6}),
            "wishes": forms.Textarea(attrs={"rows": 3}),
        }

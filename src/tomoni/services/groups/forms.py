"""The form of a group's own page."""

from typing import Any

from django import forms

from tomoni.base.design.fields import no_my_number

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

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.validators.append(no_my_number)

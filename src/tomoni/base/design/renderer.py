"""How a Django form comes out: `{{ form }}` and `{% field form.name %}` in our order and with our classes.

Question, hint, error, control; the control names hint and error as its description. The widgets' own templates stay
Django's, except for the date by eras; classes are added from outside, so that the editor's forms stay its own.
"""

from pathlib import Path

import django.forms
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as Backend
from django.utils.functional import cached_property


class Screens(DjangoTemplates):
    """Django's templates of widgets, our templates of forms and fields."""

    form_template_name = "design/forms/form.html"
    field_template_name = "design/forms/field.html"

    @cached_property
    def engine(self) -> Backend:
        folders = [Path(django.forms.__file__).parent / "templates"]
        builtins = ["django.templatetags.i18n", "tomoni.base.design.templatetags.design"]
        return Backend({"APP_DIRS": True, "DIRS": folders, "NAME": "screens-forms", "OPTIONS": {"builtins": builtins}})

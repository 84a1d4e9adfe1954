"""The builder on the clerk's desk."""

from django.utils.translation import gettext_lazy

from tomoni.base.design.frame import rail
from tomoni.common.people.api import duty

from .actions import EDIT

EDITS = duty(EDIT)
rail("procedures", gettext_lazy("手続きを作る"), "desk-procedures", right=EDITS, place=60)

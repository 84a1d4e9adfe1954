"""The registers' entry in the desk's menu."""

from django.utils.translation import gettext_lazy as _

from tomoni.base.design.frame import rail

from .rights import KEEPS_SOME

rail("registers", _("台帳"), "desk-registers", right=KEEPS_SOME)

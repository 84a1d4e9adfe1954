from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Desk(AppConfig):
    name = "tomoni.web.desk"
    verbose_name = _("職員の机")

    def ready(self) -> None:
        from . import menu

        menu.hang_in()

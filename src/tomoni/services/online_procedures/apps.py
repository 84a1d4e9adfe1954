from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OnlineProcedures(AppConfig):
    name = "tomoni.services.online_procedures"
    label = "online_procedures"
    verbose_name = _("オンライン手続き")

    def ready(self) -> None:
        from . import service, use  # noqa: F401  (they offer the packs and count their use)
        from .screens import declare_data

        declare_data()

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficePapersConfig(AppConfig):
    name = "tomoni.services.office_papers"
    verbose_name = _("庁内の文書")

    def ready(self) -> None:
        from . import service  # noqa: F401 (it declares the kinds of paper and the item of the desk)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Wards(AppConfig):
    name = "tomoni.services.wards"

    def ready(self) -> None:
        from tomoni.base.clock import today
        from tomoni.base.search import api as search

        from . import queries, service  # noqa: F401  (it declares itself)

        search.kind("ward", _("区"), rebuild=lambda: queries.refill(today()))

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Groups(AppConfig):
    name = "tomoni.services.groups"

    def ready(self) -> None:
        from tomoni.base.clock import today
        from tomoni.base.search import api as search

        from . import queries, service, striking  # noqa: F401  (they declare themselves)

        search.kind("group", _("市民活動団体"), rebuild=lambda: queries.refill(today()))

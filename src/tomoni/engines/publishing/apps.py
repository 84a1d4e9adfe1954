from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Publishing(AppConfig):
    name = "tomoni.engines.publishing"

    def ready(self) -> None:
        from tomoni.base.search import api as search

        from . import queries

        search.kind("notice", _("お知らせ"), rebuild=queries.refill)
        search.kind("guide", _("案内"))

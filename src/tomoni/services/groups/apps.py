from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Groups(AppConfig):
    name = "tomoni.services.groups"

    def ready(self) -> None:
        from tomoni.base.clock import today
        from tomoni.base.opendata import csv, dataset
        from tomoni.base.search import api as search

        from . import queries, service, striking  # noqa: F401  (they declare themselves)

        dataset(
            "groups",
            _("市民活動団体"),
            says=_("市民活動サポートセンターに登録している団体。連絡先は、団体が公開を選んだものだけです。"),
            renewed=_("変わったとき"),
            forms=(csv("groups-csv"),),
        )
        search.kind("group", _("市民活動団体"), rebuild=lambda: queries.refill(today()))

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Publishing(AppConfig):
    name = "tomoni.engines.publishing"

    def ready(self) -> None:
        from tomoni.base.opendata import atom, dataset
        from tomoni.base.search import api as search

        from . import queries

        dataset(
            "notices",
            _("お知らせ"),
            says=_("市のお知らせ。新しいものから40件です。"),
            renewed=_("変わったとき"),
            forms=(atom("notices-atom"),),
        )
        search.kind("notice", _("お知らせ"), rebuild=queries.refill)
        search.kind("guide", _("案内"))

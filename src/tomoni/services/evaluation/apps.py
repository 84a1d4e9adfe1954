from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    name = "tomoni.services.evaluation"
    verbose_name = _("行政評価")

    def ready(self) -> None:
        from tomoni.base.search import api as search

        from . import (
            guards,
            offers,  # noqa: F401 (it declares what the evaluation hangs into the house)
            queries,
        )

        search.kind("evaluation", _("計画の評価"), rebuild=queries.refill)
        post_migrate.connect(guards.after_migration, sender=self)

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Journal(AppConfig):
    name = "tomoni.base.journal"

    def ready(self) -> None:
        from . import guards

        post_migrate.connect(guards.after_migration, sender=self)

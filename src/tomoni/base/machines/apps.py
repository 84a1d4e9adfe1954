from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Machines(AppConfig):
    name = "tomoni.base.machines"

    def ready(self) -> None:
        autodiscover_modules("endpoints")

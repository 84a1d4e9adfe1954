from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class City(AppConfig):
    name = "tomoni.base.city"
    label = "city"

    def ready(self) -> None:
        """Whoever is fed from a city's files declares it in a module `loaders.py`."""
        autodiscover_modules("loaders")

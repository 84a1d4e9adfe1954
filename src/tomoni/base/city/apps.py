from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class City(AppConfig):
    name = "tomoni.base.city"
    label = "city"

    def ready(self) -> None:
        """Whoever is fed from a city's files declares it in a module `loaders.py`; its words are read as it says."""
        from django.conf import settings

        from tomoni.base.texts import overrides

        from .facts import city_words
        from .towns import town_readings

        autodiscover_modules("loaders")
        overrides(town_readings(settings.CITY_FOLDER) | city_words().furigana)

from django.apps import AppConfig


class Journal(AppConfig):
    name = "tomoni.base.journal"

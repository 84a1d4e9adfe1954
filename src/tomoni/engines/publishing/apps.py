from django.apps import AppConfig


class Publishing(AppConfig):
    name = "tomoni.engines.publishing"

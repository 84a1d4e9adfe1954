from django.apps import AppConfig


class City(AppConfig):
    name = "tomoni.base.city"

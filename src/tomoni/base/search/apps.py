from django.apps import AppConfig


class Search(AppConfig):
    name = "tomoni.base.search"

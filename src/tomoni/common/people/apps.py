from django.apps import AppConfig


class People(AppConfig):
    name = "tomoni.common.people"

from django.apps import AppConfig


class Groups(AppConfig):
    name = "tomoni.services.groups"

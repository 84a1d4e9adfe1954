from django.apps import AppConfig


class Design(AppConfig):
    name = "tomoni.base.design"

from django.apps import AppConfig


class Public(AppConfig):
    name = "tomoni.web.public"
